"""What `--since auto` means: the branch that the change under way goes into, as the CI service or git's own record names it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.errors import UsageError
from ssot_check.workspace import services
from ssot_check.workspace.git import GitUnavailableError, ask, decode
from ssot_check.workspace.registry.nodes import shown
from ssot_check.workspace.services import Service, first, running

_OPTION: Final = "--since auto"
_DEFAULT: Final = "refs/remotes/origin/HEAD"


def target(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """What `auto` stands for; "" in a build that is none of a change, so that everything is to be told. Raises UsageError."""
    service = running(environment)
    if service is None:
        return _default(root)
    if not service.tells_target:
        return _unless_built(root, service, environment)
    base = environment.get(service.base, "").strip() if service.base else ""
    if base:
        return f"{base}.."
    name = first(environment, service.target)
    return _here(root, name, service) if name else ""


def _here(root: Path, name: str, service: Service) -> str:
    """The branch, as the clone has it: most services fetch it for `origin` only."""
    for place in (f"refs/remotes/origin/{name}", f"refs/heads/{name}"):
        if _asked(root, "rev-parse", "--verify", "--quiet", f"{place}^{{commit}}", accepted=(0, 1, 128)):
            return place.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    told = shown(name)
    raise UsageError(
        f"{_OPTION}: {service.name} says that the change goes into {told}, and this clone does not hold that branch",
        f"fetch it: `git fetch origin {told}:refs/remotes/origin/{told}`, or {service.deepen}",
    )


def _unless_built(root: Path, service: Service, environment: Mapping[str, str]) -> str:
    """The default branch, in a build of any other."""
    default = _default(root)
    return "" if default == f"origin/{services.branch(environment)}" else default


def _default(root: Path) -> str:
    found = _asked(root, "symbolic-ref", "--quiet", _DEFAULT).removeprefix("refs/remotes/")
    if found:
        return found
    raise UsageError(
        f"{_OPTION}: nobody says what the change goes into: no build of a change is under way, and git knows no default branch of origin",
        "name the branch, as in `--since origin/main`, or let git ask: `git remote set-head origin --auto`",
    )


def _asked(root: Path, *arguments: str, accepted: tuple[int, ...] = (0, 1)) -> str:
    try:
        return decode(ask(root, *arguments, accepted=accepted).stdout).strip()
    except GitUnavailableError as error:
        message = f"{_OPTION}: git cannot be asked: {str(error).replace(str(root), '.')}"
        raise UsageError(message, "run in a git repository, with git installed, or leave the option out") from error

"""Says when a repository of git is looked at without git: rules about the history and the change are silent then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Registry
from ssot_check.model.verdict import Severity
from ssot_check.workspace.files import Survey
from ssot_check.workspace.git import git_top

_GIT: Final = "git"
_WALK: Final = "plain walk: "
_IGNORED: Final = "ignored by the git repository around it"


def without_git(root: Path, survey: Survey, registry: Registry) -> Iterator[Problem]:
    """At most one problem; none where there is no repository, or where it ignores the whole folder."""
    if survey.lister == _GIT or _IGNORED in survey.lister or git_top(root) is None:
        return
    why = survey.lister.removeprefix(_WALK)
    if "dubious ownership" in why:
        remedy = "run as the user whom the repository belongs to, or trust it: `git config --global --add safe.directory PATH`"
    elif "cannot be started" in why:
        remedy = "install git, or put it into PATH"
    else:
        remedy = "repair the repository: `git fsck` and `git status` tell more"
    yield Problem(
        "SSOT010",
        "git does not answer about this repository, so its files were listed by a plain walk",
        Location(registry.path),
        Severity.WARNING,
        cause=f"{why}; what only git knows was not checked: changes, renames, files that came back",
        remedy=remedy,
    )

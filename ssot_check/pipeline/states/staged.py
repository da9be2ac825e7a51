"""The next commit as a state of the repository: what the index holds, whatever the work tree says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import REGISTRY_NAMES, Registry
from ssot_check.model.staged import Staged
from ssot_check.model.verdict import Severity
from ssot_check.workspace.baseline import AUDIT_NAME, DEFAULT_NAME
from ssot_check.workspace.files import path_entries
from ssot_check.workspace.git import GitUnavailableError
from ssot_check.workspace.objects import Side, hook_index, index_side
from ssot_check.workspace.patterns import Listing


@contextmanager
def state(config: Config) -> Iterator[Side | None]:
    """The state of the repository that a run is about: None for the work tree. Raises UsageError when git cannot tell it."""
    if not config.staged:
        yield None
        return
    try:
        side = index_side(config.root, hook_index(config.root))
        paths = side.touched.changed if side.touched else ()
        side.objects.prepare((*paths, *REGISTRY_NAMES, DEFAULT_NAME, AUDIT_NAME))
        with closing(side.objects):
            yield side
    except GitUnavailableError as error:
        raise _no_index(config, error) from error


def staged(side: Side | None, registry: Registry) -> Staged | None:
    """What the report is narrowed to, None when it is not."""
    if side is None or side.touched is None:
        return None
    found = side.touched
    gone = Listing(found.gone)
    hit = [entry for entry in path_entries(registry) if (gone.matching(entry.path) if entry.is_pattern else gone.named(entry.path))]
    lines = frozenset(entry.location.line for entry in hit)
    domains = frozenset(domain.name for domain in registry.domains if any(entry.location.line in lines for entry in path_entries(domain)))
    return Staged(found.changed | found.gone, registry.path, lines, domains, found.added)


def nothing_staged(registry: Registry) -> Problem:
    """A hook that runs where nothing is staged looks at nothing, and says so."""
    return Problem(
        "SSOT008",
        "nothing is staged, so nothing is reported",
        Location(registry.path),
        Severity.WARNING,
        cause="--staged narrows the report to the files of the next commit",
        remedy="`git add` what is to be checked, or leave out --staged to check the whole repository",
    )


def _no_index(config: Config, error: GitUnavailableError) -> UsageError:
    message = f"--staged: git cannot be asked: {str(error).replace(str(config.root), '.')}"
    return UsageError(message, "run in the work tree of a git repository, with git installed, or leave the option out")

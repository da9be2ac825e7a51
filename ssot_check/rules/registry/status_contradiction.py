"""A deprecated entry says of itself what the repository denies.

What it does
------------
Compares the state of each deprecated entry with the tree: "removed" although the file or the symbol is still there, "active" although
it is gone, "archived" although it lies outside every archive (the declared folders, and any folder called `archive`, `archived`
or `attic`).

Why it matters
--------------
People trust the state: what is called removed is no longer looked for, and what is called active is planned around.

How to fix
----------
Finish what the state says (delete the file, move it to the archive), or write the state that is true.
"""

from collections.abc import Container, Iterator
from typing import Final

from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.changed import brought_back
from ssot_check.rules.support.claims import disputed, is_below, plain
from ssot_check.rules.support.exports import provided
from ssot_check.rules.support.places import is_there

_ARCHIVES: Final = frozenset(("archive", "archives", "archived", "attic", "_archive", ".archive"))


def check(project: Project) -> Iterator[Finding]:
    """One finding for each path (or symbol) and state; further entries that say the same are related."""
    wrong: dict[tuple[str, str, State], list[Deprecated]] = {}
    disputes, back = disputed(project), brought_back(project)
    for entry in project.registry.all_deprecated:
        path = entry.path
        if path is not None and not path.is_pattern and plain(path.path) not in disputes and _contradicts(project, entry, path, back):
            wrong.setdefault((path.path, entry.symbol, entry.state), []).append(entry)
    for (path_text, symbol, _), entries in wrong.items():
        yield _finding(project, f"{path_text}::{symbol}" if symbol else path_text, entries)


def _contradicts(project: Project, entry: Deprecated, path: PathEntry, back: Container[str]) -> bool:
    match entry.state:
        case State.REMOVED:
            return _defines(project, path, entry.symbol) if entry.symbol else project.tree.has(path.path) and path.path not in back
        case State.ACTIVE:
            return not is_there(project.tree, path.path) or _lacks(project, path, entry.symbol)
        case State.ARCHIVED:
            return project.tree.has(path.path) and not _is_archive(project, path.path)
    return False


def _defines(project: Project, path: PathEntry, symbol: str) -> bool:
    files = (project.files[name] for name in project.select(path) if name in project.files)
    return any(symbol in {item.name for item in file.definitions if not item.reexport} for file in files)


def _lacks(project: Project, path: PathEntry, symbol: str) -> bool:
    names = provided(project, project.select(path)) if symbol else None
    return names is not None and symbol not in names


def _is_archive(project: Project, path: str) -> bool:
    folders = path.lower().split("/")
    declared = (plain(entry.path) for entry in project.registry.archives)
    return bool(_ARCHIVES.intersection(folders)) or any(path == folder or is_below(path, folder) for folder in declared)


def _finding(project: Project, shown: str, entries: list[Deprecated]) -> Finding:
    entry = entries[0]
    said, truth, remedy = {
        State.REMOVED: ("removed", "it is still there", "delete it, or take `removed` off its entry"),
        State.ACTIVE: ("active", "it is gone", "write `removed`, or restore it"),
        State.ARCHIVED: ("archived", "it lies in no archive", "move it to the archive, or write the state that is true"),
        State.UNSAID: ("", "", ""),
    }[entry.state]
    if entry.state is State.ARCHIVED and project.registry.archives:
        remedy = f"move it to `{plain(project.registry.archives[0].path)}/` and write its path there"
    return Finding(
        code=RULE.code,
        message=f"`{shown}` is called {said}, but {truth}",
        location=entry.path.location if entry.path else entry.location,
        why="what the registry calls removed is not looked for any more, and what it calls active is planned around",
        help=remedy,
        domain=entry.domain or next((other.domain for other in entries if other.domain), ""),
        severity=RULE.severity,
        label=f"called {said}",
        related=tuple(Related(other.location, f"called {said} here as well") for other in entries[1:]),
        scope=said,
        digest=digest_parts((shown,)),
    )


RULE = Rule(code="SSOT108", name="status-contradiction", severity=Severity.ERROR, explanation=__doc__, check=check)

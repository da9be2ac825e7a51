"""What the change of a run did to the files that an entry of the registry means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ssot_check.model.changes import Change, Changes, Deed
from ssot_check.model.entry import PathEntry
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry, State
from ssot_check.rules.support.outdated import old_files


def frozen(registry: Registry) -> tuple[PathEntry, ...]:
    """Entries of files that may be added and never changed."""
    archived = (entry.path for entry in registry.all_deprecated if entry.state is State.ARCHIVED and not entry.symbol)
    return (*registry.frozen_paths, *(path for path in archived if path is not None))


def touched(project: Project, entries: Iterable[PathEntry]) -> Iterator[tuple[str, Change, PathEntry]]:
    """Each changed path once, with the first entry that means it; sorted. Nothing when the run is about no change."""
    changes = project.changes
    found: dict[str, PathEntry] = {}
    for entry in entries if changes is not None else ():
        gone = changes.gone.get((entry.path, entry.location.line), ()) if changes is not None else ()
        for path in (*project.select(entry), *gone):
            found.setdefault(path, entry)
    for path in sorted(found):
        if changes is not None and path in changes.files:
            yield path, changes.files[path], found[path]


def place_of(path: str, change: Change, entry: PathEntry) -> Location:
    """Where a finding about a changed file stands: in the file, or, when that is gone, at its entry."""
    return entry.location if change.deed in (Deed.REMOVED, Deed.MOVED) else Location(path, 1, 1, 1, 1)


def is_fresh(project: Project, place: Location) -> bool:
    """True when the change itself wrote that line of the registry."""
    lines = project.changes.lines.get(project.registry.path) if project.changes else None
    return lines is not None and any(number == place.line for number, _ in lines.added)


def brought_back(project: Project) -> dict[str, str]:
    """Deprecated files that were gone and are there again: what is known of it, in words, by path."""
    found = {path: f"was deleted on {when} and is back" for path, when in project.evidence.returned.items()}
    changes = project.changes or Changes()
    for path, entry in old_files(project).items() if changes.files else ():
        named = entry.path is not None and entry.path.path == path and entry.state is not State.ARCHIVED
        added = path in changes.files and changes.files[path].deed is Deed.ADDED
        if added and (named or entry.state is State.REMOVED) and not is_fresh(project, entry.location):
            found.setdefault(path, f"is {'called removed' if entry.state is State.REMOVED else 'deprecated'}, and this change adds it")
    return dict(sorted(found.items()))

"""What a change did to the files, as far as rules about changes ask."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.registry import Registry


class Deed(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved away"


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one path. `origin` is the path that the file had before, "" where it had this one or none."""

    deed: Deed
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that a change added to a file (number from 1, text), and the texts of those that it took out."""

    added: tuple[tuple[int, str], ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """A setting of a run in the `pyproject.toml`: its texts before and now (none where it is not set), and its line now, 0 for none."""

    name: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Changes:
    """One change: the work tree or the index against an earlier commit.

    `files` are all paths that differ; `lines` are known for the registry, for owners, for deprecated files and for those with a doubtful
    copy only. `gone` maps the registry's path entries, by (pattern, registry line), to the files they meant that were removed or moved
    away. `trailers` are the (name in lower case, value) pairs at the end of the commit messages since. `pending` tells that the change is
    the next commit, whose message nobody knows yet. `relaid` are frozen Python files of which only layout and comments differ.
    `former` is what the registry meant before, None where it is as it was or cannot be understood; `settings` are those that differ.
    """

    files: Mapping[str, Change] = field(default_factory=dict)
    lines: Mapping[str, Lines] = field(default_factory=dict)
    trailers: frozenset[tuple[str, str]] = frozenset()
    pending: bool = False
    gone: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    relaid: frozenset[str] = frozenset()
    former: Registry | None = None
    settings: tuple[ChangedSetting, ...] = ()

    def brings(self, place: Location) -> bool:
        """True when at least half of the lines at `place` came with the change; a file that was renamed was there before."""
        change, lines = self.files.get(place.path), self.lines.get(place.path)
        if change is not None and change.deed is Deed.ADDED and not change.origin:
            return True
        came = sum(place.line <= number <= place.end_line for number, _ in lines.added) if lines is not None else 0
        return 2 * came > place.end_line - place.line

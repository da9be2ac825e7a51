"""What a file would write to use an owner."""

from __future__ import annotations

from dataclasses import dataclass

from ssot_check.model.location import Location
from ssot_check.model.match import Match


@dataclass(frozen=True, slots=True)
class Replacement:
    """`name` is what the owner exports, `line` the import or `source` line that one file would write for it."""

    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Taking:
    """A wish: file `into` takes `name` of file `path`, "" for all of it, and calls it `alias` ("" as it is called there)."""

    path: str
    into: str
    name: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A wish: what stands at `place`, a reference to something old, means `wish` instead, and the file goes on working.

    `path` is the old file and `old` the name that is taken from it, "" for all of it; `names` is everything that the new file provides.
    With `whole` the rest of the old file moves as well, so that further names of the same statement may go with this one.
    """

    place: Location
    wish: Taking
    path: str
    old: str
    names: frozenset[str]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Retirement:
    """A wish: the copy of `match` goes, and its file takes the owner's unit instead. The texts are the whole files.

    `taken` are the names that other files take from the copy's file.
    """

    match: Match
    owner_text: str
    copy_text: str
    taken: frozenset[str] = frozenset()

"""What a file would write to use an owner."""

from __future__ import annotations

from dataclasses import dataclass


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

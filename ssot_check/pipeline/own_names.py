"""Names that mean one thing in the owner's file and another one in the copy's, however equal the two texts are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

_KINDS: Final = FUNCTIONS | {UnitKind.CLASS}
_SHELL: Final = "shell"
"""There a function reads the variables of the script that calls it, wherever it stands itself."""
_PAIRS: Final = ("()", "[]", "{}")


def called_otherwise(match: Match, parsed: Mapping[str, ParsedFile]) -> tuple[str, ...]:
    """Functions that both call and each file has one of its own of: who takes the owner instead of the copy would call another one.

    Two that are equal, and those too small to be compared, do the same.
    """
    owner, copy = match.owner, match.copy
    if not _is_asked(match):
        return ()
    both = {call for call in set(owner.calls) & set(copy.calls) if "." not in call}
    mine, theirs = (_functions(parsed[path], both) for path in (match.owner_path, match.copy_path)) if both else ({}, {})
    return tuple(sorted(name for name in mine.keys() & theirs if mine[name] != theirs[name]))


def _is_asked(match: Match) -> bool:
    return match.part is None and match.owner_path != match.copy_path and {match.owner.kind, match.copy.kind} <= _KINDS


def _functions(file: ParsedFile, names: set[str]) -> dict[str, str]:
    """What the functions at the top of the file do, by name."""
    return {unit.name: unit.fingerprint.exact for unit in file.units if unit.name in names and unit.kind in FUNCTIONS and not unit.scope}


def held_otherwise(match: Match, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> tuple[str, ...]:
    """Constants that both read and each file sets, to another value; `text` gives the text of a file.

    A value over several lines is not compared, nor a name that is not written in capitals: a logger is another one in every file.
    """
    owner, copy = match.owner, match.copy
    files = parsed[match.owner_path], parsed[match.copy_path]
    if not _is_asked(match) or _SHELL in (files[0].language, files[1].language):
        return ()
    mine, theirs = (_constants(file, text(file.path).splitlines(), unit) for file, unit in zip(files, (owner, copy), strict=True))
    return tuple(sorted(name for name in mine.keys() & theirs if mine[name] != theirs[name]))


def _constants(file: ParsedFile, lines: list[str], unit: Unit) -> dict[str, str]:
    """The lines that set the constants which a unit reads, by name."""
    body = "\n".join(lines[unit.location.line - 1 : unit.location.end_line])
    read = set(re.findall(r"[A-Z][A-Z0-9_]+\b", body))
    found = {}
    for item in file.definitions:
        line = "".join(lines[item.location.line - 1].split()) if item.name in read and not item.reexport else ""
        if line and all(line.count(pair[0]) == line.count(pair[1]) for pair in _PAIRS):
            found[item.name] = line
    return found

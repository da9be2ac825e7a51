"""Names that mean one thing in the owner's file and another one in the copy's, however equal the two texts are."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS


def called_otherwise(match: Match, parsed: Mapping[str, ParsedFile]) -> tuple[str, ...]:
    """Functions that both call and each file has one of its own of: who takes the owner instead of the copy would call another one.

    Two that are equal, and those too small to be compared, do the same.
    """
    owner, copy = match.owner, match.copy
    if match.part or owner.kind not in FUNCTIONS or copy.kind not in FUNCTIONS or match.owner_path == match.copy_path:
        return ()
    both = {call for call in set(owner.calls) & set(copy.calls) if "." not in call}
    mine, theirs = (_functions(parsed[path], both) for path in (match.owner_path, match.copy_path)) if both else ({}, {})
    return tuple(sorted(name for name in mine.keys() & theirs if mine[name] != theirs[name]))


def _functions(file: ParsedFile, names: set[str]) -> dict[str, str]:
    """What the functions at the top of the file do, by name."""
    return {unit.name: unit.fingerprint.exact for unit in file.units if unit.name in names and unit.kind in FUNCTIONS and not unit.scope}

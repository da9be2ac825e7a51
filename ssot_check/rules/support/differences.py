"""Where a Python function and its owner differ, in the words of a help text: by lines, for a text may be a secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, Unit

_SHOWN: Final = 4
_FEW: Final = 4
_AROUND: Final = 0.25
"""With so much of the copy before and behind what both have, that is named as a stretch of its own."""
IN_THAT_FILE: Final = ", in that file"
"""Where the third function of two goes, behind the name of the owner's file: the copy's can take it from there."""


def differ(match: Match) -> bool:
    """True where lines are known in which the two do or say something else, and not only to people."""
    said = match.confirmation
    return said is not None and bool(said.here or said.there)


def where(match: Match) -> str:
    """` (line 5 here, lines 7 and 9 there)`, "" where it is not known."""
    said = match.confirmation
    if said is None or not differ(match):
        return ""
    sides = ((said.here, "here"), (said.there, "there"))
    return f" ({', '.join(f'{lines(numbers)} {place}' for numbers, place in sides if numbers)})"


def in_its_file(match: Match) -> str:
    """Where what both call is to stand, behind the name of the owner's file; "" where the copy's file cannot take it from there."""
    return IN_THAT_FILE if match.use else ""


def only_logged(match: Match) -> str:
    """What of the copy differs in messages alone, as a part of a sentence; "" where something else does, or nothing at all."""
    said = match.confirmation
    if said is None or differ(match) or not said.logged:
        return ""
    return f", of which only messages to people differ ({lines(said.logged)}),"


def looked_at(match: Match) -> str:
    """What is lost with an edited copy, as a part of a sentence: the lines that the owner has not; "" where it lacks none."""
    aligned = {line for _, line in match.alignment.pairs}
    own = [line for line in match.copy.fingerprint.lines if line not in aligned and line > match.copy.signature.line]
    edited = match.clone_type is CloneType.NEAR and match.copy.kind in FUNCTIONS and bool(aligned)
    return f", after a look at {lines(sorted({*own}))}, which the owner has not," if edited and own else ""


def stretch_of(match: Match) -> str:
    """The lines here and there between which all stands that an edited function has of its owner; "" where that is nearly all of it."""
    pairs = [pair for pair in match.alignment.pairs if pair[1] > match.copy.signature.line]
    known = [line for line in match.copy.fingerprint.lines if line > match.copy.signature.line]
    if match.part or len(pairs) < _FEW:
        return ""
    (owner, copy), (owner_last, copy_last) = pairs[0], pairs[-1]
    around = sum(not copy <= line <= copy_last for line in known)
    if around < _AROUND * len(known):
        return ""
    here = f"lines {copy} to {_end(match.copy, copy_last)}"
    return f"{here} here and lines {owner} to {_end(match.owner, owner_last)} of {match.owner_path}"


def _end(unit: Unit, last: int) -> int:
    """The last line of the statement that begins in line `last`, with what is said above the next one."""
    below = [line for line in unit.fingerprint.lines if line > last]
    return min(below) - 1 if below else unit.location.end_line


def lines(numbers: Sequence[int | str]) -> str:
    """`line 3`, `lines 3 and 7`, `lines 3, 7, 9 and 2 more`."""
    *most, last = map(str, numbers)
    if not most:
        return f"line {last}"
    return f"lines {', '.join(most)} and {last}" if len(numbers) <= _SHOWN else f"lines {listed([*most, last], _SHOWN)}"

"""Which lines of two blocks of Python are the copied stretch, and what of it is no work but names that one can import.

A block is all that stands between imports and definitions. What was pasted into it may begin below what the file had already, and may
end below the documentation of a name, where a reader of statements sees the block end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.pipeline.whole_statements import rounded

_BOUND: Final = re.compile(r"^([A-Za-z_]\w*)(?::[^=\n]*)? = ", re.MULTILINE)
_CALL: Final = re.compile(r"[\w\])]\(")
_DOCUMENT: Final = re.compile(r'\s*("""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\')[ \t]*\n')
_REMARKS: Final = re.compile(r"(?:[ \t]*(?:#.*)?\n)*")


def stretched(match: Match, text: Callable[[str], str]) -> tuple[Match, tuple[str, ...]]:
    """The match, its lines those of whole statements.

    Two blocks of Python are placed where both align, and down to a last line that takes back what the block did.
    With it the names that the stretch binds, where both say the same to the letter and call nothing: one can import them.
    """
    match = rounded(match, text)
    if match.part is not None or match.across or not (match.owner.kind is match.copy.kind is UnitKind.SCRIPT):
        return match, ()
    if not match.owner_path.endswith(".py"):
        return match, ()
    placed = _placed(match, text)
    return placed, _aliases(placed, text)


def named(owner: Unit, names: Sequence[str]) -> Unit:
    """The owner, or the first of these names of its block as a constant, which a file can take."""
    return replace(owner, name=names[0], kind=UnitKind.TABLE) if names else owner


def _placed(match: Match, text: Callable[[str], str]) -> Match:
    owner, copy = match.owner, match.copy
    if match.clone_type is CloneType.NEAR and match.alignment.pairs:
        ours, theirs = zip(*match.alignment.pairs, strict=True)
        owner, copy = _narrowed(owner, ours, text), _narrowed(copy, theirs, text)
    ends = _taken_back(owner, copy, text)
    return replace(match, owner=_until(owner, ends[0], text), copy=_until(copy, ends[1], text))


def _aliases(match: Match, text: Callable[[str], str]) -> tuple[str, ...]:
    mine, theirs = (_lines(text, unit.location) for unit in (match.owner, match.copy))
    same = [line.rstrip() for line in mine] == [line.rstrip() for line in theirs]
    said = "\n".join(mine)
    heads = [line for line in mine if line[:1].strip() and line[0] not in "#)]}"]
    names = tuple(_BOUND.findall(said))
    return names if same and names and len(names) == len(heads) and not _CALL.search(said) else ()


def _narrowed(unit: Unit, aligned: Sequence[int], text: Callable[[str], str]) -> Unit:
    """The unit between the first and the last line that aligns; what stands nested in the last one is a part of it."""
    known, place = sorted(set(unit.fingerprint.lines)), unit.location
    lines = text(place.path).split("\n")
    below = [line for line in known if line > max(aligned) and lines[line - 1][:1].strip()]
    end = below[0] - 1 if below else place.end_line
    while end > min(aligned) and not lines[end - 1].partition("#")[0].strip():
        end -= 1
    first = place.line if min(aligned) <= known[0] else min(aligned)
    if end != place.end_line:
        place = replace(place, end_line=end, end_column=len(lines[end - 1]) + 1)
    if first == place.line:
        return replace(unit, location=place)
    head = replace(unit.signature, line=first, column=1, end_line=first, end_column=len(lines[first - 1]) + 1)
    return replace(unit, location=replace(place, line=first, column=1), signature=head)


def _taken_back(owner: Unit, copy: Unit, text: Callable[[str], str]) -> tuple[int, int]:
    """The last lines of both, or of a line below that is one text in both and says a name that both have bound; 0 for none."""
    (mine, own), (theirs, other) = (_below(unit, text) for unit in (owner, copy))
    bound = set(_BOUND.findall("\n".join(_lines(text, owner.location)))) & set(_BOUND.findall("\n".join(_lines(text, copy.location))))
    said = set(re.findall(r"\w+", mine)) if mine == theirs and not _BOUND.match(mine) else set()
    return (own, other) if bound & said else (0, 0)


def _below(unit: Unit, text: Callable[[str], str]) -> tuple[str, int]:
    """The statement of one line below a unit, documentation and remarks apart, and its number."""
    lines = text(unit.location.path).split("\n")
    rest = "\n".join(lines[unit.location.end_line :])
    start = _REMARKS.match(rest)
    first = start.end() if start else 0
    documented = _DOCUMENT.match(rest, first)
    after = documented.end() if documented else first
    further = _REMARKS.match(rest, after)
    place = further.end() if further else after
    line = rest[place:].partition("\n")[0]
    whole = bool(line[:1].strip()) and line.count("(") == line.count(")") and not line.endswith((":", "\\"))
    return (line if whole else ""), unit.location.end_line + rest[:place].count("\n") + 1


def _until(unit: Unit, line: int, text: Callable[[str], str]) -> Unit:
    if not line:
        return unit
    end = len(text(unit.location.path).split("\n")[line - 1]) + 1
    return replace(unit, location=replace(unit.location, end_line=line, end_column=end))


def _lines(text: Callable[[str], str], place: Location) -> list[str]:
    return text(place.path).split("\n")[place.line - 1 : place.end_line]

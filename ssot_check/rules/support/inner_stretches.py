"""What to do about a stretch of something longer that is a copy."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.match import Match
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.differences import in_its_file

_PYTHON: Final = ".py"
_SHOWN: Final = 4
_MANY: Final = 0.34
"""With more statements of its own for each copied one, a stretch is not what the owner does."""


def share_lines(match: Match, part: tuple[int, int], hidden: str) -> str:
    """What to do about a stretch of something longer."""
    lines, owner = f"lines {part[0]} to {part[1]}", match.owner
    if match.called and not hidden:
        return f"replace {lines} by `{match.called}`, which does just that" + (f": {match.use}" if match.use else "")
    if owner.kind is match.copy.kind is UnitKind.METHOD:
        shared = f"method of {match.base}" if match.base else "function"
        return f"let {lines} and `{owner.qualified_name}` share what is equal: a {shared} that both call"
    if match.copy_path.endswith(_PYTHON) and (stretch := _unlike_all(match, part)):
        both = f"{stretch} and `{owner.qualified_name}` of {match.owner_path}"
        return f"make one function of what is equal in {both}{in_its_file(match)}, and call it in both"
    where = f"make `{hidden}` public in {match.owner_path}, or move it" if hidden else match.use or f"use it from {match.owner_path}"
    by = "" if where == owner.name else f": {where.rstrip(';')}"  # in one package of Go the name is all
    third = f"make one function of what is equal in both{in_its_file(match)}, and call it in both"
    copied, other = _own_lines(match, part)
    if len(other) > _MANY * len(copied):
        kept = f"keep the {len(other)} statements of {lines} that it does not have"
        return f"where they do what `{owner.name}` does, call it for that and {kept}{by}; else {third}"
    return f"replace {lines} by `{owner.name}`{by}" + ("" if hidden else f"; or {third}")


def _own_lines(match: Match, part: tuple[int, int]) -> tuple[list[int], list[int]]:
    """The lines of a stretch that the owner has too, and the others."""
    copied = [line for _, line in match.alignment.pairs if part[0] <= line <= part[1]]
    return copied, sorted({line for line in match.copy.fingerprint.lines if part[0] <= line <= part[1] and line not in copied})


def _unlike_all(match: Match, part: tuple[int, int]) -> str:
    """The stretch where it holds other lines besides the owner's, or lacks some; "" where it is the owner."""
    copied, other = _own_lines(match, part)
    if not copied:
        return ""
    first, last = min(copied), max(copied)
    lacking = len(copied) < match.alignment.owner_statements - 1  # the head of a function is none of its lines
    if not (other or lacking):
        return ""
    within = [str(line) for line in other if first < line < last]
    few = f" (all but lines {listed(within, _SHOWN)})" if within else ""
    return f"lines {first} to {last}{few if len(within) <= _SHOWN else f', which have {len(within)} of their own in between,'}"

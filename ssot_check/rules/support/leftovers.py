"""What an edited Python function does that its owner does not: whoever puts the owner in its place loses that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, UnitKind

_PYTHON: Final = (".py", ".pyi")
_SHOWN: Final = 3
_MOST: Final = 0.75
"""With less of the owner's statements in the copy, the owner does much besides, too: neither can stand in for the other."""


def kept(match: Match) -> str:
    """What the owner has to do first, "" where all statements of the copy stand in it, and where nothing is known of them."""
    if not _is_asked(match):
        return ""
    called, lines = _left(match)
    wanted = [f"be called as this one is (line {match.copy.signature.line})"] if called else []
    if lines:
        wanted.append(f"do what {_said(lines)} here")
    stays = ", or keep that around a call of it" if lines else ""
    return f"let `{match.owner.name}` {' and '.join(wanted)}{stays}" if wanted else ""


def makes_a_third(match: Match) -> str:
    """What to do where the owner does much that the copy does not, and the copy does something besides; "" for all others."""
    if not _is_asked(match) or not any(_left(match)) or len(match.alignment.pairs) >= _MOST * match.alignment.owner_statements:
        return ""
    own = f"this `{match.copy.name}`" if match.owner.name == match.copy.name else f"`{match.copy.name}`"
    where = ", in a module that both can import," if match.apart else ""
    return f"make one function of what is equal in {own} and `{match.owner.name}` of {match.owner_path}{where} and call it in both"


def _is_asked(match: Match) -> bool:
    owner, copy = match.owner, match.copy
    functions = {owner.kind, copy.kind} <= FUNCTIONS and not owner.kind is copy.kind is UnitKind.METHOD
    known = match.clone_type is CloneType.NEAR and match.part is None and bool(match.alignment.pairs) and not match.twins
    return functions and known and owner.location.path.endswith(_PYTHON) and copy.location.path.endswith(_PYTHON)


def _left(match: Match) -> tuple[bool, list[int]]:
    """Whether the two are called otherwise, and the lines of the copy's statements that are none of the owner's."""
    aligned = {line for _, line in match.alignment.pairs}
    first, same = match.copy.signature.line, match.owner.kind is match.copy.kind  # a method asks for its object besides
    left = sorted({line for line in match.copy.fingerprint.lines if line not in aligned})
    return same and any(line <= first for line in left), [line for line in left if line > first]


def _said(lines: Sequence[int]) -> str:
    """`line 3 does`, `lines 3, 7 and 2 more do`."""
    *most, last = map(str, lines)
    if not most:
        return f"line {last} does"
    return f"lines {', '.join(most)} and {last} do" if len(lines) <= _SHOWN else f"lines {listed([*most, last], _SHOWN)} do"

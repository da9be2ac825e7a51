"""Help for functions that each file registers on an object of its own, as the routes of two applications."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.differences import where

_MARK: Final = "@"
_PROVED: Final = (CloneType.EXACT, CloneType.RENAMED)


def of_two_objects(match: Match) -> str:
    """What to do about such a copy: what decorates it is no argument; "" for any other."""
    route = next((name.removeprefix(_MARK) for name in match.own if name.startswith(_MARK)), "")
    if not route or match.part or not match.owner.kind is match.copy.kind is UnitKind.FUNCTION:
        return ""
    owner, copy = match.owner, match.copy
    keep, other = "keep it, with an allow that says why each has one", [name for name in match.own if not name.startswith(_MARK)]
    values = match.confirmation is not None and match.confirmation.values > 0
    if match.clone_type not in _PROVED or other or values:
        both = f"this `{copy.name}`" if copy.name == owner.name else f"`{copy.name}`"
        return (
            f"{keep}, or make a plain function of what is equal in {both} and `{owner.name}` of {match.owner_path}, "
            f"with what differs{where(match)} as arguments, and call it in both"
        )
    taken = f": {match.use}" if match.use else ""
    registered = f"register the owner's here in its place, by `{route}({owner.name})`{taken}"
    return f"{keep}, or {after(registered, match.apart)}"

"""Help for a function inside a method of which a class beside it has one like it: a closure cannot be moved, a method can be called."""

from __future__ import annotations

from ssot_check.model.match import Match
from ssot_check.model.unit import Trait, UnitKind
from ssot_check.rules.support.derived import between
from ssot_check.rules.support.differences import where


def as_a_method(match: Match) -> str:
    """What to do about two such functions, "" for any other copy or where no class above both can have the method."""
    owner, copy = match.owner, match.copy
    both = owner.kind is copy.kind is UnitKind.FUNCTION and Trait.NESTED in owner.traits and Trait.NESTED in copy.traits
    if not both or not match.base or match.part:
        return ""
    place = between(match) if match.between else match.base
    around = "with what it takes from the function around it"
    return f"write `{owner.name}` once as a method of {place}, {around}{_differs(match)} as arguments, and call it in both"


def _differs(match: Match) -> str:
    found = where(match)
    return f" and what differs{found}" if found else ""

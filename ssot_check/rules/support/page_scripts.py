"""Help for copies in scripts that a page loads as they stand: what was loaded before is there, and nothing is imported."""

from __future__ import annotations

from ssot_check.model.match import OF_A_PAGE, CloneType, Match
from ssot_check.model.unit import FUNCTIONS
from ssot_check.rules.support.contrasts import unlike


def called_on_the_page(match: Match) -> str:
    """What to do about such a copy of a function; "" for any other."""
    owner, copy = match.owner, match.copy
    if not match.apart.startswith(OF_A_PAGE) or match.part or not {owner.kind, copy.kind} <= FUNCTIONS:
        return ""
    this = f"this `{copy.name}`" if copy.name == owner.name else f"`{copy.qualified_name}`"
    instead = f"delete {this}" + (f" and call `{owner.qualified_name}` in its place" if copy.name != owner.name else "")
    if match.clone_type in (CloneType.EXACT, CloneType.RENAMED):
        return f"first {match.apart}; then {instead}"
    differs = unlike(match)
    both = f"make one function there of what is equal in both, with what differs as arguments{f' ({differs})' if differs else ''}"
    return f"first {match.apart}; then, where that one does all that this is for, {instead}; else {both}, and call it in both"

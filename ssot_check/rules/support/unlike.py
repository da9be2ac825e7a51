"""Help for an edited function outside Python and shell: in what it and its owner differ, and what can be one all the same."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import SUCH_AS, TURNED, CloneType, Match, Tier
from ssot_check.model.unit import FUNCTIONS, UNNAMED, Trait, Unit, UnitKind
from ssot_check.rules.support.contrasts import unlike
from ssot_check.rules.support.differences import IN_THAT_FILE

_MOST: Final = 0.75
"""With less of the owner's statements in the copy, a call of the owner does what the copy does not."""
_CALLED: Final = ("is", "answers", "takes")
"""Who calls the one in the place of the other, with another type, or gets another one, does not compile or goes wrong."""
_OF_TYPES: Final = ("answers", "types")
_GO: Final = ".go"
_MAKES: Final = "new"
"""How Go calls what makes a value of a type."""
_ITSELF: Final = ("this", "self")
_ADDED: Final = "add "
"""How it begins where the copy's crate has to depend on the owner's first."""
MOVED: Final = ("move ", "put ")
"""How it begins what comes first where the owner cannot stay where it is."""


def help_for_unlike(match: Match, *, more: bool) -> str:
    """What to do about an edited function of which it is known in what it differs; `more` says that it does much that the owner does not.

    "" for any other copy, and for methods of two classes.
    """
    owner, copy = match.owner, match.copy
    if match.clone_type is CloneType.RENAMED:
        return with_a_type(match)
    asked = match.clone_type is CloneType.NEAR and {owner.kind, copy.kind} <= FUNCTIONS and not owner.kind is copy.kind is UnitKind.METHOD
    differs = unlike(match) if asked and not match.twins else ""
    if not differs:
        return ""
    said = match.confirmation.differs if match.confirmation is not None else ()
    if match.own and all(what == "lines" for what, _, _ in said):  # the names that both have of their own are those lines
        return ""
    less = len(match.alignment.pairs) < _MOST * match.alignment.owner_statements
    bound = any(what in _CALLED or not {*mine.split(", "), *yours.split(", ")}.isdisjoint(_ITSELF) for what, mine, yours in said)
    if more or less or bound or owner.kind is UnitKind.METHOD:
        first = f"first {match.apart}; then " if match.apart.startswith(_ADDED) and SUCH_AS not in match.apart else ""
        both = f"{first}make one function of what is equal in {pair(match)}{_place(match) or IN_THAT_FILE}"
        return f"{both}, with what differs as arguments, and call it in both: {differs}"
    first = f"first {match.apart}, and " if match.apart else ""
    taken = f": {match.use.rstrip(';')}" if match.use else "" if match.apart else f" (of {match.owner_path})"
    other = f"let it take what is another here as an argument, or let this one stand with an allow that says why ({differs})"
    return f"where `{owner.qualified_name}` does all that {_this(match)} is for, {first}call it instead{taken}; else {other}"


def for_other_types(match: Match) -> str:
    """What to do about what is equal and says it of other types; "" for any other copy, and for what is told for a look only."""
    if not match.typed or match.twins or match.tier is Tier.HINT or match.clone_type is CloneType.SEMANTIC:
        return ""
    if Trait.ASYNC in match.owner.traits ^ match.copy.traits:
        told = unlike(match) or match.typed
        return f"make one function of what neither awaits in {pair(match)}, or let this one stand with an allow that says why: {told}"
    if match.owner_path.endswith(_GO):
        one = "write what both types have in common once, as a struct that both embed, with a function that makes it"
        if not match.owner.name.lower().startswith(_MAKES):
            one = f"write what is equal in {pair(match)} once, as a function with a type parameter for what it answers"
        return f"where that is worth it, {one}; else let this one stand with an allow that says why ({match.typed})"
    shared = shared_place(match, "")
    place = (
        f"{shared}, on which both depend," if shared else match.owner_path if match.use and not match.apart else "a place that both can use"
    )
    both = f"write {pair(match)} once in {place} as a function that is generic over the type, and call it in both"
    return f"where that is worth it, {both}; else let this one stand with an allow that says why ({match.typed})"


def with_a_type(match: Match) -> str:
    """What to do about a renamed function that is for other types than its owner; "" for any other one."""
    said = match.confirmation.differs if match.confirmation is not None else ()
    types = tuple(item for item in said if item[0] in _OF_TYPES and all(item[1:]))
    if not types:
        return ""
    differs = "; ".join(f"{'it answers' if what == 'answers' else 'it takes'} `{yours}`, the owner `{mine}`" for what, mine, yours in types)
    return f"write {pair(match)} once with a type parameter{_place(match)}, and call it in both: {differs}"


def pair(match: Match) -> str:
    """Copy and owner, as what is done to both of them names them."""
    owner = match.owner
    named = (
        f"the default export of {match.owner_path}"
        if owner.qualified_name == UNNAMED
        else f"`{owner.qualified_name}` of {match.owner_path}"
    )
    return f"{_this(match)} and {named}"


def _this(match: Match) -> str:
    copy: Unit = match.copy
    if copy.qualified_name == UNNAMED:
        return "this default export"
    return f"this `{copy.name}`" if copy.name == match.owner.name else f"`{copy.qualified_name}`"


def _place(match: Match) -> str:
    if match.apart.startswith(_ADDED) and SUCH_AS in match.apart:
        return f", in {shared_place(match, '')}, on which both depend"
    return (
        f", in {shared_place(match, 'a place')} that both can use"
        if match.apart.startswith(MOVED) or not (match.apart or match.use)
        else ""
    )


def shared_place(match: Match, place: str) -> str:
    """The package on which both depend, where what keeps the owner away names one; else `place`."""
    package = match.apart.partition(SUCH_AS)[2].partition(" ")[0].rstrip("),")
    return f"a file of {package}" if package else place


def turned(match: Match, given: str) -> str:
    """What to do where the owner's package needs that of the copy: the copy's place is one that both can use.

    `given` is what the one that stays has to be handed, "" for nothing.
    """
    why = match.apart.removeprefix(TURNED)
    if match.clone_type in (CloneType.EXACT, CloneType.RENAMED) and not match.owner.kind is match.copy.kind is UnitKind.METHOD:
        told = f": {match.back}" if match.back else ""
        if match.housed:
            return f"let {match.owner_path} take this one, which `{match.housed}` owns{why}{told}"
        return f"{taken_from_here(f'{match.apart}, {given}' if given else match.apart, match.owner_path)}{told}"
    differs = unlike(match)
    told = f": {differs}" if differs else ""
    given = "" if match.clone_type is CloneType.EXACT else ", with what differs as arguments"
    return f"make one function here of what is equal in {pair(match)}{given}, and call it in both{why}{told}"


def taken_from_here(apart: str, path: str) -> str:
    """What to do about a whole copy whose place both can use."""
    return f"{apart}, and let {path} take it from here"


def unless_meant(match: Match, wanted: str) -> str:
    """What to do, unless what a comment says of the copy still holds: a comment is checked by nobody, an allow is."""
    return f"where that still holds, write an allow with what {match.meant}; else {wanted}" if match.meant else wanted

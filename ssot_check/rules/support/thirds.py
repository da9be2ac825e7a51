"""When neither of two functions can stand in for the other: what is equal becomes a third, or the one calls the other."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.listed import after
from ssot_check.model.match import TURNED, WRITE_FOR, CloneType, Match, Tier
from ssot_check.model.unit import FUNCTIONS, UNNAMED, Unit, UnitKind
from ssot_check.rules.support.arguments import arguments
from ssot_check.rules.support.barriers import barred
from ssot_check.rules.support.calls import with_values
from ssot_check.rules.support.contrasts import unlike
from ssot_check.rules.support.page_scripts import called_on_the_page
from ssot_check.rules.support.routes import of_two_objects
from ssot_check.rules.support.siblings import above, are_siblings
from ssot_check.rules.support.unlike import shared_place, turned

_MUCH: Final = 0.75
"""With less of the owner's statements in the copy, a call of the owner does what the copy does not."""
_COMPILED: Final = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".go", ".rs")
"""Endings of languages in which the text of a re-implementation was compared, and nobody opened both."""
_CONFIRMED: Final = (".py", ".sh")
"""Endings of files of which it is told otherwise what an edited function and its owner have in common."""
_MEASURED: Final = (CloneType.NEAR, CloneType.SEMANTIC)
_SCANT: Final = 3
"""Of what is told with no more aligned statements nobody has proved that it is worth one function."""
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def lacks_much(match: Match) -> bool:
    """True for an edited function of another name without much that the owner does: a call of the owner may do too much."""
    if match.owner_path.endswith(_CONFIRMED) or not {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        return False
    return _words(match.owner.name) != _words(match.copy.name) and len(match.alignment.pairs) < _MUCH * match.alignment.owner_statements


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)}


def one_of_both(match: Match) -> str:
    """The third function that two make, of which neither can stand in for the other."""
    return (
        f"make one function beside it of what is equal in it and `{match.copy.name}`, with what differs as arguments, and call it in both"
    )


def of_neither(match: Match) -> str:
    """What to do about twins, what is doubtful, what the owner needs itself, was written anew or stands on a page; "" for any other."""
    if match.twins:
        return _shared_by_twins(match)
    asked = match.owner.kind in FUNCTIONS | {UnitKind.CLASS, UnitKind.CONFIG}
    if asked and ((match.tier is Tier.HINT and match.clone_type in _MEASURED) or _is_scant(match)):
        return _looked_at(match) if match.tier is Tier.HINT else _asked_instead(match)
    if known := of_two_objects(match) or with_values(match):
        return known
    if match.apart.startswith(TURNED):
        return turned(match, arguments(match))
    return after(one_job(match), match.apart) if _is_done_again(match) else called_on_the_page(match)


def _is_scant(match: Match) -> bool:
    """True for an edited Python copy that is told for a look, and of which hardly a statement stands as it was."""
    doubtful = match.clone_type is CloneType.NEAR and match.tier is Tier.ADVISORY and not match.fallback
    if not doubtful or not match.copy_path.endswith(_CONFIRMED[0]):
        return False
    aligned, most = len(match.alignment.pairs), max(match.alignment.owner_statements, match.alignment.copy_statements)
    argument = aligned >= most - 1 and match.owner.kind is match.copy.kind is UnitKind.FUNCTION  # what the one line differs in
    return aligned <= _SCANT and not argument


def _place(match: Match) -> str:
    return f"{_named(match.owner, match.owner.qualified_name)} of {match.owner_path}:{match.owner.signature.line}"


def _line(match: Match) -> str:
    """The line that takes the owner; "" where there is none."""
    return match.use if not match.use.startswith(WRITE_FOR) and match.owner.kind is not UnitKind.CONFIG else ""


def _looked_at(match: Match) -> str:
    """What to do about a doubtful pair: nobody is told to take out what may be for something else."""
    taken = f" ({_line(match)})" if _line(match) else ""
    if match.apart.startswith(TURNED) and not match.use:
        return f"look at {_place(match)}: where both are for one thing, {match.apart}; where they are not, nothing is to be done"
    after_that = f" (first {match.apart})" if match.apart and not match.use else ""
    return f"look at {_place(match)}{taken}: where it does what this is for, let it{after_that}; where it does not, nothing is to be done"


def _asked_instead(match: Match) -> str:
    """What to do about a pair with little in common that fails no run: who would act needs to know how, and nobody else has to."""
    stands = "let this one stand with an allow that says why"
    if match.owner.kind is match.copy.kind is UnitKind.METHOD or (match.apart.startswith(TURNED) and not match.use):
        first = f"{match.apart}, and " if match.apart and not match.apart.startswith(TURNED) else ""
        return f"where it is for what {_place(match)} is for, {first}let both take it from one place; else {stands}"
    first = f"first {match.apart}, and " if match.apart and not match.use else ""
    taken = f": {_line(match).rstrip(';')}" if _line(match) else ""
    verb = "use" if match.owner.kind in (UnitKind.CLASS, UnitKind.CONFIG) else "call"
    return f"where {_place(match)} does all that this is for, {first}{verb} it instead{taken}; else {stands}"


def _is_done_again(match: Match) -> bool:
    """True for a function that does the owner's job in other words, in a language in which nobody opened both."""
    compared = match.clone_type is CloneType.SEMANTIC and match.owner_path.endswith(_COMPILED)
    return compared and {match.owner.kind, match.copy.kind} <= FUNCTIONS


def _shared_by_twins(match: Match) -> str:
    """What they have in common becomes a third, which takes what differs."""
    names = [_named(unit, unit.name) for unit in (match.copy, match.owner)]
    shared = f"{shared_place(match, 'a place')} that both can use"
    place = above(match) if match.base and are_siblings(match) else shared if match.apart else match.owner_path
    return f"write once, in {place} and with what differs as an argument, what {names[0]} and {names[1]} do alike"


def _named(unit: Unit, name: str) -> str:
    return f"the default export of {unit.location.path}" if unit.qualified_name == UNNAMED else f"`{name}`"


def one_job(match: Match) -> str:
    """What to do about what was written in other words: nobody has proved that it is all that is asked of the owner."""
    if reason := barred(match):
        return reason
    owner, copy = match.owner, match.copy
    this = f"this `{copy.name}`" if copy.name == owner.name else f"`{copy.name}`"
    taken = f": {match.use.rstrip(';')}" if match.use else "" if match.apart else f" (of {match.owner_path})"
    differs = unlike(match)
    bound = owner.kind is UnitKind.METHOD and copy.kind is UnitKind.FUNCTION  # who calls the function may have no such object
    held = f" and a `{owner.scope}` is at hand to ask" if bound else ""
    instead = f"where `{owner.qualified_name}` does all that {this} is for{held}, call it instead{taken}"
    other = "let it take what is missing as an argument, or let this one stand with an allow that says why"
    return f"{instead}; else {other}" + (f" ({differs})" if differs else "")

"""What to do about a copy, spelled as it would be written in the file of the copy."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind
from ssot_check.rules.support.arguments import arguments
from ssot_check.rules.support.exports import UNNAMED
from ssot_check.rules.support.scripts import as_a_part, in_a_function, or_stand, own_below, shares_a_part

_PROVED: Final = (CloneType.EXACT, CloneType.RENAMED)
_MOST: Final = 0.75
"""An edited copy that has less of its statements from the owner does more than the owner: whoever deletes it loses that."""
_BLOCKS: Final = (UnitKind.SCRIPT, UnitKind.CONFIG)
_SELF: Final = {"py": "self.", "rs": "self."} | dict.fromkeys(("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue"), "this.")
_SHARED_IN: Final = {"go": ("types", "a struct that both embed"), "rs": ("types", "a default method of a trait that both implement")}
"""What a method can be shared in, by the ending of the file."""


def this(copy: Unit) -> str:
    """The copy as a sentence about its file names it."""
    return f"this {'default export' if copy.qualified_name == UNNAMED else f'`{copy.name}`'}"


def called(unit: Unit) -> str:
    """A unit as a sentence names it."""
    return "the default export" if unit.qualified_name == UNNAMED else f"`{unit.qualified_name}`"


def remedy(copy: Unit, owner: Unit, use: str, there: int) -> str:
    """What to do, spelled as it would be written in the copy's file; `there` is the line that is `use` already, 0 where none is."""
    if Trait.NESTED in owner.traits:
        return f"move `{owner.name}` out of `{owner.scope}` of {owner.location.path}, so that others can use it, and delete this copy"
    if not use:
        wanted = "the block" if owner.kind is UnitKind.SCRIPT else called(owner)
        return f"delete this copy and use {wanted} of {owner.location.path}"
    if copy.kind is UnitKind.SCRIPT:
        return f"call `{owner.qualified_name}` in place of these lines: {use}"
    if owner.kind is UnitKind.METHOD and copy.kind is not UnitKind.METHOD:
        return f"delete this `{copy.name}` and call `{owner.qualified_name}` instead: {use}"
    if copy.name == owner.name:
        return f"delete {this(copy)}" + (f", which line {there} brings already: " if there else " and write instead: ") + use
    return f"replace `{copy.name}` by `{owner.name}`" + (f", which line {there} brings already" if there else "") + f": {use}"


def help_for(match: Match, code: str) -> str:
    """What to do about one copy, which rule `code` tells: the line to write where there is one, else where the shared part belongs."""
    if match.twins:
        return _shared_by_twins(match)
    if match.owner.kind is match.copy.kind is UnitKind.SCRIPT and not match.across:
        return or_stand(in_a_function(match), match, code)
    if shares_a_part(match, more=does_more(match) and match.owner.name == match.copy.name):
        return or_stand(as_a_part(match), match, code)
    return or_stand(after(_help(match), match.apart or own_below(match) or arguments(match)), match, code)


def does_more(match: Match) -> bool:
    """True for an edited copy with much that the owner has not: it cannot be deleted for the owner."""
    aligned, own = match.alignment, match.alignment.copy_statements
    edited = match.clone_type is CloneType.NEAR and match.copy.kind not in _BLOCKS
    return edited and bool(aligned.pairs) and len(aligned.pairs) < _MOST * own


def after(wanted: str, apart: str) -> str:
    """What to do, behind what has to be done before."""
    return f"first {apart}; then {wanted}" if apart else wanted


def _help(match: Match) -> str:
    if match.across:
        return (
            f"let one of them do it: call `{match.owner.name}` of {match.owner_path} from here, "
            f"or own this one too: {match.copy_path} under `components` of `{match.domain}`"
        )
    hidden = _hidden(match.owner, match.use)
    if match.part:
        where = f"make `{hidden}` public in {match.owner_path}, or move it" if hidden else match.use or f"use it from {match.owner_path}"
        return f"replace lines {match.part[0]} to {match.part[1]} by `{match.owner.name}`, or let both share what is equal: {where}"
    if does_more(match) and not _are_siblings(match):
        return _replace_equal(match, hidden)
    if match.apart and not match.use and not _are_siblings(match):
        return f"delete this `{match.copy.name}` and take it from there"
    if hidden:
        return f"delete this copy; `{hidden}` is private in {match.owner_path}: make it public there or move it, and import it from there"
    if _are_siblings(match):
        return _shared_by_siblings(match)
    return remedy(match.copy, match.owner, match.use, match.there)


def _replace_equal(match: Match, hidden: str) -> str:
    """What to do about a copy that does more than the owner: nothing of it goes but what the owner has."""
    owner, call = match.owner, "a call of " if match.owner.kind in FUNCTIONS else ""
    what = f"replace what is equal in {called(match.copy)} by {call}{called(owner)}"
    if owner.qualified_name == match.copy.qualified_name and owner.kind in FUNCTIONS:  # both names would be bound in one file
        what = f"replace what is equal in this `{match.copy.name}` by a call of the owner's, under another name"
    if Trait.NESTED in owner.traits:
        return f"move `{owner.name}` out of `{owner.scope}` of {match.owner_path}, so that others can use it, and {what}"
    if hidden:
        return f"{what}; `{hidden}` is private in {match.owner_path}: make it public there or move it, and import it from there"
    if match.use or match.apart:
        return f"{what}: {match.use}" if match.use else what
    return f"{what} of {match.owner_path}"


def _shared_by_twins(match: Match) -> str:
    """What they have in common becomes a third, which takes what differs."""
    place = match.base if match.base and _are_siblings(match) else "a place that both can use" if match.apart else match.owner_path
    return f"write once, in {place} and with what differs as an argument, what `{match.copy.name}` and `{match.owner.name}` do alike"


def _are_siblings(match: Match) -> bool:
    """True for methods of two classes, and for an edited class with a base that the owner has too: an import alone does not help there."""
    kinds = {match.owner.kind, match.copy.kind}
    return kinds == {UnitKind.METHOD} or (kinds == {UnitKind.CLASS} and match.clone_type not in _PROVED and bool(match.base))


def _shared_by_siblings(match: Match) -> str:
    owner, copy = match.owner, match.copy
    if owner.kind is UnitKind.CLASS:
        if owner.name in {base.rpartition(".")[2] for base in copy.bases}:
            return f"keep here only what differs: `{copy.name}` derives from `{owner.name}` already"
        derived = f"`{copy.name}` from `{owner.name}`" if copy.name != owner.name else f"it from the `{owner.name}` of {match.owner_path}"
        return f"keep here only what differs: derive {derived}, or move what is equal up into {match.base}"
    ending = match.owner_path.rpartition(".")[2]
    here = f"call `{_SELF.get(ending, '')}{owner.name}` for the lines that are equal"
    whole = owner.name == copy.name and not does_more(match)
    if owner.name == copy.name:
        here = "keep here only what differs"
    if match.base == f"`{owner.scope}` of {match.owner_path}":
        if owner.name == copy.name and match.clone_type is CloneType.NEAR and not match.part:
            inherits = f"the class inherits `{owner.name}` from {match.base}"
            return f"let `{owner.qualified_name}` ask a method for what differs, and write only that one here: {inherits}"
        return f"{f'delete this `{copy.name}`' if whole else here}: the class inherits `{owner.name}` from {match.base}"
    if match.base:
        own = ending == "py" and owner.name.startswith("__") and not owner.name.endswith("__")
        called = ", under a name with one underscore (with two no class below can call it)" if own else ", the base of both classes"
        return f"move `{owner.name}` up into {match.base}{called}, and {'delete it here' if whole else here}"
    kind, place = _SHARED_IN.get(ending, ("classes", "a common base class"))
    return f"let both {kind} take `{owner.name}` from one place: {place}, or a function of {match.owner_path} that both call"


def _hidden(owner: Unit, use: str) -> str:
    """The name that `use` would take from the owner although a leading underscore keeps it private there; "" when there is none."""
    name = owner.scope.partition(".")[0] or owner.name
    return name if name.startswith("_") and not name.endswith("__") and f" {name} " in f" {use} " else ""

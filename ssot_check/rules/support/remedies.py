"""What to do about a copy, spelled as it would be written in the file of the copy."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after
from ssot_check.model.match import WRITE_FOR, CloneType, Match
from ssot_check.model.unit import FUNCTIONS, UNNAMED, Trait, Unit, UnitKind
from ssot_check.rules.support.arguments import arguments, before, hands_over
from ssot_check.rules.support.calls import between, handed_over, takes_more
from ssot_check.rules.support.derived import derived, derives
from ssot_check.rules.support.differences import in_its_file, looked_at, only_logged
from ssot_check.rules.support.leftovers import does_more, edited
from ssot_check.rules.support.scripts import as_a_part, in_a_function, let_find, or_stand, shares_a_part, written_out
from ssot_check.rules.support.siblings import are_siblings, shared_by_siblings

_EXTENDS: Final = "extends: "


def this(copy: Unit) -> str:
    """The copy as a sentence about its file names it."""
    return f"this {'default export' if copy.qualified_name == UNNAMED else f'`{copy.name}`'}"


def called(unit: Unit) -> str:
    """A unit as a sentence names it."""
    return "the default export" if unit.qualified_name == UNNAMED else f"`{unit.qualified_name}`"


def remedy(copy: Unit, owner: Unit, use: str, there: int, rest: str = "") -> str:
    """What to do; `there` is the line that is `use` already, 0 where none is, and `rest` says what differs all the same."""
    if Trait.NESTED in owner.traits:
        return f"move `{owner.name}` out of `{owner.scope}` of {owner.location.path}, so that others can use it, and delete this copy"
    if not use and owner.kind is UnitKind.CONFIG:
        return written_out(copy, owner)
    if not use:
        return f"delete this copy and use {called(owner)} of {owner.location.path}"
    if copy.kind is UnitKind.SCRIPT:
        return f"call `{owner.qualified_name}` in place of these lines: {use}"
    if {owner.kind, copy.kind} == FUNCTIONS:
        return f"{between(copy, owner)}: {use}"
    if copy.name == owner.name:
        return f"delete {this(copy)}{rest}" + (f", which line {there} brings already: " if there else " and write instead: ") + use
    if use.startswith(_EXTENDS):
        return f"write in `{copy.name}` in place of what it has: {use}"
    return f"replace `{copy.name}`{rest} by `{owner.name}`" + (f", which line {there} brings already" if there else "") + f": {use}"


def help_for(match: Match, code: str) -> str:
    """What to do about one copy, which rule `code` tells: the line to write where there is one, else where the shared part belongs."""
    from ssot_check.rules.support.thirds import of_neither  # a hook that comes to no copy needs no help
    from ssot_check.rules.support.unlike import for_other_types, help_for_unlike  # as above

    if asked := let_find(match, code) or for_other_types(match) or of_neither(match):
        return asked
    if match.root:
        from ssot_check.rules.support.guests import of_both  # as above

        return of_both(match, match.root)
    if match.use.startswith(WRITE_FOR):
        return or_stand(match.use, match, code)
    if match.owner.kind is UnitKind.SCRIPT and match.copy.kind in FUNCTIONS | {UnitKind.SCRIPT} and not match.across:
        return or_stand(in_a_function(match), match, code)
    if shares_a_part(match, more=does_more(match) and match.owner.name == match.copy.name):
        return or_stand(as_a_part(match), match, code)
    from ssot_check.rules.support.fixtures import handed_out  # a hook that comes to no copy needs no help
    from ssot_check.rules.support.nested import as_a_method

    # A method that others inherit is no function to call, and of what does much more only what is equal goes.
    more = does_more(match) or takes_more(match)
    if asked := handed_out(match, more=does_more(match)) or as_a_method(match) or help_for_unlike(match, more=more):
        return asked
    if not match.across and (asked := edited(match, _hidden(match.owner, match.use))):
        return or_stand(asked, match, code)
    return or_stand(after(_help(match), before(match)), match, code)


def _help(match: Match) -> str:
    if match.across:
        there, own = (
            f"call `{match.owner.name}` of {match.owner_path} from here",
            f"{match.copy_path} under `components` of `{match.domain}`",
        )
        return f"let one of them do it: {there}, or own this one too: {own}"
    hidden = _hidden(match.owner, match.use)
    if match.part:
        from ssot_check.rules.support.inner_stretches import share_lines

        return share_lines(match, match.part, hidden)
    from ssot_check.rules.support.class_tables import set_by_classes

    if of_a_class := set_by_classes(match):
        return of_a_class
    if derives(match):
        return derived(match, hidden)
    if (does_more(match) or takes_more(match)) and not are_siblings(match):
        return _replace_equal(match, hidden)
    anew = match.clone_type is CloneType.SEMANTIC and {match.owner.kind, match.copy.kind} <= FUNCTIONS
    if match.apart and not (match.use or are_siblings(match) or anew):
        given = hands_over(match) or bool(arguments(match))
        return (
            "call it from there with what is meant here" if given else f"delete {this(match.copy)}{looked_at(match)} and take it from there"
        )
    if are_siblings(match):
        return shared_by_siblings(match, more=does_more(match))
    return _taken(match, hidden)


def _taken(match: Match, hidden: str) -> str:
    """What to do where the owner may stand in for the copy."""
    if hidden:
        return f"delete this copy; `{hidden}` is private in {match.owner_path}: make it public there or move it, and import it from there"
    if match.clone_type is CloneType.SEMANTIC and {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        from ssot_check.rules.support.thirds import one_job  # a hook that comes to no copy needs no help

        return one_job(match)
    return handed_over(match) or remedy(match.copy, match.owner, match.use, match.there, only_logged(match) or looked_at(match))


def _replace_equal(match: Match, hidden: str) -> str:
    """What to do about a copy that does more than the owner: nothing of it goes but what the owner has."""
    from ssot_check.rules.support.thirds import lacks_much, one_of_both  # a hook that comes to no copy needs no help

    owner, call = match.owner, "a call of " if match.owner.kind in FUNCTIONS else ""
    what = f"replace what is equal in {called(match.copy)} by {call}{called(owner)}"
    if owner.kind is UnitKind.METHOD and match.copy.kind is UnitKind.FUNCTION:  # which has no object of that class to call it of
        both = f"{called(match.copy)} and {called(owner)} of {match.owner_path}{in_its_file(match)}"
        return f"make one function of what is equal in {both}, and call it in both"
    if owner.qualified_name == match.copy.qualified_name and owner.kind in FUNCTIONS:  # both names would be bound in one file
        what = f"replace what is equal in this `{match.copy.name}` by a call of the owner's, under another name"
    if Trait.NESTED in owner.traits:
        return f"move `{owner.name}` out of `{owner.scope}` of {match.owner_path}, so that others can use it, and {what}"
    if hidden:
        return f"{what}; `{hidden}` is private in {match.owner_path}: make it public there or move it, and import it from there"
    if match.use or match.apart:
        what = f"{what}: {match.use}" if match.use else what
        other = f"; where `{owner.name}` does more than is wanted here, {one_of_both(match)}"
        return f"{what.rstrip(';')}{other}" if lacks_much(match) else what
    return f"{what} of {match.owner_path}"


def _hidden(owner: Unit, use: str) -> str:
    """The name that `use` would take from the owner although a leading underscore keeps it private there; "" where there is none."""
    name = owner.scope.partition(".")[0] or owner.name
    return name if name.startswith("_") and name[-2:] != "__" and f" {name} " in f" {use} " and f" as {name}" not in use else ""

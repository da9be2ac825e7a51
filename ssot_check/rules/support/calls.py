"""The call of the owner that takes a copy's place, or stands in it."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after
from ssot_check.model.match import GIVEN, CloneType, Match
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind
from ssot_check.rules.support.arguments import hands_over, is_asked, names

_PYTHON: Final = (".py", ".pyi", ".pyw")


def handed_over(match: Match) -> str:
    """What follows where the owner takes what differs; "" where nothing does, or no function could take it."""
    python = match.copy_path.endswith(_PYTHON)
    named = python and is_asked(match) and any(True for _ in names(match))
    if not (hands_over(match) or named) or match.owner.kind not in FUNCTIONS or Trait.NESTED in match.owner.traits:
        return ""
    if python:
        return called_here(match, given=True)
    return f"call it with what is meant here, in `{match.copy.name}` or in its place: {match.use or match.owner_path}"


def called_here(match: Match, *, given: bool) -> str:
    """The call of the owner that a Python function makes, or that stands in its place; `given`: with arguments of its own.

    What is called as a method, or by its name, stays where it is.
    """
    owner, copy = match.owner, match.copy
    same = owner.name == copy.name and owner.kind is not UnitKind.METHOD
    called = "the owner's" if same else f"`{owner.qualified_name}`"
    what = f"call {called} with what is meant here" if given else f"call {called}"
    use = f": {match.use}" if match.use else "" if match.apart else f" ({match.owner_path})"
    if copy.kind is UnitKind.METHOD:
        return f"keep the method `{copy.name}` and {what} in it{use}"
    renamed = ", under another name" if same else ""
    if match.by_name:
        return f"keep this `{copy.name}`, which is called by its name, and {what} in it{renamed}{use}"
    return f"{what}, in place of {'this ' if same else ''}`{copy.name}` or in it{renamed}{use}"


def between(copy: Unit, owner: Unit) -> str:
    """What becomes of a method that repeats a function, or the reverse: what is called as a method stays one."""
    if copy.kind is UnitKind.METHOD:
        of_owner = "the owner's" if copy.name == owner.name else f"`{owner.qualified_name}`"
        return f"keep the method `{copy.name}` and call {of_owner} in it"
    return f"delete this `{copy.name}` and call `{owner.qualified_name}` instead"


def with_values(match: Match) -> str:
    """The call that does what the copy does where the owner does more only when it is asked to; "" where none is known to."""
    owner, copy, said = match.owner, match.copy, match.confirmation
    given = [f"{name}={value}" for what, name, value in (said.differs if said is not None else ()) if what == GIVEN]
    if not given or owner.kind is not UnitKind.FUNCTION or Trait.NESTED in owner.traits or match.part or match.own:
        return ""
    if (Trait.ASYNC in owner.traits) != (Trait.ASYNC in copy.traits):
        return ""
    use = f": {match.use}" if match.use else "" if match.apart else f" ({match.owner_path})"
    here = (
        f"in the method `{copy.name}`"
        if copy.kind is UnitKind.METHOD
        else f"in place of {'this ' if copy.name == owner.name else ''}`{copy.name}`"
    )
    return after(f"call `{owner.name}(..., {', '.join(given)})` {here}, which does the same{use}", match.apart)


def takes_more(match: Match) -> bool:
    """True for an edited function that is called with more than the owner, as a callback is: it can call the owner, not be it."""
    functions = match.owner.kind is match.copy.kind is UnitKind.FUNCTION and Trait.NESTED not in match.owner.traits
    return functions and match.clone_type is CloneType.NEAR and match.copy.parameters > match.owner.parameters

"""How what two classes have in common is shared: by a base, and hardly ever by an import of the one in the place of the other."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import SUCH_AS, CloneType, Match
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.rules.support.derived import DERIVING, between, shared_by_classes
from ssot_check.rules.support.differences import differ, stretch_of, where
from ssot_check.rules.support.traits_of_others import with_its_trait

_PROVED: Final = (CloneType.EXACT, CloneType.RENAMED)
_SELF: Final = {"py": "self.", "rs": "self."} | dict.fromkeys(DERIVING - {"py"}, "this.")
_STATIC: Final = "staticmethod"
_BETWEEN: Final = ", the base of both classes, or into one between"
_SHARED_IN: Final = {"go": ("types", "a struct that both embed"), "rs": ("types", "a default method of a trait that both implement")}
"""What a method can be shared in, by the ending of the file."""


def are_siblings(match: Match) -> bool:
    """True for methods of two classes, and for an edited class with a base that the owner has too: an import alone does not help there."""
    kinds = {match.owner.kind, match.copy.kind}
    return kinds == {UnitKind.METHOD} or (kinds == {UnitKind.CLASS} and match.clone_type not in _PROVED and bool(match.base))


def shared_by_siblings(match: Match, *, more: bool) -> str:
    """What to do about methods and classes of that kind; `more` says that the copy does much that the owner does not."""
    owner, copy = match.owner, match.copy
    if owner.kind is UnitKind.CLASS:
        return shared_by_classes(match)
    if whole_trait := with_its_trait(match):
        return whole_trait
    ending = match.owner_path.rpartition(".")[2]
    whole = owner.name == copy.name and not more
    here = "keep here only what differs" if owner.name == copy.name else f"{_called(owner)} for the lines that are equal"
    if match.base == f"`{owner.scope}` of {match.owner_path}":
        return _inherited(match, f"delete this `{copy.name}`" if whole else here)
    if match.base and owner.name == copy.name:
        return _moved_up(match, here, whole=whole)
    kind, place = _SHARED_IN.get(ending, ("classes", "a class of its own that both derive from"))
    if match.base:  # the base's other classes may answer to that name for something else
        place = f"a method of {above(match)} under a name of its own"
    called = f"a function of {match.owner_path} that both call"
    if ending in _SELF and ending not in _SHARED_IN and not match.use:  # an import of the owner would make a circle, or cross a border
        called = "a function that both call, in a module that both can import"
    if ending in _SHARED_IN and (package := match.apart.partition(SUCH_AS)[2].partition(" ")[0].rstrip("),")):
        both = f"a function of {package}, on which both depend, that both call"
        return f"let both {kind} take `{owner.name}` from one place, {both}{_given(match)}"
    if ending in _SHARED_IN and match.apart and not _is_shown(match.apart):
        return f"let both {kind} take `{owner.name}` from one place, a function that both call: first {match.apart}"
    at_hand = f"where a `{match.held}` is at hand, call its `{owner.name}` in place of this one; else " if match.held else _pasted(match)
    what = more and stretch_of(match)
    taken = f"what is equal in {what}" if what else f"`{owner.name}`"
    return f"{at_hand}let both {kind} take {taken} from one place: {place}, or {called}{'' if what else _given(match)}"


def above(match: Match) -> str:
    """The class above both that takes what they share, or one between."""
    return between(match) if match.between else match.base


def _moved_up(match: Match, here: str, *, whole: bool) -> str:
    """What to do about a method under the owner's name where one class is above both."""
    owner = match.owner
    if owner.name.startswith("__") and owner.name.endswith("__"):  # the base's other classes have one of their own
        gone = "keep here only what differs" if match.clone_type is CloneType.NEAR else "delete it here"
        return f"move `{owner.name}` into {between(match)}, and {gone}"
    edited = match.clone_type is CloneType.NEAR or differ(match)
    gone = f"let it{_as_of_a_class(match)} ask a method for what differs{where(match)}" if edited else "delete it here"
    if not whole and (stretch := stretch_of(match)):
        into = f"into {between(match)}" if match.between else f"up into {match.base}, or into one between"
        return f"move what is equal in {stretch} {into}, as a method under a name of its own, and call it in both"
    own = match.owner_path.endswith(".py") and owner.name.startswith("__") and not owner.name.endswith("__")
    called = ", under a name with one underscore (with two no class below can call it)" if own else "" if match.between else _BETWEEN
    into = f"into {between(match)}" if match.between else f"up into {match.base}"
    return f"move `{owner.name}` {into}{called}, and {gone if whole else here}"


def _given(match: Match) -> str:
    return f", with what differs{where(match)} as arguments" if differ(match) else ""


def is_placed(match: Match) -> bool:
    """True for methods of two types of Go or Rust, which need not take the owner's type to share what is equal."""
    return match.owner.kind is match.copy.kind is UnitKind.METHOD and match.owner_path.rpartition(".")[2] in _SHARED_IN


def _is_shown(apart: str) -> bool:
    """True where the owner's type is only not seen from outside: what both call need not be of it."""
    return apart.startswith(("export ", "make ")) and " and " not in apart


def _pasted(match: Match) -> str:
    """What to ask first of a type of the owner's name that has a method of it: whether all of it was pasted."""
    whole = match.owner.scope == match.copy.scope and match.clone_type in _PROVED and not match.owner_path.endswith(".py")
    return f"take the owner's instead ({match.use}) where all of it stands here; else " if whole and match.use and not match.apart else ""


def _inherited(match: Match, usual: str) -> str:
    """What to do about a method of a class that derives from the owner's; `usual` where nothing better is known."""
    owner, copy = match.owner, match.copy
    if owner.name != copy.name and differ(match) and not match.part:
        return f"let a method of {match.base} take what differs{where(match)} as arguments, and call it here and in `{owner.name}`"
    if owner.name != copy.name and match.clone_type in _PROVED and not match.part:
        return f"delete `{copy.name}` and {_called(owner)} in its place: the class inherits that from {match.base}"
    if owner.name != copy.name and _says_another(owner, copy):
        return f"let a method of {match.base} take what differs as an argument, and call it here and in `{owner.name}`"
    inherits = f"the class inherits `{owner.name}` from {match.base}"
    if owner.name == copy.name and (match.clone_type is CloneType.NEAR or differ(match)) and not match.part:
        ending = match.owner_path.rpartition(".")[2]
        whole = match.clone_type is CloneType.NEAR and not _lacks(match)
        if ending in DERIVING and whole and len(match.alignment.pairs) >= match.alignment.owner_statements:
            above = "super()" if ending == "py" else "super"
            return f"keep here only what is added, and leave the rest to `{above}.{owner.name}(...)`"
        asked = f"let `{owner.qualified_name}`{_as_of_a_class(match)} ask a method for what differs{where(match)}"
        return f"{asked}, and write only that one here: {inherits}"
    return f"{usual}: {inherits}"


def _as_of_a_class(match: Match) -> str:
    """What a static method of Python has to become first: it knows no class that it could ask."""
    if _STATIC not in (*match.owner.calls, *match.copy.calls) or not match.owner_path.endswith(".py"):
        return ""
    named = match.confirmation is not None and any(mine == match.owner.scope for mine, _ in match.confirmation.renames)
    return f", made a class method{f' that says `cls` for `{match.owner.scope}`' if named else ''} (a static one has no class to ask),"


def _lacks(match: Match) -> bool:
    """True where the owner says something that the copy does not: a call of it would say it."""
    return match.confirmation is not None and bool(match.confirmation.there)


def _called(owner: Unit) -> str:
    return f"call `{_SELF.get(owner.location.path.rpartition('.')[2], '')}{owner.name}`"


def _says_another(owner: Unit, copy: Unit) -> bool:
    """True when the texts of the owner say something that those of the copy do not: its method would do that for another thing."""
    return any(word.startswith('"') for word in set(owner.fingerprint.words) - set(copy.fingerprint.words))

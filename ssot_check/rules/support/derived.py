"""Help for an edited class: what two classes have in common is a third's, or the owner's where the copy derives from it."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after, conjoined, listed
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.bases import own_bases
from ssot_check.rules.support.things import things

DERIVING: Final = frozenset(("py", "ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"))
"""Endings of files of languages in which classes derive."""
_OBJECT: Final = "object"
_SHOWN: Final = 3


def derives(match: Match) -> bool:
    """True for an edited class of a language in which classes derive, hardly the owner under another name, and for one of another thing."""
    edited = match.owner.kind is match.copy.kind is UnitKind.CLASS and match.clone_type is CloneType.NEAR
    return (edited and not match.base and match.owner_path.rpartition(".")[2] in DERIVING) or bool(named_otherwise(match))


def named_otherwise(match: Match) -> str:
    """What to do about a class that is the owner's but for the name of its thing in texts, which both mean; "" for any other."""
    classes = match.owner.kind is match.copy.kind is UnitKind.CLASS and match.owner_path.rpartition(".")[2] in DERIVING
    named = things(match) if classes and match.owner.name != match.copy.name else ""
    if not named:
        return ""
    of_class = f"an attribute of the class, and derive `{match.copy.name}`, which sets its own, from it"
    line = f": {match.use}" if match.use else ""
    return f"let `{match.owner.name}` read the name of what it is for ({named}), as both are meant, from {of_class}{line}"


def derived(match: Match, hidden: str) -> str:
    """What to do about such a class; `hidden` is the owner's name where its file keeps it to itself, "" else."""
    if beside := named_otherwise(match) or _beside_bases(match):
        return beside
    if match.stored:
        return _stored(match)
    owner, copy = match.owner.name, match.copy.name
    from_it = "it" if match.apart and not match.use else f"`{owner}`" if owner != copy else "the owner's, taken under another name"
    line = f": {match.use}" if match.use and not hidden else ""
    public = f"make `{hidden}` public in {match.owner_path} or move it" if hidden else ""
    return after(
        f"keep here only what differs: derive `{copy}` from {from_it}{_asks(match)}, or both from a class with what is equal{line}", public
    )


def _beside_bases(match: Match) -> str:
    """What to do where both classes have a base of one name, each another one: whoever derives from the owner gets its base; "" else."""
    if match.owner.kind is not UnitKind.CLASS or not (bases := own_bases(match) or _bases_apart(match)):
        return ""
    named = conjoined([f"`{name}`" for name in bases])
    return f"keep here only what differs: move what is equal into a class that both have beside their own {named}"


def _bases_apart(match: Match) -> tuple[str, ...]:
    """The bases of two Python classes that have none in common: whoever derives from the owner loses its own, and gets the other's."""
    mine, theirs = ([base.rpartition(".")[2] for base in unit.bases] for unit in (match.owner, match.copy))
    known = {match.owner.name, match.copy.name, _OBJECT}
    apart = match.owner_path.endswith(".py") and mine and theirs and {*mine, *theirs}.isdisjoint(known) and {*mine}.isdisjoint(theirs)
    return tuple(dict.fromkeys((*theirs, *mine))) if apart and not match.base else ()


def shared_by_classes(match: Match) -> str:
    """What to do about an edited class that has a base which the owner has too."""
    owner, copy = match.owner, match.copy
    if beside := _beside_bases(match):
        return beside
    if owner.name in {base.rpartition(".")[2] for base in copy.bases}:
        return f"keep here only what differs: `{copy.name}` derives from `{owner.name}` already"
    below = f"`{copy.name}` from `{owner.name}`" if copy.name != owner.name else f"it from the `{owner.name}` of {match.owner_path}"
    if match.stored:
        return _stored(match)
    up = f"move what is equal into {between(match)}" if match.between else f"move what is equal up into {match.base}"
    return f"keep here only what differs: derive {below}{_asks(match)}, or {up}"


def between(match: Match) -> str:
    """A class between both and the one above them, with the reason why it cannot be that one itself."""
    return f"a class between both and {match.base}" + (f" ({match.between})" if match.between else "")


def _asks(match: Match) -> str:
    """What else is to be done where methods of both differ inside: who derives from the owner overrides each of them as a whole."""
    methods = [f"`{name}`" for name in match.inside]
    return (
        f", and let {listed(methods, _SHOWN)} ask a method for what differs inside {'them' if len(methods) > 1 else 'it'}"
        if methods
        else ""
    )


def _stored(match: Match) -> str:
    """What to do about classes of which each has a table: one below the owner's would have its rows in both."""
    return (
        f"move what is equal into {match.stored} that both derive from, and keep in each what differs: "
        f"derived from `{match.owner.name}` itself, `{match.copy.name}` would have its rows in the owner's table too"
    )

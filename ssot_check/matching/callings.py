"""What the names of two units say of their jobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.matching.vocabulary import contraries, contrary_roots, root, synonyms, terms
from ssot_check.matching.words import split_identifier
from ssot_check.model.unit import Unit, UnitKind

_INTO: Final = frozenset(("to", "2", "into", "as"))


def opposed(one: Unit, other: Unit) -> bool:
    """True when the verbs of both names are contrary: `load_env` and `export_env`, `prune_releases` and `list_releases`.

    The verb of a name is its first word that has a contrary: what follows is what is done to (`load_last_dump` dumps nothing).
    """
    mine, theirs = _verb(one.name), _verb(other.name)
    return theirs in contraries().get(mine, ())


def says_another_verb(one: Unit, other: Unit) -> bool:
    """True where the first name begins with a verb that has a contrary, and the other has no word that means the same."""
    first = next(iter(terms(one.name)), "")
    return first in contraries() and not ({first} | synonyms().get(first, frozenset())) & set(terms(other.name))


def _verb(name: str) -> str:
    return next((stem for stem in terms(name) if stem in contraries()), "")


def are_contrary(one: Unit, other: Unit) -> bool:
    """True when a word of one name undoes one of the other, and stands in that one alone: `add_user_to_group` and `del_user_from_group`.

    Whatever their texts share: what is switched on in one is switched off in the other. A script block has no name of its own.
    """
    if UnitKind.SCRIPT in (one.kind, other.kind) or one.name == other.name:
        return False
    mine, theirs = ({root(term) for term in terms(unit.name)} for unit in (one, other))
    ours, others = mine - theirs, theirs - mine
    return any(not others.isdisjoint(contrary_roots().get(word, ())) for word in ours)


def convert_back(one: Unit, other: Unit) -> bool:
    """True where one is called, or calls what is called, as the way back of the other: `str_to_bytes` and `bytes_to_str`."""
    back = {(into, out) for out, into in _conversions((one.name, *one.calls))}
    return not back.isdisjoint(_conversions((other.name, *other.calls)) - _conversions((one.name, *one.calls)))


def _conversions(names: Iterable[str]) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(What is converted, into what) of each name that says it."""
    found = set()
    for name in names:
        parts = split_identifier(name.rpartition(".")[2])
        at = next((at for at, part in enumerate(parts) if part in _INTO), 0)
        if at and parts[at + 1 :]:
            found.add((parts[:at], parts[at + 1 :]))
    return frozenset(found)

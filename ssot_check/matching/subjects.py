"""Small functions of one form of which each works on what its own name says: `save_user` and `save_theme` with a key each.

Where the names differ is where the bodies differ: the one constant, key or digest carries the meaning, and the rest is the form
in which one does such a thing. They are a family that may want one helper with an argument; none of them is a copy that another could
stand in for. Of longer twins (`delete_pod` and `delete_volume`, with the wait for either) the form itself is worth having once: they are
told, but one of them is no stand-in for the other either. Nor is what reads alike and works on something else because of where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.matching.words import telling_parts
from ssot_check.model.unit import FUNCTIONS, UNNAMED, Unit, UnitKind

_PYTHON: Final = ".py"
SMALL: Final = 60
FEW: Final = 5
"""Tokens of both, and statements of one, at most: chosen by reading the told pairs of some 110 public repositories. A longer one, as a
parser that differs in the scheme it asks for, is worth one helper."""

_TABLE: Final = "__tablename__"
_OF_ITS_CRATE: Final = frozenset(("migrate", "include_str", "include_bytes", "include_dir", "embed_migrations"))
"""Macros of Rust to which a path is one beside the file, or in the crate."""
_RUST: Final = ".rs"
_SOURCES: Final = "/src/"
_DIRECTIONS: Final = frozenset(
    frozenset(pair.split("/")) for pair in ("horizontal/vertical", "row/column", "rows/columns", "left/right", "top/bottom", "width/height")
)
OWN_NAMES: Final = 0.3
"""Of 7 judged pairs of edited classes of one base the two that were no copies have 36 to 44 in a hundred, the others at most 7."""
SHORT: Final = 90
"""Tokens of both classes at most."""
_STEM: Final = 3
"""Letters in which the forms of one word agree."""


def are_about_two_things(owner: Unit, copy: Unit) -> bool:
    """True for small functions of which each says, and alone says, something that its own name says and the other name does not.

    So it is with short classes that derive from one: models of which each holds the one thing that its name says.
    """
    alike = _is_small(owner, copy) or _are_short_siblings(owner, copy)
    return alike and _has_own_subject(owner, copy) and _has_own_subject(copy, owner)


def _are_short_siblings(owner: Unit, copy: Unit) -> bool:
    classes = owner.kind is copy.kind is UnitKind.CLASS and not set(owner.bases).isdisjoint(copy.bases)
    return classes and max(owner.fingerprint.size, copy.fingerprint.size) <= SHORT


def are_twins(owner: Unit, copy: Unit) -> bool:
    """The same of functions of any size whose names share a part: `delete_pod` and `delete_volume`; no `init_logs` for `setup_logging`.

    So it is with two classes whose names say two directions (`HorizontalLayout`, `VerticalLayout`), or that are two of one family.

    A message alone may say the new name because it was edited along, so each must also name something in code that the other does not.
    """
    if are_of_one_family(owner, copy):
        return True
    if _are_of_two_directions(owner, copy):
        return not (_named(owner) <= _named(copy) or _named(copy) <= _named(owner))
    if not (owner.kind in FUNCTIONS and copy.kind in FUNCTIONS and _subject(owner) & _subject(copy)):
        return False
    if owner.qualified_name == copy.qualified_name == UNNAMED:
        return bool(_unlike(_subject(owner), _subject(copy)) and _unlike(_subject(copy), _subject(owner)))
    if _named(owner) <= _named(copy) or _named(copy) <= _named(owner):
        return False
    mine, theirs = telling_parts(owner.name), telling_parts(copy.name)
    words, others = owner.fingerprint.words, copy.fingerprint.words
    return bool(_unlike(mine, theirs) & _only(words, others)) and bool(_unlike(theirs, mine) & _only(others, words))


def _are_of_two_directions(owner: Unit, copy: Unit) -> bool:
    """True for classes of Python, and methods of one name of such, whose names differ in which way something goes."""
    if not (owner.location.path.endswith(_PYTHON) and copy.location.path.endswith(_PYTHON)):
        return False
    if owner.kind is copy.kind is UnitKind.METHOD and owner.name == copy.name:
        mine, theirs = telling_parts(owner.scope), telling_parts(copy.scope)
    elif owner.kind is copy.kind is UnitKind.CLASS:
        mine, theirs = telling_parts(owner.name), telling_parts(copy.name)
    else:
        return False
    return frozenset((*(mine - theirs), *(theirs - mine))) in _DIRECTIONS


def are_of_one_family(owner: Unit, copy: Unit) -> bool:
    """True for classes of one base, of one kind by their names (`SrvValue`, `TlsaValue`), that have names of their own throughout.

    What the base asks of each stands in both, and none derives from the other: that would be given what it is not about.
    """
    if not owner.kind is copy.kind is UnitKind.CLASS or set(owner.bases).isdisjoint(copy.bases):
        return False
    mine, theirs = telling_parts(owner.name), telling_parts(copy.name)
    ours, others = _named(owner), _named(copy)
    own = min(len(ours - others) / max(len(ours), 1), len(others - ours) / max(len(others), 1))
    return bool(mine & theirs and _unlike(mine, theirs) and _unlike(theirs, mine)) and own >= OWN_NAMES


def _unlike(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Parts of a name that are no form of a part of the other one: `log` is one of `logging`."""
    begun = {part[:_STEM] for part in others}
    return frozenset(part for part in some - others if part[:_STEM] not in begun)


def has_own_subject(owner: Unit, copy: Unit) -> bool:
    """True for a small copy that calls or names what its name alone says, where the owner has something else: `get_sha256`, `get_hash`.

    A message that says the new name was edited along with it, so texts do not count.
    """
    mine, theirs = _named(owner), _named(copy)
    return not mine <= theirs and _is_small(owner, copy) and bool(_own(copy, owner) & _only(theirs, mine))


def _is_small(owner: Unit, copy: Unit) -> bool:
    mine, theirs = owner.fingerprint, copy.fingerprint
    few = max(mine.size, theirs.size) <= SMALL and min(len(mine.hashes), len(theirs.hashes)) <= FEW
    return owner.kind in FUNCTIONS and copy.kind in FUNCTIONS and few


def _has_own_subject(unit: Unit, other: Unit) -> bool:
    return bool(_own(unit, other) & _only(unit.fingerprint.words, other.fingerprint.words))


def _own(unit: Unit, other: Unit) -> frozenset[str]:
    return _subject(unit) - _subject(other)


def _only(some: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Sub-words of words that only one of both has, of those that the other one's own words have not."""
    mine, theirs = set(some), set(others)
    return _parts(mine - theirs) - _parts(theirs - mine)


def _named(unit: Unit) -> frozenset[str]:
    return frozenset(word for word in unit.fingerprint.words if not word.startswith('"'))


def _parts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in telling_parts(word))


def _subject(unit: Unit) -> frozenset[str]:
    """What a name says; that of a method says it together with that of its class, and of a default export its file says it."""
    if unit.qualified_name == UNNAMED:
        return telling_parts(unit.location.path.rpartition("/")[2].rpartition(".")[0])
    scope = unit.scope.rpartition(".")[2] if unit.kind is UnitKind.METHOD else ""
    return telling_parts(unit.name) | telling_parts(scope)


def works_elsewhere(owner: Unit, copy: Unit) -> bool:
    """True for two calls of one thing that say what it is to work on, and name nothing in common: another file, another package.

    So do two classes that are mapped to tables of their own, and functions of two crates that build in what lies beside each.
    """
    if owner.kind is copy.kind is UnitKind.CLASS:
        return owner.name != copy.name and _TABLE in owner.fingerprint.words and _TABLE in copy.fingerprint.words
    if owner.kind is copy.kind is UnitKind.CONFIG:
        return bool(owner.bases and copy.bases) and not set(owner.bases) & set(copy.bases)
    return _builds_in(owner) and _builds_in(copy) and _crate(owner) != _crate(copy)


def _builds_in(unit: Unit) -> bool:
    return unit.location.path.endswith(_RUST) and any(call.rpartition(".")[2] in _OF_ITS_CRATE for call in unit.calls)


def _crate(unit: Unit) -> str:
    """The folder of the package, where its sources lie as usual."""
    path = unit.location.path
    return path.partition(_SOURCES)[0] if _SOURCES in path else path.rpartition("/")[0]

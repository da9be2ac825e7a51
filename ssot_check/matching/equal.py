"""When an equal text or shape is evidence: what everybody writes has no owner, and an equal shape is no equal purpose."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.frames import are_of_one_sort
from ssot_check.matching.near import SHAPE_SIZE, are_answers
from ssot_check.matching.similarity import measure
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import Unit, UnitKind

MIN_RENAMED_WORDS: Final = 0.50
RARE_SHAPE: Final = 12.0
"""From so many fully rare features on, the shape of a small unit is evidence, without a telling word."""
RARE_STATEMENTS: Final = 6
_LITERAL_KINDS: Final = frozenset((UnitKind.TABLE, UnitKind.CONFIG))


def says_anything(owner: Unit, weights: Weights) -> bool:
    """False for a small unit without one word that is rare here."""
    words = map(weights.word, owner.fingerprint.words)
    return owner.fingerprint.size >= SHAPE_SIZE or owner.kind in _LITERAL_KINDS or sum(words) > 0 or _is_rare_shape(owner, weights)


def is_purposeful(owner: Unit, copy: Unit, weights: Weights, *, named: bool) -> bool:
    """True for a renamed copy for the same end: small units must share telling words or a name (`named`) besides, tables their literals."""
    shared = weights.informative(set(owner.fingerprint.words) & set(copy.fingerprint.words))
    if are_of_one_sort(owner, copy):
        return True
    if owner.kind in _LITERAL_KINDS:
        return 2 * len(shared) >= len(owner.fingerprint.words)
    if not are_answers(owner, copy) and shared and owner.fingerprint.words == copy.fingerprint.words:
        return True  # one-to-one renaming of locals with every call and text kept: equal in meaning, however small
    if named or owner.fingerprint.size >= SHAPE_SIZE or (not are_answers(owner, copy) and _is_rare_shape(owner, weights)):
        return True
    return len(shared) >= 2 and measure(owner, copy, weights).words >= MIN_RENAMED_WORDS


def _is_rare_shape(owner: Unit, weights: Weights) -> bool:
    """True for several statements whose features few other units here have: what nobody else writes is evidence by itself."""
    return len(owner.fingerprint.hashes) >= RARE_STATEMENTS and sum(weights.weighed(owner.fingerprint).features) >= RARE_SHAPE

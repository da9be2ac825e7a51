"""What cannot come to an edited copy, told by what is cheap to know of a pair: most pairs need not be aligned.

Nothing is decided here. A pair is left out only where `near.near_score` and `parts.find_part`, whose limits these are, would refuse it
for any order of its tokens and statements.
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching import parts
from ssot_check.matching.near import LEAST_WORDS, WHOLE_EVIDENCE, with_name
from ssot_check.matching.similarity import FULL_EVIDENCE, Overlap, at_most, overlap, score
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import Unit, UnitKind

_ROUNDING: Final = 1e-6
"""Sums of one set of weights differ by less, whatever their order."""


def least_shared(owner: Unit, total: float) -> float:
    """Weight of shared features below which no unit is an edited copy of an owner whose features weigh `total`, nor has it in a part.

    Tables are compared by their words, scripts whose settings were renamed by their tokens, and functions of one telling name whatever they
    share.
    """
    if owner.kind in LEAST_WORDS:
        return 0.0
    return min(WHOLE_EVIDENCE * FULL_EVIDENCE, parts.MIN_CONTAINMENT * total) - _ROUNDING


def can_be_near(owner: Unit, copy: Unit, weights: Weights, least: float, *, named: bool = False) -> bool:
    """False for a pair whose score, and that of any part of the copy, is less than `least` however their statements stand.

    `named` is what `near_score` is told.
    """
    found = overlap(owner, copy, weights)
    if _can_be_part(found):
        return True
    if named:
        return score(with_name(at_most(owner, copy, found)), named=True) >= least - _ROUNDING
    if found.words < LEAST_WORDS.get(owner.kind, 0.0) or (owner.kind is not UnitKind.TABLE and found.evidence < WHOLE_EVIDENCE):
        return False
    return score(at_most(owner, copy, found)) >= least - _ROUNDING


def _can_be_part(found: Overlap) -> bool:
    return found.growth >= parts.MIN_GROWTH and found.words >= parts.MIN_WORDS and found.containment >= parts.MIN_CONTAINMENT

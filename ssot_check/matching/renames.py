"""Edited copies under another name that are none: both say something of their own, so neither the name nor what it says was kept.

What was pasted and edited may lose words or gain some, hardly both. Measured on 467 judged edited copies of 39 public repositories, of
which this makes 19 hints, one of them true, and on 2,485 planted ones, of which it takes ten (benchmarks/real/README.md).
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching.frames import words_back
from ssot_check.matching.similarity import Signals
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

KEPT_TOKENS: Final = 0.90
"""From here on the text was pasted, whatever it says."""
RARE: Final = 0.90
TEXTS: Final = 0.90
"""Where less that is rare is shared, each says fewer of the other's texts: other formats, names or messages."""
SMALL: Final = 60
SMALL_WORDS: Final = 0.70
"""A smaller one of which each says less of what the other says is an idiom around something else."""
METHOD_WORDS: Final = 0.60
METHOD_MOST: Final = 0.90
"""Methods of two types under two names of which the copy says less of the owner's words, and the owner not all of the copy's."""


def is_other_job(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    """True for an edited copy that has kept neither the name nor the words, where each says something that the other does not."""
    code = owner.kind in FUNCTIONS and copy.kind in FUNCTIONS
    if not code or signals.alignment >= KEPT_TOKENS or telling_parts(owner.name) == telling_parts(copy.name):
        return False
    most = max(signals.words, words_back(owner, copy, weights))
    if signals.telling < RARE and _says_other_texts(owner, copy):
        return True
    if min(owner.fingerprint.size, copy.fingerprint.size) < SMALL and most < SMALL_WORDS:
        return True
    return _are_other_methods(owner, copy) and signals.words < METHOD_WORDS and most < METHOD_MOST


def _says_other_texts(owner: Unit, copy: Unit) -> bool:
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (owner, copy))
    return len(mine & theirs) < TEXTS * min(len(mine), len(theirs))


def _are_other_methods(owner: Unit, copy: Unit) -> bool:
    """True for methods of two types under two names: no interface asks for both, and nobody can call the one in place of the other."""
    if not (owner.kind is copy.kind is UnitKind.METHOD):
        return False
    parts, others = telling_parts(owner.name), telling_parts(copy.name)
    return owner.scope.rpartition(".")[2] != copy.scope.rpartition(".")[2] or not (parts <= others or others <= parts)

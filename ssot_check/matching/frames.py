"""Pairs that stand on one frame: tables of the same keys, classes of one kind, calls of one action, services of one file.

They are written alike because what reads them asks for that form. What one of them says is its own, so an edited copy must say what the
owner says and not only have its form. Measured on judged findings in public code (benchmarks/real/README.md).
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching.similarity import Signals, measure
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.unit import Trait, Unit, UnitKind

MIN_ARGUMENTS: Final = 0.85
"""Two uses of one action or workflow are one call when so much of what one of both hands over is handed over by the other."""
MIN_KEYED: Final = 0.75
"""Tables under other names have the same keys for other values, unless so much of what the copy says is the owner's too."""
MIN_SIBLING: Final = 0.75
"""Classes of other names, or of one base, repeat each other's frame: where less is equal, the methods that were pasted are told."""
MIN_SERVICE: Final = 0.50
"""Config blocks of other names start another program, unless so much of what one of both says is said by the other."""


def is_twin(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    """True for an edited copy that shares the owner's frame and too little of what stands in it."""
    strangers = not telling_parts(owner.name) & telling_parts(copy.name)
    if owner.kind is UnitKind.CLASS:
        return (strangers or bool(set(owner.bases) & set(copy.bases))) and signals.statements < MIN_SIBLING
    if owner.kind is UnitKind.TABLE:
        return strangers and _words_back(owner, copy, weights) < MIN_KEYED
    if owner.kind is UnitKind.CONFIG:
        said = max(signals.words, _words_back(owner, copy, weights))
        return said < MIN_ARGUMENTS if Trait.DELEGATE in owner.traits else strangers and said < MIN_SERVICE
    return False


def _words_back(owner: Unit, copy: Unit, weights: Weights) -> float:
    """Weighted share of the copy's words that the owner has."""
    return measure(copy, owner, weights).words

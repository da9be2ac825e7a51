"""How likely a maintainer calls an edited copy one: a second opinion on what the score lets through.

The score is fitted on planted copies and says how much of the owner stands again. Whether that is worth a report is another question, and
people answered it: for each edited copy in public code that the tool reported, one reader noted true, unsure or false
(`benchmarks/real/near_copies.csv`). A logistic regression over four numbers of those pairs gives the confidence; what stays below the
least one is a hint, which is counted and shown only on demand.
"""

from __future__ import annotations

from math import exp, log
from typing import Final

from ssot_check.matching.similarity import Signals
from ssot_check.model.unit import Unit, UnitKind

MIN_CONFIDENCE: Final = 0.80
MIN_METHOD: Final = 30
"""Nobody can call the small method of a strange class: an exact copy of it asks for a common base, and is not worth one."""
USUAL_SIZE: Final = 60
LARGE: Final = 200
"""From so many tokens on more of them make no pair more likely."""
# The output of benchmarks/real/fit_confidence.py; a test holds both together.
INTERCEPT: Final = 1.45
SIZE, STATEMENTS, WORDS, CONTAINMENT = 1.20, 1.01, 0.90, 1.25
MIDDLE: Final = 0.7
_LITERAL: Final = frozenset((UnitKind.TABLE, UnitKind.CONFIG))


def confidence(owner: Unit, signals: Signals) -> float:
    """Estimated share, in 0..1, of maintainers who would agree that such an edited copy is one."""
    linear = (
        INTERCEPT
        + SIZE * log(min(owner.fingerprint.size, LARGE) / USUAL_SIZE)
        + STATEMENTS * (signals.statements - MIDDLE)
        + WORDS * (signals.words - MIDDLE)
        + CONTAINMENT * (signals.containment - MIDDLE)
    )
    return 1.0 / (1.0 + exp(-linear))


def is_loose(owner: Unit, signals: Signals) -> bool:
    """True for an edited copy of code that too few would call one. Tables and config blocks have other numbers, and are not asked."""
    return owner.kind not in _LITERAL and confidence(owner, signals) < MIN_CONFIDENCE


def is_small_method(owner: Unit, unit: Unit) -> bool:
    """True for a copied method that is too small to be worth a base class."""
    return owner.kind is unit.kind is UnitKind.METHOD and owner.fingerprint.size < MIN_METHOD

"""The owned units nearest to one unit: the comparison of the search, without its floor for reporting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.matching.haystack import Haystack, Owned
from ssot_check.matching.refusals import comparable
from ssot_check.matching.similarity import align, measure, score
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import dataclass
from ssot_check.model.match import Alignment
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit

FLOOR: Final = 0.30
"""A person looks at what is asked for, so much less than a finding needs is worth showing."""

_WORDS: Final = 0.8
_LEAST_TELLING: Final = 0.25


@dataclass(frozen=True, slots=True)
class Near:
    """An owned unit, how like it is in 0..1, and the statements and words that say so."""

    owned: Owned
    score: float
    alignment: Alignment


def nearest(hay: Haystack, weights: Weights, owned: Sequence[Owned], unit: Unit, file: ParsedFile) -> list[Near]:
    """Owned units like `unit` in text or in vocabulary, best first; a unit is never like itself."""
    found = []
    for item in owned:
        itself = item.unit.location.contains(unit.location) or unit.location.contains(item.unit.location)
        if itself or item.family != hay.family(file) or not comparable(item.unit, item.file, unit, file):
            continue
        value = _likeness(item.unit, unit, weights)
        if value >= FLOOR:
            found.append(Near(item, round(value, 2), align(item.unit, unit, weights)))
    return sorted(found, key=lambda near: (-near.score, near.owned.unit.location))


def _likeness(owner: Unit, unit: Unit, weights: Weights) -> float:
    ours, theirs = owner.fingerprint, unit.fingerprint
    if ours.exact == theirs.exact or ours.renamed == theirs.renamed:
        return 1.0
    signals = measure(owner, unit, weights)
    return max(score(signals), _WORDS * signals.words if signals.telling >= _LEAST_TELLING else 0.0)

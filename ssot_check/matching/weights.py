"""How rare features and words are in this repository: inverse document frequencies.

What every unit has weighs nothing (Spärck Jones, "A statistical interpretation of term specificity", 1972). That is
how boilerplate drops out of the comparison without a list of boilerplate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from typing import Final

from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.model.unit import Unit

COMMON_SHARE: Final = 0.02
"""What stands in more than this share of all units (and in more than COMMON_COUNT) tells nothing about purpose."""
COMMON_COUNT: Final = 24
PAIR: Final = 2
"""An owner and its copy: nothing that two units share can be rarer."""


class Weights:
    """Document frequencies over all units of a run. Features are counted only where an owner has them.

    Units that are equal after renaming count as one: else a clone would make its own words common, and the more often
    it was pasted the less would be found. Units too small to be copies are idioms, and each of them counts.
    """

    def __init__(self, units: Iterable[Unit], features: Iterable[int]) -> None:
        counted = dict.fromkeys(features, 0)
        words: Counter[str] = Counter()
        seen: set[str] = set()
        total = 0
        for unit in units:
            total += 1
            if unit.fingerprint.size >= DEFAULT_MIN_TOKENS:
                if unit.fingerprint.renamed in seen:
                    continue
                seen.add(unit.fingerprint.renamed)
            words.update(unit.fingerprint.words)
            for feature in unit.fingerprint.features:
                if feature in counted:
                    counted[feature] += 1
        self.total = total
        self._features = counted
        self._words = words
        self._common = max(COMMON_COUNT, int(total * COMMON_SHARE))
        self._table = [min(1.0, log(self._common / max(1, count)) / log(self._common / PAIR)) for count in range(self._common)]

    def frequency(self, feature: int) -> int:
        """In how many units the feature stands."""
        return self._features.get(feature, 0)

    def feature(self, feature: int) -> float:
        """Weight of a feature: 1 when it stands in two units or fewer, falling to 0 for what is common."""
        return self._weight(self._features.get(feature, 0))

    def word(self, word: str) -> float:
        """Weight of a word, likewise."""
        return self._weight(self._words.get(word, 0))

    def _weight(self, frequency: int) -> float:
        return self._table[frequency] if frequency < self._common else 0.0

    def informative(self, words: Iterable[str]) -> list[str]:
        """The words that tell about purpose, rarest first, ties by text."""
        telling = [word for word in words if self._words.get(word, 0) <= self._common]
        return sorted(telling, key=lambda word: (self._words.get(word, 0), word))

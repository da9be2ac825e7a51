"""How rare features and words are in this repository: inverse document frequencies.

What every unit has weighs nothing (Spärck Jones, "A statistical interpretation of term specificity", 1972). That is
how boilerplate drops out of the comparison without a list of boilerplate.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final, NamedTuple, TypeVar

from ssot_check.matching.haystack import Haystack
from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.model.unit import Fingerprint, Unit, UnitKind

Key = TypeVar("Key", int, str)
COMMON_SHARE: Final = 0.02
"""What stands in more than this share of all units (and in more than COMMON_COUNT) tells nothing about purpose."""
COMMON_COUNT: Final = 24
_GROUP: Final = {UnitKind.FUNCTION: "code", UnitKind.METHOD: "code", UnitKind.CLASS: "code"}
PAIR: Final = 2
"""An owner and its copy: nothing that two units share can be rarer."""


def weigh(hay: Haystack, asked: Sequence[Unit]) -> Mapping[str, Weights]:
    """The weights of every language family of the run; only features of `asked` units are counted.

    By family, so that what is common in a repository's shell scripts has no say in what is rare in its Python.
    """
    units: dict[str, list[Unit]] = defaultdict(list)
    for path in sorted(hay.files):
        units[hay.family(hay.files[path])].extend(hay.files[path].units)
    features = {feature for unit in asked for feature in unit.fingerprint.features}
    return {family: Weights(units[family], features) for family in sorted(units)}


class Weighed(NamedTuple):
    """Weights in the order of a fingerprint's features and words."""

    features: array[float]
    words: array[float]


class Weights:
    """Document frequencies over the units of one language family. Features are counted only where they are asked for.

    Units that are equal after renaming count as one: else a clone would make its own words common, and the more often
    it was pasted the less would be found. Units too small to be copies are idioms, and each of them counts.

    What is common among units of one kind is common: a module sets up its logger once, which is rare among its functions
    and in every script block. So the share counts within functions, script blocks, tables and config blocks
    apart, and the highest one decides (a class is its methods, and counts with them).
    """

    def __init__(self, units: Iterable[Unit], features: Iterable[int]) -> None:
        groups: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            groups[_GROUP.get(unit.kind, unit.kind.value)].append(unit)
        asked = frozenset(features)
        self.total = sum(map(len, groups.values()))
        common = max(COMMON_COUNT, int(self.total * COMMON_SHARE))
        self._features: dict[int, int] = dict.fromkeys(asked, 0)
        self._words: dict[str, int] = {}
        for name in sorted(groups):
            shared_by = max(COMMON_COUNT, int(len(groups[name]) * COMMON_SHARE))
            counted, words = _count(groups[name], asked)
            _raise(self._features, counted, common / shared_by)
            _raise(self._words, words, common / shared_by)
        self._common = common
        self._table = [min(1.0, log(common / max(1, count)) / log(common / PAIR)) for count in range(common)]

        self._weighed: dict[int, tuple[Fingerprint, Weighed]] = {}

    def weighed(self, fingerprint: Fingerprint) -> Weighed:
        """The weights of all features and words of a fingerprint; an owner is measured against many units."""
        if id(fingerprint) not in self._weighed:  # the fingerprint is kept beside them, so that no other one can get its number
            features, words = map(self.feature, fingerprint.features), map(self.word, fingerprint.words)
            self._weighed[id(fingerprint)] = fingerprint, Weighed(array("d", features), array("d", words))
        return self._weighed[id(fingerprint)][1]

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


def _count(units: Iterable[Unit], asked: frozenset[int]) -> tuple[Counter[int], Counter[str]]:
    """In how many units each asked feature stands, and each word."""
    features: Counter[int] = Counter()
    words: Counter[str] = Counter()
    seen: set[str] = set()
    for unit in units:
        if unit.fingerprint.size >= DEFAULT_MIN_TOKENS:
            if unit.fingerprint.renamed in seen:
                continue
            seen.add(unit.fingerprint.renamed)
        words.update(unit.fingerprint.words)
        features.update(asked.intersection(unit.fingerprint.features))
    return features, words


def _raise(frequencies: dict[Key, int], counted: Mapping[Key, int], scale: float) -> None:
    """Keep the higher frequency. What two units share stays rare, whatever the scale."""
    for key, count in counted.items():
        scaled = count if count <= PAIR else int(count * scale)
        if scaled > frequencies.get(key, 0):
            frequencies[key] = scaled

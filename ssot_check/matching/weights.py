"""How rare features and words are in this repository: inverse document frequencies.

What every unit has weighs nothing (Spärck Jones, "A statistical interpretation of term specificity", 1972). That is
how boilerplate drops out of the comparison without a list of boilerplate.

Frequencies are taken in steps of half an octave, numbers of units in steps of an eighth: then one more unit in the repository moves few
weights or none, and what was compared by the others need not be compared again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import Final, NamedTuple, TypeVar

from ssot_check.matching.haystack import Haystack
from ssot_check.matching.tally import Tally, tallied
from ssot_check.model.unit import Fingerprint, Unit

Key = TypeVar("Key", int, str)
COMMON_SHARE: Final = 0.02
"""What stands in more than this share of all units (and in more than COMMON_COUNT) tells nothing about purpose."""
COMMON_COUNT: Final = 24
PAIR: Final = 2
"""An owner and its copy: nothing that two units share can be rarer."""
_LARGEST: Final = 1 << 40


def _steps(to_octave: int) -> list[int]:
    """The least whole number of every step of the scale, ascending."""
    found, number = [1], 1
    while found[-1] < _LARGEST:
        number += 1
        least = int(2 ** (number / to_octave)) + (number % to_octave > 0)
        if least > found[-1]:
            found.append(least)
    return found


_FREQUENCIES: Final = _steps(2)
_TOTALS: Final = _steps(8)


def stepped(count: int) -> int:
    """The number of units that stands for its step of the scale: the least of it."""
    return _TOTALS[bisect_right(_TOTALS, count) - 1] if count > 0 else 0


def middle(frequency: int) -> float:
    """The frequency that stands for its step: the middle of it on the scale of logarithms."""
    if frequency <= PAIR:
        return float(frequency)
    place = bisect_right(_FREQUENCIES, frequency)
    return sqrt(_FREQUENCIES[place - 1] * (_FREQUENCIES[place] - 1))


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
    """Weights in the order of a fingerprint's features and words, and what each of the two add up to."""

    features: array[float]
    words: array[float]
    features_total: float
    words_total: float


class Held(NamedTuple):
    """Features and words of a fingerprint, to be asked for."""

    features: frozenset[int]
    words: frozenset[str]


class Weights:
    """Document frequencies over the units of one language family. Features are counted only where they are asked for.

    Units that are equal after renaming count as one, with the words of all of them: else a clone would make its own words common, and
    the more often it was pasted the less would be found. Units too small to be copies are idioms, and each of them counts.

    What is common among units of one kind is common: a module sets up its logger once, which is rare among its functions
    and in every script block. So the share counts within functions, script blocks, tables and config blocks
    apart, and the highest one decides (a class is its methods, and counts with them).
    """

    def __init__(self, units: Iterable[Unit], features: Iterable[int]) -> None:
        asked = frozenset(features)
        self._set(tallied(units, asked))

    @classmethod
    def counted(cls, tallies: Mapping[str, Tally]) -> Weights:
        """The weights that follow from sums which are known already."""
        weights = cls((), ())
        weights._set(tallies)
        return weights

    def _set(self, tallies: Mapping[str, Tally]) -> None:
        self.total = stepped(sum(tally.units for tally in tallies.values()))
        common = max(COMMON_COUNT, int(self.total * COMMON_SHARE))
        self._features: dict[int, int] = {}
        self._words: dict[str, int] = {}
        for name in sorted(tallies):
            shared_by = max(COMMON_COUNT, int(stepped(tallies[name].units) * COMMON_SHARE))
            _raise(self._features, tallies[name].features, common / shared_by)
            _raise(self._words, tallies[name].words, common / shared_by)
        self._steps = [middle(count) for count in range(2 * common)]
        self._table = [_weight(count, common) for count in self._steps]
        self._weighed: dict[int, tuple[Fingerprint, Weighed]] = {}
        self._held: tuple[Fingerprint, Held] | None = None

    def weighed(self, fingerprint: Fingerprint) -> Weighed:
        """The weights of all features and words of a fingerprint; an owner is measured against many units."""
        if id(fingerprint) not in self._weighed:  # the fingerprint is kept beside them, so that no other one can get its number
            features = array("d", map(self.feature, fingerprint.features))
            words = array("d", map(self.word, fingerprint.words))
            self._weighed[id(fingerprint)] = fingerprint, Weighed(features, words, added(features), added(words))
        return self._weighed[id(fingerprint)][1]

    def held(self, fingerprint: Fingerprint) -> Held:
        """What a fingerprint has, as sets. One unit is measured against several owners in a row, so the last answer is kept."""
        if self._held is None or self._held[0] is not fingerprint:
            self._held = fingerprint, Held(frozenset(fingerprint.features), frozenset(fingerprint.words))
        return self._held[1]

    def frequency(self, feature: int) -> float:
        """In how many units the feature stands, by steps."""
        return self._step(self._features.get(feature, 0))

    def feature(self, feature: int) -> float:
        """Weight of a feature: 1 when it stands in two units or fewer, falling to 0 for what is common."""
        return self._weight(self._features.get(feature, 0))

    def word(self, word: str) -> float:
        """Weight of a word, likewise."""
        return self._weight(self._words.get(word, 0))

    def informative(self, words: Iterable[str]) -> list[str]:
        """The words that tell about purpose, rarest first, ties by text."""
        telling = [word for word in words if self.word(word) > 0.0]
        return sorted(telling, key=lambda word: (self._step(self._words.get(word, 0)), word))

    def _step(self, frequency: int) -> float:
        return self._steps[frequency] if frequency < len(self._steps) else middle(frequency)

    def _weight(self, frequency: int) -> float:
        return self._table[frequency] if frequency < len(self._table) else 0.0


def added(values: Iterable[float]) -> float:
    """Their sum, added up one by one: `sum` rounds otherwise in newer Pythons."""
    total = 0.0
    for value in values:
        total += value
    return total


def _weight(frequency: float, common: int) -> float:
    return max(0.0, min(1.0, log(common / max(1.0, frequency)) / log(common / PAIR)))


def _raise(frequencies: dict[Key, int], counted: Mapping[Key, int], scale: float) -> None:
    """Keep the higher frequency. What two units share stays rare, whatever the scale."""
    for key, count in counted.items():
        scaled = count if count <= PAIR else int(count * scale)
        if scaled > frequencies.get(key, 0):
            frequencies[key] = scaled

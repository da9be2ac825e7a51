"""How rare features and words are in this repository: inverse document frequencies.

What every unit has weighs nothing (Spärck Jones, "A statistical interpretation of term specificity", 1972). That is
how boilerplate drops out of the comparison without a list of boilerplate.

Frequencies and numbers of units are taken in steps (`matching.steps`), and what was asked is remembered: where none of it moved, what was
compared need not be compared again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress, repeat
from math import log
from typing import Final, NamedTuple, TypeVar

from ssot_check.matching.candidates import Rarity
from ssot_check.matching.haystack import Haystack
from ssot_check.matching.steps import PAIR, added, middle, middles, stepped
from ssot_check.matching.tally import Counts, Keys, Tally, counts, tallied
from ssot_check.model.unit import Fingerprint, Unit

Key = TypeVar("Key", int, str)
COMMON_SHARE: Final = 0.02
"""What stands in more than this share of all units (and in more than COMMON_COUNT) tells nothing about purpose."""
COMMON_COUNT: Final = 24


def weigh(hay: Haystack, asked: Sequence[Unit]) -> Mapping[str, Weights]:
    """The weights of every language family of the run; only features of `asked` units are counted.

    By family, so that what is common in a repository's shell scripts has no say in what is rare in its Python.
    """
    units: dict[str, list[Unit]] = defaultdict(list)
    for path in sorted(hay.files):
        units[hay.family(hay.files[path])].extend(hay.files[path].units)
    features = {feature for unit in asked for feature in unit.fingerprint.features}
    return {family: Weights(units[family], features) for family in sorted(units)}


def summed(hay: Haystack, weights: Mapping[str, Weights], owned: Iterable[Unit]) -> dict[str, Counts]:
    """The sums of every family of which anything was asked: what was weighed, and all that is said by `owned`."""
    said = frozenset(word for unit in owned for word in unit.fingerprint.words)
    found = {}
    for family in sorted(weights):
        tallies = weights[family].tallies
        if any(tally.features for tally in tallies.values()):
            files = (hay.files[path] for path in sorted(hay.files))
            units = [unit for file in files if hay.family(file) == family for unit in file.units]
            found[family] = counts(units, tallies, said | weights[family].asked, weights[family].stems)
    return found


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

    `tallies` are the sums that all follows from, `asked` the words whose weights somebody wanted to know. `stems` says in how many
    of the functions each stem stands, where the search has counted them.
    """

    def __init__(self, units: Iterable[Unit], features: Iterable[int]) -> None:
        self._set(tallied(units, frozenset(features)))

    @classmethod
    def counted(cls, tallies: Mapping[str, Tally]) -> Weights:
        """The weights that follow from sums which are known already."""
        weights = cls((), ())
        weights._set(tallies)
        return weights

    def _set(self, tallies: Mapping[str, Tally]) -> None:
        self.tallies = tallies
        self.asked: set[str] = set()
        self.stems: Mapping[str, int] | None = None
        self.total = stepped(sum(tally.units for tally in tallies.values()))
        common = max(COMMON_COUNT, int(self.total * COMMON_SHARE))
        self._features: dict[int, int] = {}
        self._words: dict[str, int] = {}
        self._scales = {name: common / max(COMMON_COUNT, int(stepped(tallies[name].units) * COMMON_SHARE)) for name in sorted(tallies)}
        for name, scale in self._scales.items():
            _raise(self._features, tallies[name].features, scale)
            _raise(self._words, tallies[name].words, scale)
        self._common = common
        self._steps, self._counted = _scale(common)
        self._weighed: dict[int, tuple[Fingerprint, Weighed]] = {}
        self._held: tuple[Fingerprint, Held] | None = None

    def weighed(self, fingerprint: Fingerprint) -> Weighed:
        """The weights of all features and words of a fingerprint; an owner is measured against many units."""
        if id(fingerprint) not in self._weighed:  # the fingerprint is kept beside them, so that no other one can get its number
            features = array("d", _weights_of(self._features, self._counted, fingerprint.features))
            words = array("d", self.words(fingerprint.words))
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
        return self._counted.get(self._features.get(feature, 0), 0.0)

    def rarity(self, cap: int) -> Rarity[int]:
        """Features that stand in at most `cap` units, by steps."""
        return Rarity(self.frequency, cap, partial(_weights_of, self._features, _rare(self._common, cap)))

    def word(self, word: str) -> float:
        """Weight of a word, likewise."""
        self.asked.add(word)
        return self._weight_of(word)

    def words(self, words: Iterable[str]) -> Iterable[float]:
        """The weights of words, in their order."""
        wanted = tuple(words)
        self.asked.update(wanted)
        return _weights_of(self._words, self._counted, wanted)

    def informative(self, words: Iterable[str]) -> list[str]:
        """The words that tell about purpose, rarest first, ties by text."""
        asked = tuple(words)
        telling = compress(asked, self.words(asked))
        return sorted(telling, key=lambda word: (self._step(self._words.get(word, 0)), word))

    def agrees(self, other: Weights, features: Iterable[int], words: Iterable[str]) -> bool:
        """True when both weigh these features and words alike, and all others that count alike in both."""
        return (
            self.total == other.total
            and self._scales == other._scales
            and all(self.frequency(feature) == other.frequency(feature) for feature in features)
            and all(self._step(self._words.get(word, 0)) == self._step(other._words.get(word, 0)) for word in words)
        )

    def stirred(self, before: Weights, features: Iterable[int], caps: Iterable[int]) -> frozenset[int]:
        """Those of the features of which whoever weighs them is told something else than `before`, or that passed one of the `caps`."""
        said = tuple(caps)
        return frozenset(key for key in features if any(self._said(key, cap) != before._said(key, cap) for cap in said))

    def order_alike(self, before: Weights, words: Iterable[str]) -> bool:
        """True when these words weigh what they weighed `before`, and stand in the order in which they stood."""
        return all(
            self._weight_of(key) == before._weight_of(key)
            and (not self._weight_of(key) or self._step(self._words.get(key, 0)) == self._step(before._words.get(key, 0)))
            for key in words
        )

    def moved(self, before: Weights, cap: int) -> Keys | None:
        """What weighs otherwise than `before`, or came to stand in more than `cap` units, or in no more; None where all may have moved.

        Of words only those count that somebody asked before.
        """
        if self.total != before.total or self._scales != before._scales:
            return None
        features = {feature for feature, _ in self._features.items() ^ before._features.items()}
        words = {word for word, count in before._words.items() if self._words.get(word, 0) != count}
        return Keys(
            frozenset(feature for feature in features if self._said(feature, cap) != before._said(feature, cap)),
            frozenset(word for word in words if self._weight_of(word) != before._weight_of(word)),
        )

    def _said(self, feature: int, cap: int) -> tuple[float, bool]:
        return self.feature(feature), self.frequency(feature) <= cap

    def _weight_of(self, word: str) -> float:
        return self._counted.get(self._words.get(word, 0), 0.0)

    def _step(self, frequency: int) -> float:
        return self._steps[frequency] if frequency < len(self._steps) else middle(frequency)


def _weights_of(frequencies: Mapping[Key, int], weights: Mapping[int, float], keys: Iterable[Key]) -> Iterable[float]:
    """The weights of keys in their order, without a Python call for each."""
    return map(weights.get, map(frequencies.get, keys, repeat(0)), repeat(0.0))


@lru_cache(maxsize=16)
def _scale(common: int) -> tuple[Sequence[float], Mapping[int, float]]:
    """The steps of all counts below twice the `common` one, and the weights of those that weigh anything: the same for every weighing."""
    steps = middles(2 * common)
    known = {step: _weight(step, common) for step in dict.fromkeys(steps)}
    return steps, {count: weight for count, step in enumerate(steps) if (weight := known[step])}


@lru_cache(maxsize=16)
def _rare(common: int, cap: int) -> Mapping[int, float]:
    """The weights of the counts of which the step is at most `cap`."""
    steps, counted = _scale(common)
    return {count: weight for count, weight in counted.items() if steps[count] <= cap}


def _weight(frequency: float, common: int) -> float:
    return max(0.0, min(1.0, log(common / max(1.0, frequency)) / log(common / PAIR)))


def _raise(frequencies: dict[Key, int], counted: Mapping[Key, int], scale: float) -> None:
    """Keep the higher frequency. What two units share stays rare, whatever the scale."""
    for key, count in counted.items():
        scaled = count if count <= PAIR else int(count * scale)
        if scaled > frequencies.get(key, 0):
            frequencies[key] = scaled

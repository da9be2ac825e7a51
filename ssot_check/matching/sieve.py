"""Which units of a whole repository might be copies of a few owners that changed, told by sketches of them: next to none has to be made.

What falls through is never too little. The limits are those by which `search` and `rewrites` choose what they measure, and a feature of
which it is not known yet in how many units it stands weighs as much as any can. What a new rule of theirs lets become a match must be
let through here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from ssot_check.matching.candidates import MIN_RARE_SHARE
from ssot_check.matching.haystack import Owned
from ssot_check.matching.jobs import Jobs, Said, does_job_of, mean, stems, stems_of
from ssot_check.matching.known import known_jobs
from ssot_check.matching.near import bears_name
from ssot_check.matching.rewrites import MAX_JOB_RATIO, MAX_SIZE_RATIO, MIN_KIND_SHARE, MIN_SAME_STEMS, MIN_STEMS, is_asked
from ssot_check.matching.search import rare_cap
from ssot_check.matching.tally import Counts, Tally, group_of, is_one_with_clones
from ssot_check.matching.weights import Weights
from ssot_check.model.sketch import Sketch
from ssot_check.model.unit import FUNCTIONS

Key = TypeVar("Key", int, str)
_SLACK: Final = 1e-6
"""Sums of floats differ in their last digits with the order; what is that near to a limit is let through."""


class _Wanted(NamedTuple):
    """Of one owner: its size and kind, whether it is a test, what it needs of each sort, and what its stems say."""

    size: int
    test: bool
    features: float
    words: float
    stems: float
    said: Said


class Sieve:
    """The changed owners of one family, to be held against sketches, with the sums of now.

    `unknown` are the features of which the sums say nothing: in how many units they stand is counted as the sketches pass by.
    """

    def __init__(self, owned: Sequence[Owned], counts: Counts) -> None:
        self._counts = counts
        self._jobs = Jobs(counts.stems, counts.functions)
        weights = Weights.counted(counts.groups)
        known = [tally.features for tally in counts.groups.values()]
        said = {feature for item in owned for feature in item.unit.fingerprint.features}
        self.unknown = frozenset(feature for feature in said if not any(feature in features for features in known))
        self._features: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self._words: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._wanted = [self._want(number, item, weights) for number, item in enumerate(owned)]
        self._rare = frozenset(self._features)
        self._told = _Told(self._stems)
        self._tests = {item.file.test for item in owned}
        self._digests = {digest for item in owned for digest in (item.unit.fingerprint.exact, item.unit.fingerprint.renamed)}
        self._names = {item.unit.name for item in owned if bears_name(item.unit)}
        self._seen: set[tuple[str, str]] = set()
        self._counted: dict[str, Counter[int]] = defaultdict(Counter)
        self.is_open = any(known_jobs(item.unit) for item in owned)
        """True when an owner does a well-known job: who does it, too, no sketch can tell."""

    def _want(self, number: int, item: Owned, weights: Weights) -> _Wanted:
        unit = item.unit
        keys = tuple(unit.fingerprint.features)
        rare = dict(zip(keys, weights.rarity(rare_cap(weights)).rares(keys), strict=True))
        heavy = sum(weight for key, weight in rare.items() if key not in self.unknown)
        for key, weight in rare.items():
            if key in self.unknown or weight or (not heavy and weights.frequency(key) <= rare_cap(weights)):
                self._features[key].append((number, 1.0 if key in self.unknown else weight))
        telling = weights.informative(unit.fingerprint.words) if unit.kind in FUNCTIONS else []
        spoken = dict(zip(telling, weights.words(telling), strict=True))
        for word, weight in spoken.items():
            self._words[word].append((number, weight))
        named = stems(unit) if is_asked(item) else frozenset[str]()
        said = self._jobs.said(named)
        for stem in said.stems:
            self._stems[stem].append((number, self._jobs.rarity(stem)))
        shares = MIN_RARE_SHARE * heavy, MIN_KIND_SHARE * sum(spoken.values()), MIN_SAME_STEMS * said.weight
        return _Wanted(unit.fingerprint.size, item.file.test, *shares, said)

    def count(self, units: Iterable[Sketch]) -> None:
        """Note which of the unknown features stand in these units: all of the family must pass by, each once."""
        for unit in units:
            found = self.unknown.intersection(unit.features)
            if not found:
                continue
            kind = group_of(unit.kind)
            if is_one_with_clones(unit.size):
                if (kind, unit.renamed) in self._seen:
                    continue
                self._seen.add((kind, unit.renamed))
            self._counted[kind].update(found)

    def counts(self) -> Counts:
        """The sums with what was noted."""
        nothing: Mapping[int, int] = {}
        groups = {
            name: Tally(tally.units, {**tally.features, **self._counted.get(name, nothing)}, tally.words)
            for name, tally in self._counts.groups.items()
        }
        return Counts(groups, self._counts.stems, self._counts.functions, self._counts.marks)

    def lets_through(self, unit: Sketch, *, test: bool) -> bool:
        """True when the unit might be a copy of one of the owners."""
        if test not in self._tests:
            return False
        if unit.exact in self._digests or unit.renamed in self._digests or unit.name in self._names:
            return True
        if self._shares_features(unit):
            return True
        return does_job_of(unit.kind, unit.size, unit.statements) and (self._shares_words(unit) or (not test and self._does_the_job(unit)))

    def _shares_features(self, unit: Sketch) -> bool:
        shared = _added(self._features, self._rare.intersection(unit.features))
        return any(weight >= self._wanted[number].features - _SLACK for number, weight in shared.items())

    def _shares_words(self, unit: Sketch) -> bool:
        if unit.kind not in FUNCTIONS:
            return False
        shared = _added(self._words, self._words.keys() & unit.words)
        return any(
            weight >= self._wanted[number].words - _SLACK and _is_of_size(self._wanted[number].size, unit.size, MAX_SIZE_RATIO)
            for number, weight in shared.items()
        )

    def _does_the_job(self, unit: Sketch) -> bool:
        if not self._stems:
            return False
        told = self._told
        shared = _added(self._stems, {stem for word in (unit.name, *unit.words, *unit.calls) for stem in told[word]})
        likely = [
            wanted
            for number, weight in shared.items()
            if weight >= (wanted := self._wanted[number]).stems - _SLACK and _is_of_size(wanted.size, unit.size, MAX_JOB_RATIO)
        ]
        if not likely:
            return False
        said = self._jobs.said(frozenset(stem for word in (unit.name, *unit.words, *unit.calls) for stem in stems_of(word)))
        return any(mean(*self._jobs.shares(wanted.said, said)) >= MIN_STEMS - _SLACK for wanted in likely)


class _Told(dict[str, tuple[str, ...]]):
    """Which of the wanted stems a word says: a repository says few different words, and says them in every unit."""

    def __init__(self, stems_wanted: Mapping[str, object]) -> None:
        super().__init__()
        self._wanted = frozenset(stems_wanted)

    def __missing__(self, word: str) -> tuple[str, ...]:
        self[word] = found = tuple(self._wanted.intersection(stems_of(word)))
        return found


def _added(weights: Mapping[Key, Sequence[tuple[int, float]]], keys: Iterable[Key]) -> Mapping[int, float]:
    """What the owners' keys weigh of which these are some, by the number of the owner."""
    found: dict[int, float] = defaultdict(float)
    for key in keys:
        for number, weight in weights[key]:
            found[number] += weight
    return found


def _is_of_size(one: int, other: int, ratio: float) -> bool:
    return one <= ratio * other + 1 and other <= ratio * one + 1

"""In how many units features and words stand, as sums that a changed file can be taken out of and put into.

Weights follow from these sums alone, so whoever keeps them can weigh a repository of which only a few files were read again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final

from ssot_check.matching.jobs import stems
from ssot_check.model.dataclass import dataclass
from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.model.unit import FUNCTIONS, Fingerprint, Unit, UnitKind

_GROUP: Final = {UnitKind.FUNCTION: "code", UnitKind.METHOD: "code", UnitKind.CLASS: "code"}
_MARK_DIGITS: Final = 12
"""Hexadecimal digits of a digest that are kept: enough to tell that there is no second one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one kind of units: how many there are, and in how many of them each feature and each word stands."""

    units: int
    features: Mapping[int, int]
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Keys:
    """Features and words of which somebody may ask how often they stand anywhere."""

    features: frozenset[int]
    words: frozenset[str]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Keys:
        """Those of these units."""
        features: set[int] = set()
        words: set[str] = set()
        for unit in units:
            features.update(unit.fingerprint.features)
            words.update(unit.fingerprint.words)
        return cls(frozenset(features), frozenset(words))


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums of one language family: a tally for each kind of units, and in how many of its `functions` each stem stands.

    `marks` are the beginnings of the digests of all units that count as one with their clones, ascending, clones included.
    """

    groups: Mapping[str, Tally]
    stems: Mapping[str, int]
    functions: int
    marks: tuple[int, ...]

    def moved(self, before: Sequence[Unit], after: Sequence[Unit]) -> Counts | None:
        """The sums with the units `after` in the place of `before`; None when a clone is among those that came or went."""
        keys = self._asked((*before, *after))
        gone, come = Counter(map(_identity, before)), Counter(map(_identity, after))
        left = _first((gone - come).elements(), before)
        new = _first((come - gone).elements(), after)
        if not _are_single(left, new, self._marked):
            return None
        tallies = dict(self.groups)
        for name in sorted({group(unit) for unit in (*before, *after)}):
            old = tallies.get(name, Tally(0, {}, {}))
            grown = sum(group(unit) == name for unit in after) - sum(group(unit) == name for unit in before)
            tallies[name] = _shifted(old, grown, _of(left, name), _of(new, name), keys)
        counted = Counter(self.stems)
        counted.subtract(stemmed(before))
        counted.update(stemmed(after))
        functions = self.functions + sum(unit.kind in FUNCTIONS for unit in after) - sum(unit.kind in FUNCTIONS for unit in before)
        return Counts(tallies, {stem: count for stem, count in counted.items() if count > 0}, functions, ())

    def _asked(self, units: Iterable[Unit]) -> Keys:
        """What of these units anybody asks for: only that was counted, and each of it stands somewhere."""
        tallies, keys = self.groups.values(), Keys.of(units)
        return Keys(
            frozenset(feature for feature in keys.features if any(feature in tally.features for tally in tallies)),
            frozenset(word for word in keys.words if any(word in tally.words for tally in tallies)),
        )

    def _marked(self, renamed: str) -> int:
        mark = int(renamed[:_MARK_DIGITS], 16)
        return bisect_right(self.marks, mark) - bisect_left(self.marks, mark)


def stemmed(units: Iterable[Unit]) -> Counter[str]:
    """In how many of the functions among these units each stem stands."""
    found: Counter[str] = Counter()
    for unit in units:
        if unit.kind in FUNCTIONS:
            found.update(stems(unit))
    return found


def group(unit: Unit) -> str:
    """The kind of units that it counts with: what is common among them is common. A class is its methods, and counts with them."""
    return _GROUP.get(unit.kind, unit.kind.value)


def tallied(units: Iterable[Unit], features: frozenset[int]) -> Mapping[str, Tally]:
    """The tally of each kind of units; of features only the given ones are counted, of words all."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[group(unit)].append(unit)
    return {name: _tally(groups[name], features) for name in sorted(groups)}


def counts(units: Sequence[Unit], tallies: Mapping[str, Tally], words: AbstractSet[str], known: Mapping[str, int] | None = None) -> Counts:
    """The sums over all units of a language family; of the words in `tallies` only those given are kept.

    `known` is what `stemmed` says of them, where somebody asked it before.
    """
    kept = {
        name: Tally(item.units, item.features, {word: item.words[word] for word in words & item.words.keys()})
        for name, item in tallies.items()
    }
    functions = sum(unit.kind in FUNCTIONS for unit in units)
    marks = sorted(int(unit.fingerprint.renamed[:_MARK_DIGITS], 16) for unit in units if _is_one_with_clones(unit))
    return Counts(kept, dict(stemmed(units) if known is None else known), functions, tuple(marks))


def _is_one_with_clones(unit: Unit) -> bool:
    return unit.fingerprint.size >= DEFAULT_MIN_TOKENS


def _tally(units: Sequence[Unit], asked: frozenset[int]) -> Tally:
    words: Counter[str] = Counter()
    seen: dict[str, Collection[str]] = {}
    told: list[Fingerprint] = []
    for unit in units:
        found = unit.fingerprint
        if _is_one_with_clones(unit):
            known = seen.get(found.renamed)
            if known is not None:
                more = frozenset(found.words).difference(known)
                words.update(more)
                seen[found.renamed] = more.union(known)
                continue
            seen[found.renamed] = found.words
        told.append(found)
    words.update(chain.from_iterable(found.words for found in told))
    features = Counter(filter(asked.__contains__, chain.from_iterable(found.features for found in told)))
    return Tally(len(units), features, words)


def _identity(unit: Unit) -> tuple[str, str, tuple[str, ...]]:
    """Units of one identity count alike: what has the same renamed form has the same features."""
    return group(unit), unit.fingerprint.renamed, unit.fingerprint.words


def _first(wanted: Iterable[tuple[str, str, tuple[str, ...]]], units: Sequence[Unit]) -> list[Unit]:
    by_identity = {_identity(unit): unit for unit in units}
    return [by_identity[identity] for identity in wanted]


def _are_single(left: Sequence[Unit], new: Sequence[Unit], marked: Callable[[str], int]) -> bool:
    """True when each of them is the only one of its renamed form, before and after."""
    gone = [unit.fingerprint.renamed for unit in left if _is_one_with_clones(unit)]
    come = [unit.fingerprint.renamed for unit in new if _is_one_with_clones(unit)]
    if len(set(gone)) < len(gone) or len(set(come)) < len(come):
        return False
    return all(marked(renamed) == 1 for renamed in gone) and all(marked(renamed) == (renamed in gone) for renamed in come)


def _of(units: Iterable[Unit], name: str) -> list[Unit]:
    return [unit for unit in units if group(unit) == name]


def _shifted(old: Tally, grown: int, left: Iterable[Unit], new: Iterable[Unit], keys: Keys) -> Tally:
    features, words = Counter(old.features), Counter(old.words)
    for unit in left:
        features.subtract(keys.features & set(unit.fingerprint.features))
        words.subtract(keys.words & set(unit.fingerprint.words))
    for unit in new:
        features.update(keys.features & set(unit.fingerprint.features))
        words.update(keys.words & set(unit.fingerprint.words))
    return Tally(old.units + grown, features, words)

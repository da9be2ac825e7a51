"""In how many units features and words stand, as sums that a changed file can be taken out of and put into.

Weights follow from these sums alone, so whoever keeps them can weigh a repository of which only a few files were read again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final, TypeAlias

from ssot_check.matching.jobs import stems
from ssot_check.model.dataclass import dataclass, replace
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


Clones: TypeAlias = Callable[[str], Iterable[Unit] | None]
"""Units elsewhere that count as one with those of a renamed form, by the form; more than these, or None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums of one language family: a tally for each kind of units, and in how many of its `functions` each stem stands.

    `marks` are the beginnings of the digests of all units that count as one with their clones, ascending, clones included.
    """

    groups: Mapping[str, Tally]
    stems: Mapping[str, int]
    functions: int
    marks: tuple[int, ...]

    def moved(
        self, before: Sequence[Unit], after: Sequence[Unit], clones: Clones = lambda _: None, *, every: bool = False
    ) -> Counts | None:
        """The sums with the units `after` in the place of `before`; None when one that came or went has `clones` that nobody knows.

        `every` tells that all words of these units were counted, so that one without a number is new.
        """
        keys = self._asked((*before, *after))
        keys = Keys(keys.features, Keys.of((*before, *after)).words) if every else keys
        gone, come = Counter(map(_identity, before)), Counter(map(_identity, after))
        changed = {form for _, form, _ in (gone - come) + (come - gone)}
        others = self._others({form for form in map(_form, (*before, *after)) if form in changed}, before, clones)
        if others is None:
            return None
        was, now = tallied((*before, *others), keys.features), tallied((*after, *others), keys.features)
        nothing = Tally(0, {}, {})
        moved = {
            name: _shifted(self.groups.get(name, nothing), was.get(name, nothing), now.get(name, nothing), keys)
            for name in sorted({*was, *now})
        }
        tallies = {**self.groups, **moved}
        counted = Counter(self.stems)
        counted.subtract(stemmed(before))
        counted.update(stemmed(after))
        functions = self.functions + sum(unit.kind in FUNCTIONS for unit in after) - sum(unit.kind in FUNCTIONS for unit in before)
        return Counts(tallies, {stem: count for stem, count in counted.items() if count > 0}, functions, ())

    def joined(self, groups: Mapping[str, Tally], stems: Mapping[str, int]) -> Counts:
        """The same sums about more: those of the `groups`, which are these, and of the `stems` are of other keys."""
        pairs = ((name, one, groups[name]) for name, one in self.groups.items())
        both = {name: Tally(one.units, {**one.features, **two.features}, {**one.words, **two.words}) for name, one, two in pairs}
        return replace(self, groups=both, stems={**self.stems, **stems})

    def _asked(self, units: Iterable[Unit]) -> Keys:
        """What of these units anybody asks for: only that was counted, and each of it stands somewhere."""
        tallies, keys = self.groups.values(), Keys.of(units)
        return Keys(
            frozenset(feature for feature in keys.features if any(feature in tally.features for tally in tallies)),
            frozenset(word for word in keys.words if any(word in tally.words for tally in tallies)),
        )

    def _others(self, forms: AbstractSet[str], before: Sequence[Unit], clones: Clones) -> list[Unit] | None:
        """The units elsewhere that count as one with those of these renamed `forms`; None where nobody knows them."""
        here = Counter(map(_form, before))
        found: list[Unit] = []
        for form in sorted(filter(None, forms)):
            first, last = marked(self.marks, form)
            if last - first > here[form]:
                known = clones(form)
                if known is None:
                    return None
                found += (unit for unit in known if unit.fingerprint.renamed == form)
        return found


def marked(marks: Sequence[int], form: str) -> tuple[int, int]:
    """From where to where units of a renamed form stand among the `marks`."""
    mark = _mark(form)
    return bisect_left(marks, mark), bisect_right(marks, mark)


def marks_of(units: Iterable[Unit]) -> Iterator[int]:
    """The marks of those that count as one with their clones."""
    return map(_mark, filter(None, map(_form, units)))


def _form(unit: Unit) -> str:
    """The renamed form of a unit that counts as one with its clones, "" of any other."""
    return unit.fingerprint.renamed if _is_one_with_clones(unit) else ""


def _mark(form: str) -> int:
    return int(form[:_MARK_DIGITS], 16)


def stemmed(units: Iterable[Unit]) -> Counter[str]:
    """In how many of the functions among these units each stem stands."""
    found: Counter[str] = Counter()
    for unit in units:
        if unit.kind in FUNCTIONS:
            found.update(stems(unit))
    return found


def group(unit: Unit) -> str:
    """The kind of units that it counts with: what is common among them is common. A class is its methods, and counts with them."""
    return group_of(unit.kind)


def group_of(kind: UnitKind) -> str:
    """The same by the kind of the unit."""
    return _GROUP.get(kind, kind.value)


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
    return Counts(kept, dict(stemmed(units) if known is None else known), functions, tuple(sorted(marks_of(units))))


def _is_one_with_clones(unit: Unit) -> bool:
    return is_one_with_clones(unit.fingerprint.size)


def is_one_with_clones(size: int) -> bool:
    """True for a unit of so many tokens that it counts as one with its clones."""
    return size >= DEFAULT_MIN_TOKENS


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


def _shifted(old: Tally, was: Tally, now: Tally, keys: Keys) -> Tally:
    """The `old` sums, where some units are not what they were any more."""
    features, words = Counter(old.features), Counter(old.words)
    features.update(now.features)
    features.subtract(was.features)
    words.update({word: now.words[word] for word in keys.words & now.words.keys()})
    words.subtract({word: was.words[word] for word in keys.words & was.words.keys()})
    return Tally(old.units + now.units - was.units, features, words)

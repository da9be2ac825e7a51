"""Indexes from what owners say to the owners, as sorted arrays that are kept between runs, and asked with the weights of now."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from ssot_check.matching.jobs import OTHER_WORD, mean
from ssot_check.matching.rewrites import MIN_STEMS
from ssot_check.matching.vocabulary import synonyms
from ssot_check.model.digest import digest_bytes
from ssot_check.model.numbers import Numbers, Shares

Key = TypeVar("Key", int, str)
_SLACK: Final = 1e-9
"""Sums of floats differ in their last digits with the order; what is that near to a limit is named."""


class Table(NamedTuple):
    """A number for each of the `keys`, which ascend."""

    keys: Numbers
    values: Numbers

    def among(self, asked: Iterable[tuple[Key, int]]) -> dict[Key, int]:
        """The numbers of those that have one; each is given with the key that it stands under."""
        keys, values, size = self.keys, self.values, len(self.keys)
        found = {}
        for one, key in asked:
            place = bisect_left(keys, key)
            if place < size and keys[place] == key:
                found[one] = values[place]
        return found


class Columns(NamedTuple):
    """Numbers for each of the `keys`, which ascend, in several columns.

    They are the `values` from one of the `starts` to the next, in the columns of the same places.
    """

    keys: Numbers
    starts: Numbers
    columns: Numbers
    values: Numbers

    def among(self, asked: Iterable[tuple[Key, int]], width: int) -> list[dict[Key, int]]:
        """What each of so many columns has of those; each is given with the key that it stands under."""
        keys, starts, columns, values, size = *self, len(self.keys)
        found: list[dict[Key, int]] = [{} for _ in range(width)]
        for one, key in asked:
            place = bisect_left(keys, key)
            if place < size and keys[place] == key:
                for cell in range(starts[place], starts[place + 1]):
                    found[columns[cell]][one] = values[cell]
        return found


class Postings(NamedTuple):
    """The owners that have each of the `keys`, which ascend: those from one of the `starts` to the next; and what each owner has in sum."""

    keys: Numbers
    starts: Numbers
    owners: Numbers
    totals: Shares

    def of(self, key: int) -> Numbers:
        """The numbers of the owners that have the key."""
        place = bisect_left(self.keys, key)
        found = place < len(self.keys) and self.keys[place] == key
        return self.owners[self.starts[place] : self.starts[place + 1]] if found else self.owners[:0]


class Asked(Generic[Key]):
    """One of the indexes, asked with the weights of now. Its totals are those of then. Both weigh keys in their order."""

    def __init__(
        self,
        index: Postings,
        then: Callable[[Sequence[Key]], Iterable[float]],
        now: Callable[[Sequence[Key]], Iterable[float]],
        least: float,
        number: Callable[[Key], int],
    ) -> None:
        self._index = index
        self._then: Callable[[Sequence[Key]], Iterable[float]] = then
        self._now: Callable[[Sequence[Key]], Iterable[float]] = now
        self._least = least
        self._number: Callable[[Key], int] = number
        self._more: dict[int, float] = defaultdict(float)
        self._hits: dict[Key, tuple[float, Sequence[int]]] = {}

    def moves(self, keys: Iterable[Key]) -> None:
        """Note what the weights of these keys, all that may have moved, add to what owners have in sum, and take away from it."""
        asked = tuple(keys)
        for key, now, then in zip(asked, self._now(asked), self._then(asked), strict=True):
            if now != then:
                for owner in self._index.of(self._number(key)):
                    self._more[owner] += now - then

    def owners(self, keys: Iterable[Key]) -> set[int]:
        """The numbers of the owners of whose weight `keys` have at least the least share."""
        shared: dict[int, float] = defaultdict(float)
        asked, hits = tuple(keys), self._hits
        self._hit(tuple([key for key in asked if key not in hits]))
        for weight, found in map(hits.__getitem__, asked):
            for owner in found:
                shared[owner] += weight
        least, totals, more = self._least, self._index.totals, self._more
        return {owner for owner, weight in shared.items() if least * (totals[owner] + more.get(owner, 0.0)) <= weight + _SLACK}

    def _hit(self, keys: Sequence[Key]) -> None:
        """Find the weights of keys and the owners to which they count: what weighs nothing tells only of who has nothing else."""
        for key, weight in zip(keys, self._now(keys), strict=True):
            found: Sequence[int] = self._index.of(self._number(key)) if weight or self._light else ()
            self._hits[key] = weight, found if weight else [owner for owner in found if owner in self._light]

    def _weight(self, key: Key) -> float:
        return next(iter(self._now((key,))))

    @cached_property
    def _light(self) -> frozenset[int]:
        """The owners of which nothing weighs anything."""
        return frozenset(owner for owner in range(len(self._index.totals)) if self._total(owner) <= _SLACK)

    def _total(self, owner: int) -> float:
        return self._index.totals[owner] + self._more.get(owner, 0.0)


class AskedJobs(Asked[str]):
    """The index of stems: of two jobs much must be the same, in both directions, where another word of one meaning counts in part."""

    def doers(self, keys: frozenset[str]) -> set[int]:
        """The numbers of the owners whose job may be that of a unit with the stems `keys`."""
        found = self.owners(keys)
        if not found:
            return found
        mine, back = dict.fromkeys(found, 0.0), dict.fromkeys(found, 0.0)
        for key in keys:
            weight, own, alike = self._met(key)
            for owner in own & found:
                mine[owner] += weight
                back[owner] += weight
            for owner in alike & found:
                back[owner] += OTHER_WORD * weight
        meant = frozenset[str]().union(*(synonyms().get(key, ()) for key in keys)) - keys
        for word in sorted(filter(self._said_by, meant)):
            weight = self._weight(word)
            for owner in self._said_by(word) & found:
                mine[owner] += OTHER_WORD * weight
        whole = sum(self._now(tuple(keys)))
        return {owner for owner in found if _likeness(mine[owner], self._total(owner), back[owner], whole) >= MIN_STEMS - _SLACK}

    def _met(self, key: str) -> tuple[float, frozenset[int], frozenset[int]]:
        """The weight of a stem, the owners that have it, and those that have another word of its meaning instead."""
        if key not in self._known:
            own = self._said_by(key)
            alike = frozenset[int]().union(*map(self._said_by, synonyms().get(key, ()))) - own
            self._known[key] = self._weight(key), own, alike
        return self._known[key]

    @cached_property
    def _known(self) -> dict[str, tuple[float, frozenset[int], frozenset[int]]]:
        return {}

    def _said_by(self, word: str) -> frozenset[int]:
        """The owners that have a stem; what means the same as others is asked for again and again."""
        if word not in self._owners:
            self._owners[word] = frozenset(self._index.of(self._number(word)))
        return self._owners[word]

    @cached_property
    def _owners(self) -> dict[str, frozenset[int]]:
        return {}


@lru_cache(maxsize=1 << 16)
def short(text: str) -> int:
    """64 bits that stand for a text."""
    return int(digest_bytes(text.encode("utf-8", "surrogatepass")), 16)


def same(key: int) -> int:
    """What is a number already stands for itself."""
    return key


def _likeness(mine: float, total: float, back: float, whole: float) -> float:
    """The harmonic mean of two shares, which can only be too large."""
    return mean(*(min(1.0, (part + _SLACK) / (of + _SLACK)) for part, of in ((mine, total), (back, whole))))


def _array(code: str, numbers: Iterable[int]) -> Numbers:
    return array("I", numbers) if code == "I" else array("Q", numbers)


def table(code: str, counted: Mapping[int, int]) -> Table:
    """The table of what was `counted`; `code` is the type code of the keys, as in `array`."""
    keys = _array(code, sorted(counted))
    return Table(keys, array("I", (counted[key] for key in keys)))


def columns(code: str, counted: Sequence[Mapping[int, int]]) -> Columns:
    """What was `counted` in each column; `code` is the type code of the keys, as in `array`."""
    keys = _array(code, sorted(frozenset[int]().union(*counted)))
    starts, places, values = array("I", [0]), array("B"), array("I")
    for key in keys:
        for place, column in enumerate(counted):
            if key in column:
                places.append(place)
                values.append(column[key])
        starts.append(len(values))
    return Columns(keys, starts, places, values)


def postings(
    code: str, owners: Sequence[Iterable[Key]], weights: Callable[[Sequence[Key]], Iterable[float]], number: Callable[[Key], int]
) -> Postings:
    """The index of the `owners`, each given by its keys, and their totals by the `weights` of now; `number` is what a key stands under."""
    found: dict[Key, list[int]] = defaultdict(list)
    totals = array("d")
    for owner, keys in enumerate(owners):
        own = sorted(set(keys))
        totals.append(sum(weights(own)))
        for key in own:
            found[key].append(owner)
    places: dict[int, list[int]] = defaultdict(list)
    for key, numbers in found.items():
        places[number(key)] += numbers
    ascending = _array(code, sorted(places))
    starts = array("I", [0])
    listed = array("I")
    for place in ascending:
        listed.extend(sorted(places[place]))
        starts.append(len(listed))
    return Postings(ascending, starts, listed, totals)

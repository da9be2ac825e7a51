"""Which pairs are worth measuring: an inverted index over the owned units, asked once per unit of the rest.

Only the owners are indexed, so its size follows the registry and not the repository. Common features are left out of
the index; a pair becomes a candidate when it shares enough of the owner's rare weight.

Where most units share a little with most owners, an owner stands under its rarest keys only: so many of its lightest are left out that
nothing becomes a candidate by them alone (prefix filtering; Bayardo, Ma, Srikant, "Scaling up all pairs similarity search", 2007).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final, Generic, TypeAlias, TypeVar

from ssot_check.matching.steps import added
from ssot_check.model.dataclass import dataclass

Key = TypeVar("Key", int, str)

MIN_RARE_SHARE: Final = 0.08
"""A candidate has at least this share of the owner's indexed weight."""
_ROUNDING: Final = 1e-9
Least: TypeAlias = Callable[[int, float], float]
"""The weight that a candidate of an owner shares at least, by the number of the owner and its indexed weight."""


def share(minimum: float) -> Least:
    """So large a share of it."""
    return lambda _, total: minimum * total


@dataclass(frozen=True, slots=True)
class Rarity(Generic[Key]):
    """How rare keys are: those of a `frequency` of at most `cap`. `rares` are the weights of keys in order, 0 for one that is not rare."""

    frequency: Callable[[Key], float]
    cap: int
    rares: Callable[[Iterable[Key]], Iterable[float]]

    @classmethod
    def of_all(cls, weights: Callable[[Iterable[Key]], Iterable[float]]) -> Rarity[Key]:
        """Every key is rare enough."""
        return cls(lambda _: 0, 0, weights)


class RareIndex(Generic[Key]):
    """Inverted index from rare keys (feature hashes or words) to the numbers of the owners that have them."""

    def __init__(
        self,
        owners: Sequence[Iterable[Key]],
        rarity: Rarity[Key],
        least: Least | None = None,
        asked: frozenset[Key] | None = None,
        left_out: float = 0.0,
    ) -> None:
        """`least` is MIN_RARE_SHARE of the weight where nothing is said.

        `asked` are the only keys that anybody will ask with, None when they can be any.
        `left_out` is how much of what a candidate needs stands under no key, from 0 to less than 1: the more it is, the less a question
        costs, and the more owners are looked at once more.
        """
        self._postings: dict[Key, tuple[float, list[int]]] = {}
        self._left: dict[int, Mapping[Key, float]] = {}
        self._needs: _Needs[Key] = _Needs(owners, rarity, least or share(MIN_RARE_SHARE))
        for number, keys in enumerate(owners):
            weighed = _weighed(keys if asked is None else asked.intersection(keys), keys, rarity)
            if left_out and asked is None:
                weighed = self._without_lightest(number, weighed, left_out)
            for key, weight in weighed:
                self._postings.setdefault(key, (weight, []))[1].append(number)
        self._keys: frozenset[Key] = frozenset(self._postings)
        self._limits: Mapping[int, float] = {
            number: self._needs[number] - sum(left.values()) - _ROUNDING for number, left in self._left.items()
        }

    def _without_lightest(self, number: int, weighed: list[tuple[Key, float]], part: float) -> list[tuple[Key, float]]:
        """The keys but for the lightest ones, which weigh less than this part of what a candidate needs."""
        heavier = sorted(weighed, key=itemgetter(1))
        limit = part * self._needs[number]
        count = sum(total < limit for total in accumulate(weight for _, weight in heavier))
        self._left[number] = dict(heavier[:count])
        return heavier[count:]

    def candidates(self, keys: Iterable[Key]) -> list[int]:
        """Numbers of the owners that share enough of their indexed weight with `keys`, ascending."""
        shared: defaultdict[int, float] = defaultdict(float)
        postings, limits = self._postings, self._limits or self._needs
        for key in sorted(self._keys.intersection(keys)):  # the sum of floats depends on its order
            weight, numbers = postings[key]
            for number in numbers:
                shared[number] += weight
        likely = sorted([number for number, weight in shared.items() if weight >= limits[number]])
        if not likely or limits is self._needs:
            return likely
        asked = frozenset(keys)
        return [number for number in likely if self._is_enough(number, shared[number], asked)]

    def _is_enough(self, number: int, weight: float, keys: frozenset[Key]) -> bool:
        """True when the `weight` that is shared of the index and that of what is not in it are what the owner needs."""
        left = self._left[number]
        more = weight + sum(map(left.__getitem__, keys.intersection(left) if left else ()))
        needs = self._needs[number]
        return more >= needs if abs(more - needs) > _ROUNDING else self._needs.are_met(number, keys)


def _weighed(told: Iterable[Key], keys: Iterable[Key], rarity: Rarity[Key]) -> list[tuple[Key, float]]:
    """Those of an owner's `keys` that are `told` and rare. What weighs nothing makes a candidate of what has nothing else."""
    some = tuple(told)
    found = [(key, weight) for key, weight in zip(some, rarity.rares(some), strict=True) if weight]
    if found or not some or any(rarity.rares(keys)):
        return found
    return [(key, 0.0) for key in some if rarity.frequency(key) <= rarity.cap]


class _Needs(dict[int, float], Generic[Key]):
    """The least weight that makes a candidate of an owner, by its number. Of most owners nobody asks in a short run."""

    def __init__(self, owners: Sequence[Iterable[Key]], rarity: Rarity[Key], least: Least) -> None:
        super().__init__()
        self._owners: Sequence[Iterable[Key]] = owners
        self._rarity: Rarity[Key] = rarity
        self._least: Least = least

    def __missing__(self, number: int) -> float:
        self[number] = need = self._least(number, self._weight(self._owners[number]))
        return need

    def are_met(self, number: int, keys: frozenset[Key]) -> bool:
        """True when the keys are enough, in the order in which an owner's weight is added up: floats do not add up alike in any order."""
        return self._weight(keys.intersection(self._owners[number])) >= self[number]

    def _weight(self, keys: Iterable[Key]) -> float:
        return added(self._rarity.rares(sorted(keys)))

"""Which pairs are worth measuring: an inverted index over the owned units, asked once per unit of the rest.

Only the owners are indexed, so its size follows the registry and not the repository. Common features are left out of
the index; a pair becomes a candidate when it shares enough of the owner's rare weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", int, str)

MIN_RARE_SHARE: Final = 0.08
"""A candidate has at least this share of the owner's indexed weight."""


class RareIndex(Generic[Key]):
    """Inverted index from rare keys (feature hashes or words) to the numbers of the owners that have them."""

    def __init__(
        self, owners: Sequence[Iterable[Key]], frequency: Callable[[Key], float], weight: Callable[[Key], float], cap: int
    ) -> None:
        postings: dict[Key, list[int]] = defaultdict(list)
        for number, keys in enumerate(owners):
            for key in keys:
                postings[key].append(number)
        self._postings: Mapping[Key, list[int]] = {key: numbers for key, numbers in postings.items() if frequency(key) <= cap}
        self._weights: Mapping[Key, float] = {key: weight(key) for key in self._postings}
        self._keys: frozenset[Key] = frozenset(self._postings)
        self._totals = [0.0] * len(owners)
        for number, keys in enumerate(owners):
            for key in sorted(keys):  # the sum of floats depends on its order, and that of a set of texts changes from run to run
                self._totals[number] += self._weights.get(key, 0.0)

    def candidates(self, keys: Iterable[Key], minimum: float = MIN_RARE_SHARE) -> Iterator[int]:
        """Numbers of the owners that share at least `minimum` of their indexed weight with `keys`, ascending."""
        shared: dict[int, float] = {}
        postings, weights = self._postings, self._weights
        for key in sorted(self._keys.intersection(keys)):
            weight = weights[key]
            for number in postings[key]:
                shared[number] = shared.get(number, 0.0) + weight
        totals = self._totals
        for number in sorted(shared):
            if shared[number] >= minimum * totals[number]:
                yield number

"""Which pairs are worth measuring: an inverted index over the owned units, asked once per unit of the rest.

Only the owners are indexed, so its size follows the registry and not the repository. Common features are left out of
the index; a pair becomes a candidate when it shares enough of the owner's rare weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, TypeVar

from ssot_check.model.dataclass import dataclass

Key = TypeVar("Key", int, str)

MIN_RARE_SHARE: Final = 0.08
"""A candidate has at least this share of the owner's indexed weight."""


@dataclass(frozen=True, slots=True)
class Rarity(Generic[Key]):
    """How rare keys are: those of a `frequency` of at most `cap`. `weight` is what each counts, `rare` the same, 0 for one that is not."""

    frequency: Callable[[Key], float]
    weight: Callable[[Key], float]
    cap: int
    rare: Callable[[Key], float]

    @classmethod
    def of_all(cls, weight: Callable[[Key], float]) -> Rarity[Key]:
        """Every key is rare enough."""
        return cls(lambda _: 0, weight, 0, weight)


class RareIndex(Generic[Key]):
    """Inverted index from rare keys (feature hashes or words) to the numbers of the owners that have them."""

    def __init__(self, owners: Sequence[Iterable[Key]], rarity: Rarity[Key], asked: frozenset[Key] | None = None) -> None:
        """`asked` are the only keys that anybody will ask with, None when they can be any."""
        postings: dict[Key, list[int]] = defaultdict(list)
        for number, keys in enumerate(owners):
            for key in keys if asked is None else asked.intersection(keys):
                postings[key].append(number)
        self._postings: Mapping[Key, list[int]] = {key: numbers for key, numbers in postings.items() if rarity.frequency(key) <= rarity.cap}
        self._weights: Mapping[Key, float] = {key: rarity.weight(key) for key in self._postings}
        self._keys: frozenset[Key] = frozenset(self._postings)
        self._owners: Sequence[Iterable[Key]] = owners
        self._rare: Callable[[Key], float] = rarity.rare
        self._totals: dict[int, float] = {}
        self._parts: dict[int, tuple[float, Iterator[Key]]] = {}

    def _has_more(self, number: int, limit: float, minimum: float) -> bool:
        """True when so large a share of the owner's indexed weight is more than `limit`. Of most owners a few keys tell that."""
        total = self._totals.get(number)
        if total is None:
            # The sum of floats depends on its order, and that of a set of texts changes between runs.
            part, rest = self._parts.get(number) or (0.0, iter(sorted(self._owners[number])))
            rare = self._rare
            if minimum * part > limit:
                return True
            for key in rest:
                part += rare(key)
                if minimum * part > limit:  # weights are not negative, so the whole is no less
                    self._parts[number] = part, rest
                    return True
            total = self._totals[number] = part
            self._parts.pop(number, None)
        return minimum * total > limit

    def candidates(self, keys: Iterable[Key], minimum: float = MIN_RARE_SHARE) -> list[int]:
        """Numbers of the owners that share at least `minimum` of their indexed weight with `keys`, ascending."""
        shared: defaultdict[int, float] = defaultdict(float)
        postings, weights = self._postings, self._weights
        for key in sorted(self._keys.intersection(keys)):
            weight = weights[key]
            for number in postings[key]:
                shared[number] += weight
        return sorted(number for number, weight in shared.items() if not self._has_more(number, weight, minimum))

"""How rare the fields of data classes, models, interfaces and structs are: in how many of them each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from typing import Final

from ssot_check.model.unit import Unit

RARE: Final = 4
"""A field of so many types, or of one in a hundred, is no field that any other type would have."""


class Rarity:
    """In how many schemas a field stands."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        for unit in units:
            self._counts.update(set(unit.fields))
            self._total += 1

    def of(self, fields: Iterable[str]) -> float:
        """Sum of inverse document frequencies, each in 0..1."""
        most = log(1 + self._total)
        return sum(min(1.0, log((1 + self._total) / max(1, self._counts[field] - 1)) / most) for field in fields) if most else 0.0

    def telling(self, fields: Iterable[str]) -> list[str]:
        """The fields that hardly any other schema has."""
        return [field for field in fields if self._counts[field] <= max(RARE, self._total // 100)]

    def ordered(self, fields: Iterable[str]) -> list[str]:
        """Rarest first, ties by name."""
        return sorted(fields, key=lambda field: (self._counts[field], field))

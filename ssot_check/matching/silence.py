"""Which units an earlier search found to be a copy of nothing, without any reason against it: they stay so until something moves.

What moved is a weight of something that they say, or one of something that an owner says.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ssot_check.matching.jobs import stems
from ssot_check.matching.tally import Keys
from ssot_check.model.numbers import Numbers
from ssot_check.model.unit import Unit


class Moved:
    """What weighs otherwise than before: features and words, and stems."""

    def __init__(self, keys: Keys, said: frozenset[str]) -> None:
        self.keys = keys
        self.stems = said
        # A stem is the beginning of a word but for its last letter, which an ending may have changed.
        self._heads = [stem[:-1] for stem in sorted(said)]

    def is_said_by(self, unit: Unit) -> bool:
        """True when any of it stands in the unit."""
        told = unit.fingerprint
        if not (self.keys.features.isdisjoint(told.features) and self.keys.words.isdisjoint(told.words)):
            return True
        if not self._heads:
            return False
        texts = "\n".join((unit.name, *unit.calls, *told.words)).lower()
        return any(map(texts.__contains__, self._heads)) and not self.stems.isdisjoint(stems(unit))


class Silence(NamedTuple):
    """Of one family the digests of the owners, and of the files, both ascending; and which units of each file are not silent.

    Those of one of the `files` are the numbers among `loud` from the end of the file before it to its own of the `ends`.
    """

    owners: Numbers
    files: Numbers
    ends: Numbers
    loud: Numbers

    def of(self, file: int) -> Numbers | None:
        """The numbers of the units of a file that are not silent, None for a file of which nothing is known."""
        place = bisect_left(self.files, file)
        if place == len(self.files) or self.files[place] != file:
            return None
        return self.loud[self.ends[place - 1] if place else 0 : self.ends[place]]

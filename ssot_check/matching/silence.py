"""Which units an earlier search found to be a copy of nothing, without any reason against it: they stay so until something moves.

What moved is a weight of something that they say, or one of something that an owner says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ssot_check.matching.jobs import stems_of
from ssot_check.matching.tally import Keys
from ssot_check.model.numbers import Numbers
from ssot_check.model.unit import Unit


class Moved:
    """What weighs otherwise than before: features and words, and stems."""

    def __init__(self, keys: Keys, said: frozenset[str]) -> None:
        self.keys = keys
        self.stems = said
        self._quiet: set[str] = set()
        self._telling: set[str] = set()

    def is_said_by(self, unit: Unit) -> bool:
        """True when any of it stands in the unit."""
        return not self.keys.features.isdisjoint(unit.fingerprint.features) or self.is_heard_of(unit)

    def is_heard_of(self, unit: Unit) -> bool:
        """True when any of the words and stems stands in the unit: of features only those of an owner are weighed."""
        words = unit.fingerprint.words
        if not self.keys.words.isdisjoint(words):
            return True
        return bool(self.stems) and (self._tells(words) or self._tells(unit.calls) or self._tells((unit.name,)))

    def _tells(self, words: Sequence[str]) -> bool:
        """True when a stem of one of the words moved. A repository says few different words, and says them in every unit."""
        if self._quiet.issuperset(words):
            return False
        for word in words:
            if word not in self._quiet and word not in self._telling:
                (self._quiet if self.stems.isdisjoint(stems_of(word)) else self._telling).add(word)
        return not self._telling.isdisjoint(words)


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

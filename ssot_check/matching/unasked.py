"""In how many units the words stand that nobody has asked for: what a copy says and its owner does not has a say in what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ssot_check.matching.tally import Counts, Tally
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import Unit


class Unasked(NamedTuple):
    """Of one family, by the kind of units, what the sums of `tally.Counts` leave out."""

    words: Mapping[str, Mapping[str, int]]

    def beside(self, counts: Counts, units: Iterable[Unit]) -> Counts:
        """The sums with all words of these units."""
        said = {word for unit in units for word in unit.fingerprint.words}
        groups = {
            name: Tally(item.units, item.features, {**item.words, **_among(said, self.words.get(name, {}))})
            for name, item in counts.groups.items()
        }
        return Counts(groups, counts.stems, counts.functions, counts.marks)


def unasked(weights: Mapping[str, Weights], sums: Mapping[str, Counts]) -> dict[str, Unasked]:
    """What is left out of these sums, by family."""
    return {
        family: Unasked(
            {
                name: {word: count for word, count in sorted(item.words.items()) if word not in counts.groups[name].words}
                for name, item in sorted(weights[family].tallies.items())
            }
        )
        for family, counts in sums.items()
    }


def _among(said: Iterable[str], counted: Mapping[str, int]) -> dict[str, int]:
    return {word: counted[word] for word in said if word in counted}

"""Type-4 candidates: units with other text that do the same job.

The evidence is what survives a rewrite: telling outside names and words of messages, the functions and programs called. It is
weaker than text, so a rewrite is advisory and wants several things at once: enough shared weight, and either shared names and
calls in a unit whose own name says the same, or shared words in two units that both plainly belong to the domain's kind (the
same job on another library).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.matching.candidates import RareIndex
from ssot_check.matching.haystack import Haystack, Owned, is_allowed
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.profiles import belongs, profile_of
from ssot_check.matching.similarity import align
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import split_identifier, telling_parts
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit, UnitKind

MIN_SHARE: Final = 0.70
MIN_SIZE: Final = 40
MIN_NAMES: Final = 4
MIN_CALLS: Final = 2
MIN_NAME_PARTS: Final = 2
MIN_KIND_SHARE: Final = 0.50
MIN_KIND_WORDS: Final = 6
MAX_SIZE_RATIO: Final = 1.8
_KINDS: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD))


class Rewrites:
    """Index over the telling words of the owned functions."""

    def __init__(self, hay: Haystack, weights: Weights, owned: Sequence[Owned], hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy
        self._hay = hay
        self._weights = weights
        self._owned = [item for item in owned if item.unit.kind in _KINDS and item.unit.fingerprint.size >= MIN_SIZE]
        self._telling = [frozenset(weights.informative(item.unit.fingerprint.words)) for item in self._owned]
        self._index = RareIndex(self._telling, lambda _: 0, weights.word, 0)

    def best(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """The owner that `unit` most probably re-implements, if there is one."""
        if unit.kind not in _KINDS or unit.fingerprint.size < MIN_SIZE:
            return []
        words = frozenset(unit.fingerprint.words)
        found = [
            match
            for number in self._index.candidates(unit.fingerprint.words, MIN_KIND_SHARE)
            if is_allowed(self._hay, self._owned[number], unit, file)
            if (match := self._match(number, unit, words)) is not None
        ]
        return sorted(found, key=lambda match: (-match.score, match.owner.location))[:1]

    def _match(self, number: int, unit: Unit, words: frozenset[str]) -> Match | None:
        owner = self._owned[number]
        shared = self._telling[number] & words
        ratio = unit.fingerprint.size / owner.unit.fingerprint.size
        if not 1 / MAX_SIZE_RATIO <= ratio <= MAX_SIZE_RATIO:
            return None
        total = sum(map(self._weights.word, self._telling[number]))
        if self._hierarchy.same_hook(unit, owner.unit):
            return None
        if not total:  # every word of the owner is just common enough to weigh nothing
            return None
        value = sum(map(self._weights.word, shared)) / total
        if not (value >= MIN_SHARE and _same_calls(owner.unit, unit, shared)) and not _same_kind(owner, unit, shared):
            return None
        return Match(
            domain=owner.domain.name,
            owner=owner.unit,
            copy=unit,
            clone_type=CloneType.SEMANTIC,
            tier=Tier.ADVISORY,
            score=round(value, 2),
            alignment=align(owner.unit, unit, self._weights),
        )


def _same_calls(owner: Unit, unit: Unit, shared: frozenset[str]) -> bool:
    """True when both use the same names and calls, and both names say the same."""
    names = [word for word in shared if not word.startswith('"')]
    half = len(set(split_identifier(owner.name))) / 2
    return (
        len(names) >= MIN_NAMES
        and len(set(owner.calls) & set(unit.calls)) >= MIN_CALLS
        and len(telling_parts(owner.name) & telling_parts(unit.name)) >= max(MIN_NAME_PARTS, half)
    )


def _same_kind(owner: Owned, unit: Unit, shared: frozenset[str]) -> bool:
    """True when both plainly belong to the domain's kind and share telling words."""
    profile = profile_of(owner.domain)
    return profile is not None and len(shared) >= MIN_KIND_WORDS and belongs(unit, profile) and belongs(owner.unit, profile)

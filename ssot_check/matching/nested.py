"""Findings in one another: of nested copies one is told, and of a unit that repeats several owners each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.matching.closest import PROVED
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import UnitKind

STRAY_SHARE: Final = 0.2
"""Short statements (`return x`) align with anything: so few of the aligned ones make no part of a unit the copy of another."""
MOST_OF_IT: Final = 0.8
"""A class of which a copied method is so much is edited by being cut down to it: the method says more."""
_CODE: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.SCRIPT))
_TIERS: Final = (Tier.GATE, Tier.ADVISORY, Tier.HINT)


def beside(whole: Match, matches: Sequence[Match]) -> list[Match]:
    """A match of the whole unit, and the parts of it that repeat other owners where it shares next to nothing with the first."""
    lines = [line for _, line in whole.alignment.pairs]
    if whole.clone_type is not CloneType.NEAR or whole.part is not None or whole.owner.kind not in _CODE:
        return [whole]
    parts = [match for match in matches if match.part and _count_within(lines, match.part) <= STRAY_SHARE * len(lines)]
    rest = [line for line in lines if not any(_count_within([line], _lines(match)) for match in parts)]
    return [replace(whole, part=(rest[0], rest[-1])), *parts] if parts and rest else [whole]


def _count_within(lines: Sequence[int], part: tuple[int, int]) -> int:
    return sum(part[0] <= line <= part[1] for line in lines)


def without_inner(matches: Sequence[Match]) -> list[Match]:
    """Of nested copies keep the outermost of the stronger tier: a copied class is one finding, not one per method.

    A unit is no edited copy of an owner that stands whole inside it: then the inner unit is the copy.
    """
    proved = [match for match in matches if match.clone_type in PROVED]
    edited = [match for match in matches if match.clone_type is CloneType.NEAR]
    ordered = sorted(
        (
            match
            for match in matches
            if match in proved
            or not (
                any(_holds(match, inner) for inner in proved)
                or any(_is_cut_to(match, inner) or _is_around(match, inner) for inner in edited)
            )
        ),
        key=lambda match: (
            0 if match.twins and match.tier is Tier.ADVISORY else _TIERS.index(match.tier),
            match.part is not None,
            -match.score if match.part else -match.copy.location.line_count,
            match.copy.location,
            match.owner.location,
        ),
    )
    kept: list[Match] = []
    for match in ordered:
        if not any(_overlap(match, other) for other in kept):
            kept.append(match)
    return [replace(match, tier=Tier.HINT) if _is_like_its_neighbour(match, kept) else match for match in kept]


def _is_like_its_neighbour(match: Match, others: Sequence[Match]) -> bool:
    """True for an edited method beside one of the same class that is an equal copy of the owner, and bears its name: a variation of it."""
    whole = match.owner.kind is match.copy.kind is UnitKind.METHOD and match.part is None
    if not whole or match.clone_type is not CloneType.NEAR or match.copy.name == match.owner.name:
        return False
    return any(
        other.owner is match.owner
        and other.clone_type in PROVED
        and other.copy.name == match.owner.name
        and other.copy.scope == match.copy.scope
        for other in others
    )


def _holds(outer: Match, inner: Match) -> bool:
    """True when `inner` is what `outer` is about: a copy of the same owner, or one of its methods that is nearly all of an edited class."""
    if inner.copy is outer.copy or not outer.copy.location.contains(inner.copy.location):
        return False
    most = inner.copy.fingerprint.size >= MOST_OF_IT * outer.copy.fingerprint.size and inner.tier is not Tier.HINT
    method = most and outer.clone_type is CloneType.NEAR and outer.owner.location.contains(inner.owner.location)
    same = inner.owner.fingerprint.renamed == outer.owner.fingerprint.renamed
    return same or method


def _is_cut_to(outer: Match, inner: Match) -> bool:
    """True when of the owner's class nearly nothing but the edited method `inner` is left, and that is the better copy."""
    if outer.owner.kind is not UnitKind.CLASS:
        return False
    left = inner.copy.fingerprint.size >= MOST_OF_IT * outer.copy.fingerprint.size
    part = inner.owner.fingerprint.size < MOST_OF_IT * outer.owner.fingerprint.size
    better = outer.clone_type is CloneType.NEAR and inner.tier is not Tier.HINT and inner.score > outer.score
    return (
        left
        and part
        and better
        and outer.copy.location.contains(inner.copy.location)
        and outer.owner.location.contains(inner.owner.location)
    )


def _is_around(outer: Match, inner: Match) -> bool:
    """True when nothing of the owner stands in the outer function but what its inner one repeats: `main` with an edited copy in it.

    What is around the wrapper of a decorator aligns too (`return decorate`): there the whole is the copy.
    """
    return (
        inner.copy is not outer.copy
        and inner.owner is outer.owner
        and outer.clone_type is CloneType.NEAR
        and inner.score >= outer.score
        and _TIERS.index(inner.tier) <= _TIERS.index(outer.tier)
        and outer.copy.location.contains(inner.copy.location)
        and _count_within([line for _, line in outer.alignment.pairs], _lines(inner)) == len(outer.alignment.pairs)
    )


def _overlap(one: Match, other: Match) -> bool:
    (first, last), (start, end) = _lines(one), _lines(other)
    return first <= end and start <= last


def _lines(match: Match) -> tuple[int, int]:
    return match.part or (match.copy.location.line, match.copy.location.end_line)

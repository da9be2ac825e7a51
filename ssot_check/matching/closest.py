"""Which of several owned units a unit is a copy of: the one that a person who opens both would name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.matching.confidence import callees
from ssot_check.matching.words import telling_parts
from ssot_check.model.dataclass import replace
from ssot_check.model.location import shared_parts
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import UnitKind

PROVED: Final = (CloneType.EXACT, CloneType.RENAMED)
RIVAL_SCORE: Final = 0.02
RIVAL_PAIRS: Final = 0.75
"""An edited copy of one unit is nearly as good a copy of another from so little less score, and so many of the aligned statements, on."""
NAMED_SCORE: Final = 0.05
NAME_PARTS: Final = 2
BLOCK_SCORE: Final = 0.15
BLOCK_TEXT: Final = 0.60
"""Blocks of one file read alike: of those whose score is so little less the one with the copy's name is meant, from so much of the text of
the closest one on, else the closest one. The score says how much of the owner stands again, and of a short owner that is soon all."""
_ORDER: Final = (CloneType.EXACT, CloneType.RENAMED, CloneType.NEAR, CloneType.SEMANTIC)


def closest(matches: Sequence[Match]) -> Match:
    """The best of the matches of one unit, which are not empty.

    What is equal throughout is the original, even where it is too small to be told: then nothing less like it is told in its place. Of two
    owned units that an edited copy is like as much, it is one of that with its name, or of that whose texts and calls are more its own.
    """
    first = min(matches, key=_preference)
    if first.clone_type in PROVED:
        return first
    if first.copy.kind is UnitKind.CONFIG:
        return _closest_block(matches, first)
    if first.tier is not Tier.HINT and (namesake := _namesake(matches, first)) is not None:
        return replace(namesake, tier=first.tier)
    rivals = [
        match
        for match in matches
        if (match.tier is Tier.HINT) == (first.tier is Tier.HINT)
        and match.score >= first.score - RIVAL_SCORE
        and len(match.alignment.pairs) >= RIVAL_PAIRS * len(first.alignment.pairs)
    ]
    return min(
        rivals, key=lambda match: (match.owner.name != match.copy.name, -_same_texts(match), -_same_calls(match), _preference(match))
    )


def _namesake(matches: Sequence[Match], first: Match) -> Match | None:
    """The owned function with the copy's telling name, where one of the same domain is nearly as like it: the name has come along."""
    named = [
        match
        for match in matches
        if match.domain == first.domain
        and match.owner.name == match.copy.name
        and match.owner.kind is match.copy.kind is UnitKind.FUNCTION
        and len(telling_parts(match.copy.name)) >= NAME_PARTS
        and match.score >= first.score - NAMED_SCORE
    ]
    return min(named, key=_preference) if named else None


def _closest_block(matches: Sequence[Match], first: Match) -> Match:
    rivals = [
        match for match in matches if (match.tier is Tier.HINT) == (first.tier is Tier.HINT) and match.score >= first.score - BLOCK_SCORE
    ]
    least = BLOCK_TEXT * max(map(_equal_text, rivals))
    return min(
        rivals,
        key=lambda match: (match.owner.name != match.copy.name or _equal_text(match) < least, -_equal_text(match), _preference(match)),
    )


def _equal_text(match: Match) -> float:
    """Statements of both that align, of all statements of both."""
    aligned = match.alignment
    return 2 * len(aligned.pairs) / (aligned.owner_statements + aligned.copy_statements)


def _preference(match: Match) -> tuple[bool, bool, int, float, int, bool, int, str, int]:
    """Best first: proved, no hint, stronger clone type, higher score, more statements that align, same name, nearer, then place."""
    return (
        match.clone_type not in PROVED,
        match.tier is Tier.HINT,
        _ORDER.index(match.clone_type),
        -match.score,
        -len(match.alignment.pairs),
        match.owner.name != match.copy.name,
        -shared_parts(match.owner.location.path, match.copy.location.path),
        match.owner.location.path,
        match.owner.location.line,
    )


def _same_texts(match: Match) -> int:
    """Words of texts that both say: `wss` tells one protocol from the next, however alike their code is."""
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (match.owner, match.copy))
    return len(mine & theirs)


def _same_calls(match: Match) -> float:
    """What both call, of all that they call."""
    mine, theirs = callees(match.owner), callees(match.copy)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0

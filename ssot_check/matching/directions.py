"""Of two owners that hold one text each is a copy of the other: which of both is told to give way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ssot_check.matching.haystack import Haystack, Owned, is_allowed
from ssot_check.model.match import Match
from ssot_check.model.registry import Registry
from ssot_check.model.unit import Unit


def one_direction(matches: Iterable[Match], registry: Registry) -> tuple[Match, ...]:
    """Each pair of places once, by the place of the copy. What its domain exports stays, then what is public, then what stands first."""
    exports = {domain.name: frozenset(export.name for export in domain.exports) for domain in registry.domains}
    kept: dict[frozenset[tuple[str, int]], Match] = {}
    for match in sorted(matches, key=lambda item: (_rank(item.owner, exports[item.domain]), item.owner.location, item.copy.location)):
        sides = frozenset(((match.owner_path, match.owner.location.line), (match.copy_path, match.copy.location.line)))
        kept.setdefault(sides, match)
    return tuple(sorted(kept.values(), key=lambda match: (match.copy.location, match.owner.location)))


def staying(match: Match, matches: Sequence[Match], owned: Iterable[Owned], hay: Haystack) -> Match:
    """Of `matches` of one unit that one whose owner stays, where other domains have the owner of `match` word for word.

    Else a copy would be sent to an owner that is itself told to give way. `owned` are the owners of the matches, and may be more.
    """
    same = [
        other
        for other in matches
        if other.domain != match.domain
        and other.clone_type is match.clone_type
        and other.owner.fingerprint.exact == match.owner.fingerprint.exact
    ]
    if not same:
        return match
    exports = {domain.name: frozenset(export.name for export in domain.exports) for domain in hay.registry.domains}
    files = {id(item.unit): item for item in owned}
    first = min((match, *same), key=lambda item: (_rank(item.owner, exports[item.domain]), item.owner.location))
    mine, other = files[id(first.owner)], files[id(match.owner)]
    return first if is_allowed(hay, mine, other.unit, other.file) else match


def _rank(owner: Unit, exports: frozenset[str]) -> tuple[bool, bool]:
    """The least for what others take, by its own name or by that of its class."""
    return owner.name not in exports and owner.scope.partition(".")[0] not in exports, owner.is_private

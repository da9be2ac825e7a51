"""Stray utilities: units that plainly belong to a domain's kind, outside every owner, and like nothing that is owned.

One sighting is no mistake, so the bar is high: name, several calls and the vocabulary of the kind must agree, a unit that builds on
the owner is none, and of each domain only the plainest few are told. A class is mostly one service's own client or adapter, a method
belongs to its class: only functions are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ssot_check.matching.haystack import Haystack
from ssot_check.matching.profiles import CALL_WEIGHT, evidence, profile_of
from ssot_check.matching.refusals import refers_to
from ssot_check.model.match import Stray
from ssot_check.model.unit import Unit, UnitKind

PLAIN: Final = 8.0
"""Twice what it takes to belong to a kind."""
MOST: Final = 3
"""Told of one domain; the others are counted."""
LEAST_CALLS: Final = 2
MOST_OF_LIBRARY: Final = 2
LARGEST: Final = 400
"""A utility is small: what has more tokens does much else besides."""
_SHOWN: Final = 6


def plain_strays(hay: Haystack, found: Mapping[str, Sequence[Unit]], taken: Iterable[Unit]) -> tuple[Stray, ...]:
    """The plainest strays of each domain, by place. `found` are all units of its kind; `taken` are reported already."""
    known = {unit.signature for unit in taken}
    told: list[Stray] = []
    for name in sorted(found):
        ranked = sorted(
            (stray for unit in found[name] if unit.signature not in known and (stray := stray_of(hay, name, unit)) is not None),
            key=lambda stray: (-stray.score, stray.unit.location),
        )
        more = max(0, len(ranked) - MOST)
        told.extend(Stray(item.domain, item.unit, item.score, item.evidence, more) for item in ranked[:MOST])
    return tuple(sorted(told, key=lambda stray: (stray.unit.location, stray.domain)))


def stray_of(hay: Haystack, name: str, unit: Unit) -> Stray | None:
    """The unit as a stray of the domain `name`, to whose kind it belongs; None where it is not plain enough, or uses the owner."""
    domain = hay.registry.domain(name)
    profile = profile_of(domain)
    if profile is None or unit.kind is not UnitKind.FUNCTION or unit.fingerprint.size > LARGEST:
        return None
    total, pieces = evidence(unit, profile)
    library = sorted(call for call in unit.calls if call not in profile.calls and profile.offers(call))[:MOST_OF_LIBRARY]
    total += CALL_WEIGHT * len(library)
    calls = len(profile.calls.intersection(unit.calls)) + len(library)
    if total < PLAIN or calls < LEAST_CALLS or not _has_home(hay, name, unit) or _builds_on_owner(hay, name, unit):
        return None
    return Stray(name, unit, total, tuple(dict.fromkeys((*library, *pieces)))[:_SHOWN])


def _owned(hay: Haystack, name: str) -> list[str]:
    return [path for path, domains in sorted(hay.owners.items()) if name in domains and path in hay.files]


def _has_home(hay: Haystack, name: str, unit: Unit) -> bool:
    """True when the owner has a file of the same language, where the unit could live."""
    family = hay.family(hay.files[unit.location.path])
    return any(hay.family(hay.files[path]) == family and hay.files[path].units for path in _owned(hay, name))


def _builds_on_owner(hay: Haystack, name: str, unit: Unit) -> bool:
    """True when the unit uses something of the owner: then it is a use of the domain, not a piece that is missing in it."""
    file = hay.files[unit.location.path]
    return any(
        refers_to(call, file, owner)
        for path in _owned(hay, name)
        for owner in hay.files[path].units
        if not owner.scope
        for call in unit.calls
    )

"""Edited copies that are equal to each other: nearer than their owner is the other copy, and nobody is to mend each by itself.

Asked is what a report tells, and nothing else of the project: so a report about a few files says the same of them as one about all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.model.listed import conjoined, listed

ASKED: Final = ("SSOT203", "SSOT207")
_SHOWN: Final = 3


def with_equals(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each copy that is less than equal to its owner with the places of those that are equal to it."""
    told = tuple(findings)
    groups: dict[str, list[Finding]] = {}
    for item in told:
        if item.code in ASKED and item.digest:
            groups.setdefault(item.digest, []).append(item)
    return tuple(_noted(item, groups.get(item.digest, ())) if item.code in ASKED else item for item in told)


def _noted(item: Finding, group: Iterable[Finding]) -> Finding:
    here = item.location.path, item.location.line
    others = sorted({place for one in group if (place := (one.location.path, one.location.line)) != here})
    if not others:
        return item
    places = [f"{path}:{line}" for path, line in others]
    named = listed(places, _SHOWN) if len(places) > _SHOWN else conjoined(places)
    told = "is told too: make one of both" if len(places) == 1 else "are told too: make one of all"
    return replace(item, notes=(*item.notes, f"equal, but for names and values, to {named}, which {told} first"))

"""Edited copies that are equal to each other: nearer than their owner is the other copy, and nobody is to mend each by itself.

Asked is what a report tells, and nothing else of the project: one about a few files says of equal copies what it tells itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.model.listed import conjoined, listed

ASKED: Final = ("SSOT203", "SSOT207")
_SHOWN: Final = 3
_Place = tuple[str, int]


def with_equals(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each copy that is less than equal to its owner with the places of those that are equal to it."""
    told = tuple(findings)
    groups: dict[str, set[_Place]] = {}
    for item in told:
        if item.code in ASKED and item.digest:
            groups.setdefault(item.digest, set()).add((item.location.path, item.location.line))
    ordered = {digest: sorted(places) for digest, places in groups.items() if len(places) > 1}
    return tuple(_noted(item, ordered.get(item.digest, [])) if item.code in ASKED else item for item in told)


def _noted(item: Finding, group: list[_Place]) -> Finding:
    if not group:
        return item
    here, number = (item.location.path, item.location.line), len(group) - 1
    places = [f"{path}:{line}" for path, line in (place for place in group[: _SHOWN + 1] if place != here)]
    named = listed(places, _SHOWN, number) if number > _SHOWN else conjoined(places)
    told = "is told too: make one of both" if number == 1 else "are told too: make one of all"
    return replace(item, notes=(*item.notes, f"equal, but for names and values, to {named}, which {told} first"))

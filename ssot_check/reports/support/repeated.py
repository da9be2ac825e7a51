"""One ban that is broken in many places: the first few of them say what the rest would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.pasted import BRIEF_FROM, SHOWN

_BANS: Final = frozenset(("SSOT301", "SSOT302", "SSOT303", "SSOT304", "SSOT307", "SSOT308"))


def repeats(findings: Iterable[Finding]) -> list[Sequence[Finding]]:
    """The findings of each ban of the registry that need no more than a line each, by place; hints have no more anyway."""
    bans: dict[tuple[str, str, Location], list[Finding]] = {}
    for finding in findings:
        if finding.code in _BANS and finding.related and finding.severity is not Severity.INFORMATION:
            bans.setdefault((finding.code, finding.domain, finding.related[0].location), []).append(finding)
    return [group[SHOWN:] for group in bans.values() if len(group) >= BRIEF_FROM]


def numbered(group: Sequence[Finding]) -> str:
    """What is said of such findings together."""
    place, owner = group[0].related[0].location, visible(group[0].domain)
    said = f"{len(group) + SHOWN:,} uses of what {visible(place.path)}:{place.line} bans stand outside the owner of `{owner}`"
    return f"{said} (-v shows each in full)"

"""Many copies in one file that come from one other file, and bans broken in many places: the first few say what the rest would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible

_COPIES: Final = "SSOT2"
_BANS: Final = frozenset(("SSOT301", "SSOT302", "SSOT303", "SSOT304", "SSOT307", "SSOT308"))
BRIEF_FROM: Final = 8
"""So many copies from one file in another were pasted at once; so many uses say that a ban is not kept."""
SHOWN: Final = 3
"""Of them so many are shown in full."""
MOST: Final = 0.75
"""So many of the others are methods of one type where that is what was copied."""


def pastes(findings: Iterable[Finding]) -> list[Sequence[Finding]]:
    """The findings of each paste that need no more than a line each, by place."""
    pairs: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.code.startswith(_COPIES) and finding.related:
            pairs.setdefault((finding.location.path, finding.related[0].location.path), []).append(finding)
    return [group[SHOWN:] for (copy, owner), group in pairs.items() if len(group) >= BRIEF_FROM and copy != owner]


def counted(paste: Sequence[Finding]) -> str:
    """What is said of such findings together. Whether the file says more than the other one nobody has asked."""
    copy, owner = visible(paste[0].location.path), visible(paste[0].related[0].location.path)
    [(kind, held)] = Counter(finding.scope.rpartition(".")[0] for finding in paste).most_common(1)
    methods = kind and held >= MOST * len(paste)  # who has methods of another type cannot take them as they are
    wanted = f"write once what `{visible(kind)}` and the type there have in common" if methods else "take them from there at once"
    return f"{len(paste) + SHOWN:,} copies of what stands in {owner} stand in {copy}; {wanted} (-v shows each in full)"


def repeats(findings: Iterable[Finding]) -> list[Sequence[Finding]]:
    """The findings of each ban of the registry that say one help and need no more than a line each, by place; hints have no more anyway."""
    bans: dict[tuple[str, str, Location, Severity, str], list[Finding]] = {}
    for finding in findings:
        if finding.code in _BANS and finding.related and finding.severity is not Severity.INFORMATION:
            alike = (finding.code, finding.domain, finding.related[0].location, finding.severity, finding.help)
            bans.setdefault(alike, []).append(finding)
    return [group[SHOWN:] for group in bans.values() if len(group) >= BRIEF_FROM]


def numbered(group: Sequence[Finding]) -> str:
    """What is said of such findings together."""
    place, owner = group[0].related[0].location, visible(group[0].domain)
    said = f"{len(group) + SHOWN:,} uses of what {visible(place.path)}:{place.line} bans stand outside the owner of `{owner}`"
    return f"{said} (-v shows each in full)"

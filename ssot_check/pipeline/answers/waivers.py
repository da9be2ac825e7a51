"""Everything that lets findings stand, for those who answer for it: comments, the registry's exceptions, the baseline's entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ssot_check.model.baseline import Split, identities
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Identity
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.standing import Waiver, WaiverKind
from ssot_check.model.suppression import Grant, Kind, Ledger, Suppressed

_KINDS = {Kind.IN_SOURCE: WaiverKind.COMMENT, Kind.EXTERNAL: WaiverKind.EXCEPTION}


def waivers(project: Project, suppressed: Sequence[Suppressed], parts: Split, ledger: Ledger, today: date | None) -> tuple[Waiver, ...]:
    """All waivers, those past their term first, then by the end of the term."""
    granted = _granted(suppressed, (*ledger.unused, *ledger.expired), today)
    return tuple(sorted((*granted, *_known(project, parts, today)), key=lambda waiver: waiver.sort_key))


def _granted(suppressed: Iterable[Suppressed], others: Iterable[Grant], today: date | None) -> list[Waiver]:
    """Grants, each once. One that covers findings of one domain only belongs to that domain."""
    found: dict[Waiver, Counter[str]] = {}
    for item in suppressed:
        for grant in item.grants:
            found.setdefault(_waiver(grant, today), Counter())[item.finding.domain] += 1
    for grant in others:
        found.setdefault(_waiver(grant, today), Counter())
    return [
        replace(waiver, covers=domains.total(), domain=next(iter(domains)) if len(domains) == 1 else "")
        for waiver, domains in found.items()
    ]


def _waiver(grant: Grant, today: date | None) -> Waiver:
    first = grant.paths[0] if grant.paths else grant.location.path
    more = f" and {len(grant.paths) - 1} more" if grant.paths[1:] else ""
    return Waiver(
        kind=WaiverKind.AUDIT if grant.audited else _KINDS[grant.kind],
        code=grant.code,
        path=first + more,
        reason=grant.reason,
        location=grant.location,
        until=grant.until,
        owner=grant.owner,
        expired=grant.has_run_out(today),
    )


def _known(project: Project, parts: Split, today: date | None) -> list[Waiver]:
    """The entries of the baseline, with the number of findings that each helps to stand."""
    if project.baseline is None:
        return []
    seen: Counter[Identity] = Counter(part for finding in parts.known for part in identities(finding))
    return [
        Waiver(
            kind=WaiverKind.BASELINE,
            code=entry.identity.code,
            path=entry.identity.path,
            reason=entry.reason,
            location=Location(project.baseline.path, entry.line),
            domain=entry.identity.domain,
            until=entry.until,
            owner=entry.owner,
            covers=seen[entry.identity],
            expired=entry.has_run_out(today),
        )
        for entry in project.baseline.entries
    ]

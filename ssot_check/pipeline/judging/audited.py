"""What an audit said of findings: a false positive and an accepted finding may stand, until the day that was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ssot_check.model.baseline import Baseline, BaselineEntry, Opinion, identities, split
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.suppression import Grant, Kind, Suppressed
from ssot_check.pipeline.judging.suppress import Outcome


def audited(outcome: Outcome, audit: Baseline | None, today: date | None) -> Outcome:
    """The outcome with the verdicts of the audit counted in: one that allows nothing is unused, one past its term has run out.

    As in a baseline a verdict is about exactly as many findings as there were: one more is told.
    """
    if audit is None:
        return outcome
    sparing = Baseline(audit.path, tuple(entry for entry in audit.entries if entry.verdict != Opinion.TRUE))
    parts = split(outcome.told, sparing, today)
    entries = {entry.identity: entry for entry in sparing.entries}
    spared = [
        Suppressed(finding, tuple(_grant(entries[part], audit.path) for part in dict.fromkeys(identities(finding))))
        for finding in parts.known
    ]
    gone = [entry for entry in parts.stale if entry.count == entries[entry.identity].count and not entry.has_run_out(today)]
    over = [entry for entry in sparing.entries if entry.has_run_out(today)]
    ledger = replace(
        outcome.ledger,
        unused=(*outcome.ledger.unused, *_grants(gone, audit.path)),
        expired=(*outcome.ledger.expired, *_grants(over, audit.path)),
    )
    by_place = sorted((*outcome.suppressed, *spared), key=lambda item: item.finding.sort_key)
    return Outcome(parts.new, tuple(by_place), ledger)


def _grants(entries: Iterable[BaselineEntry], path: str) -> list[Grant]:
    return [_grant(entry, path) for entry in entries]


def _grant(entry: BaselineEntry, path: str) -> Grant:
    place = Location(path, entry.line, 1, entry.line, 1) if entry.line else Location(path)
    known = entry.identity
    return Grant(Kind.EXTERNAL, known.code, place, entry.reason, entry.until, (known.path,), entry.owner, audited=True)

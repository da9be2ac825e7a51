"""What a badge says of a run, in the few words that it has room for."""

from __future__ import annotations

from typing import Final

from ssot_check.model.report import Report
from ssot_check.reports.support.words import plural, tally, verdict_word

LABEL: Final = "ssot"


def badge_text(report: Report) -> str:
    """`clean`, `untrusted`, or what was found: counts of findings, of known ones, and of gaps in the check."""
    if verdict_word(report) == "UNTRUSTED":
        return "untrusted"
    counts = [tally(report)] if report.findings else []
    counts += [f"{len(report.known):,} known"] if report.known else []
    counts += [plural(len(report.problems), "gap")] if report.problems else []
    return ", ".join(counts) or "clean"

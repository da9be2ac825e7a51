"""Files in the report for programs: how much was analysed, and what was not."""

from __future__ import annotations

from ssot_check.model.report import Completeness
from ssot_check.model.source import SkippedFile
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.json_baseline import Document


def skipped(item: SkippedFile) -> Document:
    """A file that was not analysed, and why."""
    return {"path": visible(item.path), "reason": item.reason.value}


def completeness(done: Completeness) -> Document:
    """What the verdict rests on."""
    return {
        "listed": done.listed,
        "analysed": done.analysed,
        "partly": sorted(visible(path) for path in done.partly),
        "skipped": [skipped(item) for item in sorted(done.skipped)],
        "lines": done.lines,
        "units": done.units,
        "compared": done.compared,
        "listed_by": visible(done.lister),
        "by_language": {visible(name): count for name, count in sorted(done.by_language.items())},
    }

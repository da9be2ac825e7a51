"""Files in the report for programs: how much was analysed, what was not, and which are copies."""

from __future__ import annotations

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.report import Completeness
from ssot_check.model.source import SkippedFile
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.json_baseline import Document


def skipped(item: SkippedFile) -> Document:
    """A file that was not analysed, and why."""
    return {"path": visible(item.path), "reason": item.reason.value}


def file_copy(item: Finding) -> Document:
    """A file that is a copy, and the keys of the findings about its units."""
    return {
        "path": visible(item.location.path),
        "owner": visible(item.related[0].location.path),
        "domain": visible(item.domain),
        "message": visible(item.message),
        "help": "\n".join(visible_lines(item.help)),
        "keys": [digest_parts(part) for part in (item.identity, *item.further)],
    }


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
        "generated_units": done.generated_units,
        "listed_by": visible(done.lister),
        "by_language": {visible(name): count for name, count in sorted(done.by_language.items())},
    }

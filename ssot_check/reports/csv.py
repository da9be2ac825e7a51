"""For spreadsheets: one row for each problem, finding, known and suppressed finding, with a header (RFC 4180, lines end in LF).

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run as a formula: it gets an apostrophe in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, column, end, keyed, line, message, path, reason, related_place, remedy

COLUMNS: Final = (
    "state",
    "severity",
    "code",
    "rule",
    "domain",
    "path",
    "line",
    "column",
    "end_line",
    "scope",
    "message",
    "why",
    "help",
    "related",
    "score",
    "key",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """The table; `state` is problem, new, known or suppressed, `score` is empty where nothing was compared."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(report))
    return out.getvalue()


def _rows(report: Report) -> Iterator[tuple[str | int, ...]]:
    names = {rule.code: rule.name for rule in report.rules}
    groups: tuple[tuple[str, tuple[Item, ...]], ...] = (
        ("problem", report.problems),
        ("new", report.findings),
        ("known", report.known),
        ("suppressed", tuple(item.finding for item in report.suppressed)),
    )
    for state, group in groups:
        for key, item in keyed(group):
            score = f"{item.score:.4f}" if isinstance(item, Finding) and item.score is not None else ""
            scope = visible(item.scope) if isinstance(item, Finding) else ""
            texts = (visible(item.code), names.get(item.code, ""), visible(item.domain), path(item))
            place = (line(item), column(item), end(item)[0])
            said = (scope, message(item), reason(item), remedy(item), related_place(item))
            yield (state, item.severity.value, *map(_cell, texts), *place, *map(_cell, said), score, key)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


FORMAT = ReportFormat("csv", "one row per finding for spreadsheets; formulas are made harmless", render)

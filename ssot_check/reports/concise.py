"""For editors, grep and short terminals: one line per problem and finding, what was not looked at, the verdict last."""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.oneline import all_lines, is_silent
from ssot_check.reports.support.paint import Paint


def render(report: Report) -> str:
    """`path:line:column: CODE severity message [domain] -> help`; with `quiet` nothing when the verdict is CLEAN."""
    if is_silent(report):
        return ""
    paint = Paint.of(report.presentation, report.rules)
    *items, verdict = all_lines(report, paint)
    counts = _counts(report, paint) if report.presentation.statistics else []
    unseen = [] if report.presentation.quiet else unseen_lines(report)
    return "".join(f"{line}\n" for line in (*items, *counts, *unseen, verdict))


def _counts(report: Report, paint: Paint) -> list[str]:
    from ssot_check.reports.support.summary import statistics

    return statistics(report, paint)


FORMAT = ReportFormat("concise", "one line per finding, the verdict last", render)

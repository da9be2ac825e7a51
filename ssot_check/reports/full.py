"""For people at a terminal: every finding beside its canonical owner, then what was checked and the verdict.

The layout follows the compiler diagnostics of rustc: a headline with the code, an arrow to the place, the source line
with marks under the symbol, a second labelled place, notes, and a `help:` line to copy.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.gate_words import gate_table
from ssot_check.reports.support.oneline import all_lines, is_silent, verdict_lines
from ssot_check.reports.support.paint import Paint
from ssot_check.reports.support.summary import completeness, domain_rules, domain_table, repairs, skipped_files, statistics


def render(report: Report) -> str:
    """The whole report as text; with `quiet` one line each, and nothing at all when the verdict is CLEAN."""
    paint = Paint.of(report.presentation, report.rules)
    if report.presentation.quiet:
        return "" if is_silent(report) else "".join(f"{line}\n" for line in all_lines(report, paint))
    blocks = [*_blocks(report, paint), *_summary(report, paint)]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _blocks(report: Report, paint: Paint) -> list[list[str]]:
    """What is told, before the summary."""
    if not (report.problems or report.findings):
        return []
    from ssot_check.reports.support.blocks import blocks  # most runs of a hook tell nothing

    return blocks(report, paint)


def _summary(report: Report, paint: Paint) -> list[list[str]]:
    show = report.presentation
    return [
        statistics(report, paint) if show.statistics else [],
        skipped_files(report, paint) if show.verbose else [],
        domain_table(report, paint),
        domain_rules(report, paint) if show.verbose else [],
        gate_table(report, paint),
        [*completeness(report, paint), *repairs(report, paint), *verdict_lines(report, paint)],
    ]


FORMAT = ReportFormat("full", "for people: source, marks, owner, help, summary", render)

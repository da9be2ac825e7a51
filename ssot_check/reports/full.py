"""For people at a terminal: every finding beside its canonical owner, then what was checked and the verdict.

The layout follows the compiler diagnostics of rustc: a headline with the code, an arrow to the place, the source line
with marks under the symbol, a second labelled place, notes, and a `help:` line to copy.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.findings import compact_lines, finding_lines
from ssot_check.reports.support.folding import fold, folded_lines
from ssot_check.reports.support.gate_words import gate_table
from ssot_check.reports.support.oneline import all_lines, is_silent, verdict_lines
from ssot_check.reports.support.paint import Paint
from ssot_check.reports.support.pasted import counted, pastes
from ssot_check.reports.support.problems import help_lines, problem_lines
from ssot_check.reports.support.repeated import numbered, repeats
from ssot_check.reports.support.summary import completeness, domain_rules, domain_table, repairs, skipped_files, statistics


def render(report: Report) -> str:
    """The whole report as text; with `quiet` one line each, and nothing at all when the verdict is CLEAN."""
    paint = Paint.of(report.presentation, report.rules)
    if report.presentation.quiet:
        return "" if is_silent(report) else "".join(f"{line}\n" for line in all_lines(report, paint))
    blocks = [*_blocks(report, paint), *_summary(report, paint)]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _blocks(report: Report, paint: Paint) -> list[list[str]]:
    """Problems, then findings; unless `verbose`, repeated warnings are folded; most of a paste or ban, and hints, have a line each."""
    compact = not report.presentation.verbose
    blocks = []
    for group in [[problem] for problem in report.problems] if not compact else fold(report.problems):
        first = group[0]
        folded = len(group) > 1
        blocks.append(folded_lines(group, paint) if folded else problem_lines(first, paint, report.sources.get(first.location.path)))
    brief: list[str] = []
    shown = report.shown if compact else report.findings
    often = [
        (group, tell(group)) for known, tell in ((pastes, counted), (repeats, numbered)) for group in (known(shown) if compact else ())
    ]
    short = {id(finding): told for told in often for finding in told[0]}
    for finding in shown:
        rest, said = short.get(id(finding), ((), ""))
        if compact and finding.severity is Severity.INFORMATION:
            brief += compact_lines(finding, paint)
        elif not rest:
            blocks.append(finding_lines(finding, report.sources, paint))
        elif finding is rest[0]:
            blocks.append([*(line for item in rest for line in compact_lines(item, paint)), *help_lines(said, paint)])
    return [*blocks, brief]


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

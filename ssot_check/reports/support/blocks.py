"""Every problem and finding as people read it at a terminal, a block of lines each."""

from __future__ import annotations

from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.findings import compact_lines, finding_lines
from ssot_check.reports.support.folding import fold, folded_lines
from ssot_check.reports.support.paint import Paint
from ssot_check.reports.support.pasted import counted, numbered, pastes, repeats
from ssot_check.reports.support.problems import help_lines, problem_lines


def blocks(report: Report, paint: Paint) -> list[list[str]]:
    """Problems, then findings; unless `verbose`, repeated warnings are folded; most of a paste or ban, and hints, have a line each."""
    compact = not report.presentation.verbose
    found: list[list[str]] = []
    for group in [[problem] for problem in report.problems] if not compact else fold(report.problems):
        first = group[0]
        folded = len(group) > 1
        found.append(folded_lines(group, paint) if folded else problem_lines(first, paint, report.sources.get(first.location.path)))
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
            found.append(finding_lines(finding, report.sources, paint))
        elif finding is rest[0]:
            found.append([*(line for item in rest for line in compact_lines(item, paint)), *help_lines(said, paint)])
    return [*found, brief]

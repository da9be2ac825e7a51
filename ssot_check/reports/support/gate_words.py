"""The conditions of the quality gate in words, and as rows for people."""

from __future__ import annotations

from ssot_check.model.gate import Condition, Outcome
from ssot_check.model.report import Report
from ssot_check.reports.support.columns import pad, text_width, wrap
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.paint import BOLD, DIM, Paint

_OUTCOME_STYLE = {Outcome.PASS: "32", Outcome.FAIL: "1;31", Outcome.OPEN: DIM}


def failed_conditions(report: Report) -> tuple[Condition, ...]:
    """Conditions of the gate that do not hold, but for the one that the counts of findings tell anyway."""
    return tuple(item for item in report.conditions if item.outcome is Outcome.FAIL and item.name != "failing_findings")


def gate_sentence(report: Report) -> str:
    """`gate: debt of logging 60, at most 40`; empty when nothing of it fails."""
    failed = [f"{condition_name(item)} {found_and_asked(item)}" for item in failed_conditions(report)]
    return f"gate: {'; '.join(failed)}" if failed else ""


def condition_name(condition: Condition) -> str:
    """`debt of logging`, `min_score`."""
    domain = condition.domain or ("(no domain)" if condition.name == "debt" else "")
    return f"{condition.name} of {domain}" if domain else condition.name


def found_and_asked(condition: Condition) -> str:
    """`60, at most 40`; with the reason where it is not decided."""
    value = "unknown" if condition.value is None else f"{condition.value:g}"
    asked = f"{value}, at {'least' if condition.at_least else 'most'} {condition.limit:g}"
    return f"{asked} ({condition.why})" if condition.why else asked


def gate_table(report: Report, paint: Paint) -> list[str]:
    """One row for each condition of the quality gate, and the exit code."""
    if not report.conditions:
        return []
    size = max(len(item.outcome.value) for item in report.conditions)
    names = max(text_width(visible(condition_name(item))) for item in report.conditions)
    out = [paint(f"quality gate: exit code {int(report.verdict)}", BOLD)]
    for item in report.conditions:
        word = paint(f"{item.outcome.value:<{size}}", _OUTCOME_STYLE[item.outcome])
        name, found, indent = visible(condition_name(item)), found_and_asked(item), size + names + 4
        if not paint.room or indent + text_width(found) <= paint.room:
            out.append(f"{word}  {pad(name, names)}  {found}")
        else:
            out += [f"{word}  {name}", *(f"    {line}" for line in wrap(found, paint.room - 4))]
    return out

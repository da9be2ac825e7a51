"""The conditions of the quality gate in words."""

from __future__ import annotations

from ssot_check.model.gate import Condition, Outcome
from ssot_check.model.report import Report


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

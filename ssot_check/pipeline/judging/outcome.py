"""What a run comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ssot_check.model.finding import Finding
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity, Verdict


def is_trusted(problems: Iterable[Problem]) -> bool:
    """True unless something kept us from seeing what has to be seen."""
    return not any(problem.severity is Severity.ERROR for problem in problems)


def verdict_of(findings: Iterable[Finding], problems: Iterable[Problem], failing: Sequence[Severity]) -> Verdict:
    """What findings and problems come to, before any condition of a gate."""
    if not is_trusted(problems):
        return Verdict.UNTRUSTED
    return Verdict.FINDINGS if any(finding.severity in failing and not finding.excused for finding in findings) else Verdict.CLEAN

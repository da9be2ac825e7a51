"""Holds a report against the conditions of the registry, and lets the verdict follow."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.compliance import Compliance, DomainStanding, assess, is_narrowed
from ssot_check.model.dataclass import replace
from ssot_check.model.facts import Enforcement
from ssot_check.model.gate import EVERY_DOMAIN, Condition, Gate, Outcome
from ssot_check.model.report import Report
from ssot_check.model.source import UNSEEN
from ssot_check.model.verdict import Severity, Verdict

_NARROWED = "the report was narrowed, it is not about the whole repository"
_LEFT_OUT = "rules were left out (--select, --ignore), so what they would find is not counted"
_UNTRUSTED = "the run cannot be trusted"
_COUNTED = (Severity.ERROR, Severity.WARNING)


def gated(report: Report, asked: Enforcement) -> Report:
    """The report with its conditions, FINDINGS where one fails and anything may fail at this level; as it is where none is asked."""
    if asked.gate == Gate() and asked.min_score is None:
        return report
    conditions = tuple(_conditions(report, asked))
    fails = bool(report.failing) and any(item.outcome is Outcome.FAIL for item in conditions)
    verdict = Verdict.FINDINGS if fails and report.verdict is Verdict.CLEAN else report.verdict
    return replace(report, conditions=conditions, verdict=verdict)


def _conditions(report: Report, asked: Enforcement) -> Iterator[Condition]:
    gate = asked.gate
    yield _most("failing_findings", 0, sum(report.fails(finding) for finding in report.findings), report)
    if gate.new_findings is not None:
        new = sum(finding.severity in _COUNTED and not finding.excused for finding in report.findings)
        yield _most("new_findings", gate.new_findings, new, report)
    if gate.expired_waivers is not None:
        yield _most("expired_waivers", gate.expired_waivers, sum(waiver.expired for waiver in report.waivers), report)
    if gate.unread_files is not None:
        done = report.completeness
        unread = len(done.partly) + sum(item.reason in UNSEEN for item in done.skipped)
        yield _most("unread_files", gate.unread_files, unread, report)
    audit = assess(report)
    yield from _debts(gate, audit, report)
    if asked.min_score is not None:
        yield _score(asked.min_score, audit, report)


def _most(name: str, limit: float, value: float, report: Report, domain: str = "") -> Condition:
    """A count can only grow when more is seen: too many stays too many in a run that saw too little."""
    if value > limit:
        return Condition(name, limit, value, Outcome.FAIL, domain)
    if report.verdict is Verdict.UNTRUSTED:
        return Condition(name, limit, value, Outcome.OPEN, domain, why=_UNTRUSTED)
    return Condition(name, limit, value, Outcome.PASS, domain)


def _debts(gate: Gate, audit: Compliance, report: Report) -> Iterator[Condition]:
    limits = {limit.domain: limit.most for limit in gate.debt}
    for item in audit.domains if limits else ():
        limit = limits.get(item.summary.name, limits.get(EVERY_DOMAIN))
        if limit is not None:
            yield _debt(limit, item, report)


def _debt(limit: float, item: DomainStanding, report: Report) -> Condition:
    found = _most("debt", limit, item.debt, report, item.summary.name)
    return _unless_partial(found, report)


def _unless_partial(found: Condition, report: Report) -> Condition:
    """Nothing passes that more sight could make fail: debt and score speak of the whole repository and of every rule."""
    why = _NARROWED if is_narrowed(report) else _LEFT_OUT if report.left_out else ""
    return replace(found, outcome=Outcome.OPEN, why=why) if why and found.outcome is Outcome.PASS else found


def _score(least: float, audit: Compliance, report: Report) -> Condition:
    score = audit.now.score
    if score is not None:
        outcome = Outcome.PASS if score >= least else Outcome.FAIL
        return _unless_partial(Condition("min_score", least, score, outcome, at_least=True), report)
    why = _UNTRUSTED if report.verdict is Verdict.UNTRUSTED else _NARROWED if is_narrowed(report) else ""
    if why:
        return Condition("min_score", least, None, Outcome.OPEN, at_least=True, why=why)
    return Condition("min_score", least, None, Outcome.FAIL, at_least=True, why="no domain could be assessed, so there is no score")

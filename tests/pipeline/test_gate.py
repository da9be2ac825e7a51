"""The quality gate: which condition holds, which fails the run, and which nobody can decide."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ssot_check.discovery import formats
from ssot_check.model.facts import Enforcement
from ssot_check.model.finding import Finding
from ssot_check.model.gate import Condition, DebtLimit, Gate, Outcome
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Completeness, Report
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.standing import Waiver, WaiverKind
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.judging.gate import gated
from ssot_check.reports.support.words import verdict_line, verdict_word
from tests.builders import a_finding, a_place
from tests.model.test_compliance import CLEAN

ERROR, WARNING = a_finding(domain="logging"), a_finding(domain="logging", severity=Severity.WARNING)
INFORMATION = a_finding(severity=Severity.INFORMATION)
OVER = Waiver(WaiverKind.COMMENT, "SSOT201", "a.py", "later", Location("a.py", 1), until="2026-01-01", expired=True)
PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.OPEN


def held(gate: Gate | None = None, min_score: float | None = None, **change: Any) -> Report:
    return gated(replace(CLEAN, **change), Enforcement(gate=gate or Gate(), min_score=min_score))


def rows(report: Report) -> dict[str, Outcome]:
    assert report.conditions[0].name == "failing_findings"
    return {" ".join(filter(None, (item.name, item.domain))): item.outcome for item in report.conditions[1:]}


def debt(**limits: float) -> Gate:
    return Gate(debt=tuple(DebtLimit(name if name != "every" else "*", most, a_place()) for name, most in limits.items()))


@pytest.mark.parametrize(
    ("gate", "change", "outcome"),
    [
        (Gate(new_findings=0), {}, PASS),
        (Gate(new_findings=0), {"findings": (WARNING,)}, FAIL),
        (Gate(new_findings=1), {"findings": (WARNING, INFORMATION)}, PASS),
        (Gate(new_findings=0), {"findings": (replace(WARNING, excused="phase report"),)}, PASS),
        (Gate(expired_waivers=0), {"waivers": (OVER,)}, FAIL),
        (Gate(expired_waivers=0), {"waivers": (replace(OVER, expired=False),)}, PASS),
        (Gate(unread_files=0), {"completeness": Completeness(2, 1, partly=("b.py",))}, FAIL),
        (Gate(unread_files=0), {"completeness": Completeness(2, 1, skipped=(SkippedFile("b.py", Skip.HUGE),))}, FAIL),
        (Gate(unread_files=0), {"completeness": Completeness(2, 1, skipped=(SkippedFile("b.png", Skip.BINARY),))}, PASS),
    ],
)
def test_counts_are_held_against_their_limit(gate: Gate, change: dict[str, Any], outcome: Outcome) -> None:
    report = held(gate, **change)
    assert list(rows(report).values()) == [outcome]
    assert report.verdict is (Verdict.FINDINGS if outcome is FAIL else Verdict.CLEAN)


def test_debt_is_limited_for_every_domain_and_for_one() -> None:
    found = {"known": (WARNING,) * 4}
    assert rows(held(debt(every=5), **found)) == {"debt logging": FAIL, "debt metrics": PASS}
    assert rows(held(debt(every=5, logging=6), **found)) == {"debt logging": PASS, "debt metrics": PASS}
    assert rows(held(debt(metrics=0), **found)) == {"debt metrics": PASS}
    assert rows(held(debt(every=5), known=(a_finding(),))) == {"debt logging": PASS, "debt metrics": PASS, "debt": PASS}


def test_the_score_must_be_given_in_a_whole_run() -> None:
    assert rows(held(min_score=100)) == {"min_score": PASS}
    assert rows(held(min_score=100, known=(ERROR,))) == {"min_score": FAIL}
    idle = tuple(replace(row, compared_units=0) for row in CLEAN.domains)
    nothing = held(min_score=10, domains=idle)
    assert (rows(nothing), nothing.verdict) == ({"min_score": FAIL}, Verdict.FINDINGS)
    assert "gate: min_score unknown, at least 10 (no domain could be assessed, so there is no score)" in verdict_line(nothing)


@pytest.mark.parametrize(
    "narrowed", [{"narrowed": ("app",)}, {"since": "main"}, {"staged": 1}, {"only_domains": ("logging",)}, {"left_out": ("SSOT2",)}]
)
def test_what_is_about_the_whole_is_not_decided_by_a_part(narrowed: dict[str, Any]) -> None:
    gate = replace(debt(every=5), new_findings=0)
    assert rows(held(gate, 90, **narrowed)) == {"new_findings": PASS, "debt logging": OPEN, "debt metrics": OPEN, "min_score": OPEN}
    assert rows(held(gate, 90, findings=(ERROR,), **narrowed))["debt logging"] is FAIL


def test_a_run_that_cannot_be_trusted_decides_only_what_is_too_much_already() -> None:
    broken = {"verdict": Verdict.UNTRUSTED, "problems": (Problem("SSOT007", "no", a_place()),), "findings": (WARNING,)}
    report = held(Gate(new_findings=0, expired_waivers=0), 50, **broken)
    assert rows(report) == {"new_findings": FAIL, "expired_waivers": OPEN, "min_score": OPEN}
    assert report.verdict is Verdict.UNTRUSTED


def test_where_nothing_fails_the_gate_is_told_and_fails_nothing() -> None:
    report = held(Gate(new_findings=0), findings=(WARNING,), failing=())
    assert (rows(report), report.verdict, verdict_word(report)) == ({"new_findings": FAIL}, Verdict.CLEAN, "PASSED")
    assert "gate: new_findings 1, at most 0" in verdict_line(report)


def test_without_conditions_there_is_no_gate() -> None:
    assert held() is not None
    assert held().conditions == ()


def failed() -> Report:
    return held(Gate(new_findings=0, expired_waivers=0), 90, findings=(WARNING,))


@pytest.mark.parametrize("name", ["full", "summary", "markdown", "compliance", "html", "junit"])
def test_rows_stand_in_the_formats_for_people(name: str) -> None:
    text = next(form for form in formats() if form.name == name).render(failed())
    for word in ("new_findings", "1, at most 0", "expired_waivers", "min_score"):
        assert word in text.replace("&#95;", "_")


@pytest.mark.parametrize("name", ["json", "compliance-json"])
def test_programs_read_the_rows(name: str) -> None:
    told = json.loads(next(form for form in formats() if form.name == name).render(failed()))
    assert told["exit_code"] == 1
    row = {"name": "new_findings", "limit": 0, "value": 1, "outcome": "fail", "domain": "", "at_least": False, "why": ""}
    assert row in told["gate"]


def test_the_full_report_shows_a_table() -> None:
    text = next(form for form in formats() if form.name == "full").render(failed())
    assert "quality gate: exit code 1\npass  failing_findings  0, at most 0\nfail  new_findings      1, at most 0\n" in text


def test_names_from_the_registry_do_no_harm() -> None:
    evil = Condition("debt", 1, 2, FAIL, "</script>|<b>\x1b[31m")
    for form in formats():
        text = form.render(replace(CLEAN, verdict=Verdict.FINDINGS, conditions=(evil,)))
        assert "\x1b" not in text
        assert form.name not in ("html", "markdown", "compliance", "summary") or "<b>" not in text


def test_a_finding_that_fails_is_a_row_of_its_own() -> None:
    findings: tuple[Finding, ...] = (ERROR,)
    report = held(Gate(new_findings=5), findings=findings, verdict=Verdict.FINDINGS)
    assert [item.outcome for item in report.conditions] == [FAIL, PASS]
    assert "gate" not in verdict_line(report)

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.compliance import Status, assess, clock_went_back, compared_with
from ssot_check.model.location import Location
from ssot_check.model.report import Completeness, DomainSummary, Report
from ssot_check.model.source import UNSEEN, Skip, SkippedFile
from ssot_check.model.standing import History, Period, Standing, Waiver, WaiverKind
from ssot_check.model.suppression import Suppressed
from ssot_check.model.verdict import Severity, Verdict
from tests.builders import a_finding

ERROR = a_finding(domain="logging")
WARNING = a_finding(domain="logging", severity=Severity.WARNING)
INFO = a_finding(domain="logging", severity=Severity.INFORMATION)
CLEAN = Report(
    verdict=Verdict.CLEAN,
    findings=(),
    problems=(),
    domains=(DomainSummary("logging", "logging", "app", 1, 4), DomainSummary("metrics", "metrics", "m", 1, 2, compared_units=0)),
    completeness=Completeness(1, 1),
    rules=(),
    registry="SSOT_LOCK.yml",
    dialect="version 2",
    tool_version="1",
    day="2026-11-21",
)
OVER = Waiver(WaiverKind.BASELINE, "SSOT201", "a.py", "later", Location("b.json"), "logging", "2026-01-01", expired=True)


def ran(day: str, score: int | None = 50, period: str = "day") -> Standing:
    return Standing(day, period, "findings", score, domains={"logging": score})


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({}, True),
        ({"completeness": Completeness(2, 1, partly=("a.ts",))}, False),
        *(({"completeness": Completeness(2, 1, skipped=(SkippedFile("data.yml", reason),))}, False) for reason in UNSEEN),
        ({"completeness": Completeness(2, 1, skipped=(SkippedFile("Main.java", Skip.NO_LANGUAGE),))}, False),
        ({"completeness": Completeness(2, 1, skipped=(SkippedFile("study.ipynb", Skip.NO_LANGUAGE),))}, False),
        ({"completeness": Completeness(2, 1, skipped=(SkippedFile("logo.svg", Skip.NO_LANGUAGE),))}, True),
        ({"completeness": Completeness(2, 1, skipped=(SkippedFile("old/Main.java", Skip.EXCLUDED),))}, True),
        ({"left_out": ("SSOT302",)}, False),
        ({"left_out": ("SSOT901",)}, True),
    ],
)
def test_no_score_is_whole_while_something_in_scope_was_unread(change: dict[str, object], whole: bool) -> None:
    audit = assess(replace(CLEAN, **change))  # type: ignore[arg-type]
    assert (audit.now.score == 100, audit.domains[0].score == 100) == (whole, whole)
    assert audit.domains[0].status is (Status.COMPLIANT if whole else Status.DEBT)


@pytest.mark.parametrize(
    ("change", "status", "score"),
    [
        ({}, Status.COMPLIANT, 100),
        ({"findings": (INFO,)}, Status.COMPLIANT, 100),
        ({"findings": (ERROR,), "verdict": Verdict.FINDINGS}, Status.VIOLATED, 90),
        ({"findings": (ERROR,) * 10, "verdict": Verdict.FINDINGS}, Status.VIOLATED, 50),
        ({"findings": (WARNING,)}, Status.DEBT, 97),
        ({"known": (ERROR,)}, Status.DEBT, 95),
        ({"suppressed": (Suppressed(ERROR, ()),)}, Status.DEBT, 99),
        ({"waivers": (OVER,)}, Status.DEBT, 95),
        ({"verdict": Verdict.UNTRUSTED}, Status.UNTRUSTED, None),
        ({"narrowed": ("a.py",)}, Status.NOT_ASSESSED, None),
        ({"since": "main"}, Status.NOT_ASSESSED, None),
        ({"only_domains": ("metrics",)}, Status.NOT_ASSESSED, None),
    ],
)
def test_the_rule_of_the_score(change: dict[str, object], status: Status, score: int | None) -> None:
    audit = assess(replace(CLEAN, **change))  # type: ignore[arg-type]
    assert (audit.domains[0].status, audit.domains[0].score) == (status, score)
    assert audit.now.score == score


def test_a_domain_of_which_nothing_was_compared_is_not_called_compliant() -> None:
    assert (assess(CLEAN).domains[1].status, assess(CLEAN).domains[1].score) == (Status.NOT_ASSESSED, None)


def test_findings_of_no_domain_or_of_an_unknown_one_have_a_row() -> None:
    audit = assess(replace(CLEAN, findings=(a_finding(), a_finding(domain="gone")), verdict=Verdict.FINDINGS))
    assert audit.domains[-1].new["error"] == 2
    assert [item.summary.name for item in audit.worst] == [""]
    assert audit.now.score == (100 + 83) // 2


def test_the_change_is_against_the_run_of_the_period() -> None:
    audit = assess(replace(CLEAN, history=History("h", (ran("2026-11-20", 60), ran("2026-11-20", None)))))
    assert (audit.delta("score"), audit.domains[0].delta, audit.domains[1].delta) == (40, 40, None)
    assert [run.score for run in audit.trend] == [60, 100]


@pytest.mark.parametrize(("period", "day"), [(Period.DAY, "2026-11-20"), (Period.WEEK, "2026-11-14"), (Period.PHASE, "2026-10-01")])
def test_periods(period: Period, day: str) -> None:
    runs = (ran("2026-09-01"), ran("2026-10-01", period="phase"), ran("2026-11-14"), ran("2026-11-20"), ran("2026-11-21", None))
    found = compared_with(History("h", runs), period, "2026-11-21")
    assert found is not None
    assert found.day == day


def test_the_first_run_stands_in_where_none_is_old_enough() -> None:
    runs = (ran("2026-11-18"), ran("2026-11-20"))
    assert all(compared_with(History("h", runs), period, "2026-11-21") is runs[0] for period in (Period.WEEK, Period.PHASE))
    assert compared_with(History("h"), Period.WEEK, "2026-11-21") is None


def test_a_clock_that_went_back_is_noticed() -> None:
    assert clock_went_back((ran("2026-11-21"), ran("2026-11-20")))
    assert not clock_went_back((ran("2026-11-20"), ran("2026-11-20")))

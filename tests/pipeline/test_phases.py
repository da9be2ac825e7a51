"""What each phase lets fail, for a domain, for a rule and where both speak."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssot_check.model.baseline import Baseline, BaselineEntry
from ssot_check.model.compliance import Status, assess
from ssot_check.model.config import Config
from ssot_check.model.facts import Enforcement
from ssot_check.model.finding import Finding
from ssot_check.model.phase import Diff, Phase, PhaseEffect, PhaseEntry
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.judging.judge import judge
from ssot_check.reports.concise import render as concise
from ssot_check.reports.support.words import verdict_line, verdict_word
from tests.builders import a_domain, a_finding, a_place, a_project, a_registry
from tests.pipeline.test_judge import a_rule

OLD, TOUCHED, FRESH = "app/old.py", "app/touched.py", "app/fresh.py"
CHANGE = Diff(frozenset((TOUCHED, FRESH)), frozenset((FRESH,)))


def at(path: str, **fields: Any) -> Finding:
    return a_finding("SSOT201", location=a_place(path=path), domain=fields.pop("domain", "logging"), digest=path, **fields)


HERE = tuple(at(path) for path in (OLD, TOUCHED, FRESH))


def project(phase: Phase | None = None, diff: Diff | None = CHANGE, **phases: Phase) -> Project:
    """A project in these phases, told about a change."""
    entries = tuple(PhaseEntry(name, value, a_place()) for name, value in phases.items())
    enforcement = Enforcement(phase=phase, phases=entries)
    return a_project(
        registry=a_registry(a_domain("logging", "app/log.py"), a_domain("metrics", "m.py"), enforcement=enforcement), diff=diff
    )


def judged(known: Project, *found: Finding | Problem, **config: Any) -> Report:
    return judge(known, Config(Path("unused"), **config), [a_rule("SSOT201", *(found or HERE))])


def failing(report: Report) -> list[str]:
    return [finding.location.path for finding in report.findings if report.fails(finding)]


@pytest.mark.parametrize(
    ("phase", "told", "fails"),
    [
        (None, 3, [FRESH, OLD, TOUCHED]),
        (Phase.OFF, 0, []),
        (Phase.REPORT, 3, []),
        (Phase.TOUCHED, 3, [FRESH, TOUCHED]),
        (Phase.NEW, 3, [FRESH]),
        (Phase.RATCHET, 3, [FRESH, OLD, TOUCHED]),
        (Phase.FULL, 3, [FRESH, OLD, TOUCHED]),
    ],
)
def test_what_fails_in_each_phase(phase: Phase | None, told: int, fails: list[str]) -> None:
    for known in (project(phase), project(logging=phase) if phase else project(), project(SSOT20=phase) if phase else project()):
        report = judged(known)
        assert (len(report.findings), failing(report)) == (told, fails)
        assert report.verdict is (Verdict.FINDINGS if fails else Verdict.CLEAN)
        assert sum(effect.held for effect in report.phases) == told - len(fails)


@pytest.mark.parametrize("phase", [Phase.TOUCHED, Phase.NEW])
def test_without_a_change_to_look_at_everything_counts_and_that_is_said(phase: Phase) -> None:
    report = judged(project(phase, diff=None))
    assert failing(report) == [FRESH, OLD, TOUCHED]
    assert report.phases == (PhaseEffect("", phase, undecided=True),)
    assert "no change to look at (--since, --staged, --baseline-ref), so it counts as ratchet" in concise(report)


def test_what_the_registry_says_of_a_touched_file_counts_as_touched() -> None:
    in_registry = a_finding("SSOT201", location=a_place(3), domain="logging")
    assert failing(judged(project(Phase.TOUCHED), in_registry)) == ["SSOT_LOCK.yml"]
    assert failing(judged(project(Phase.NEW), in_registry)) == []


def test_a_finding_of_several_fragments_stands_in_each_of_their_files() -> None:
    pair = replace(HERE[0], further=(HERE[2].identity,))
    assert failing(judged(project(Phase.NEW), pair)) == [OLD]


def test_the_weaker_one_holds_where_domain_and_rule_meet_and_the_longest_code_speaks_for_the_rule() -> None:
    assert failing(judged(project(logging=Phase.FULL, SSOT2=Phase.REPORT))) == []
    assert failing(judged(project(logging=Phase.REPORT, SSOT2=Phase.FULL))) == []
    assert failing(judged(project(SSOT2=Phase.REPORT, SSOT201=Phase.RATCHET))) == [FRESH, OLD, TOUCHED]
    assert failing(judged(project(Phase.REPORT, logging=Phase.RATCHET))) == [FRESH, OLD, TOUCHED]
    assert failing(judged(project(metrics=Phase.REPORT))) == [FRESH, OLD, TOUCHED]


def with_baseline(known: Project) -> Project:
    return replace(known, baseline=Baseline("known.json", (BaselineEntry(HERE[0].identity, reason="old"),)))


def test_only_full_looks_past_the_baseline() -> None:
    assert failing(judged(with_baseline(project(Phase.RATCHET)), HERE[0])) == []
    report = judged(with_baseline(project(Phase.FULL)), HERE[0])
    assert (failing(report), report.known, report.stale) == ([OLD], (), ())
    assert report.phases == (PhaseEffect("", Phase.FULL, unexcused=1),)


def test_the_integrity_of_the_run_has_no_phase() -> None:
    problem = Problem("SSOT007", "cannot be read", a_place())
    assert judged(project(Phase.OFF), problem).verdict is Verdict.UNTRUSTED


def test_what_is_off_is_counted_and_never_called_clean() -> None:
    report = judged(project(logging=Phase.OFF))
    assert (report.verdict, verdict_word(report)) == (Verdict.CLEAN, "PASSED")
    assert "3 findings of phase off not shown" in verdict_line(report)
    assert "logging in phase off: 3 findings not shown" in concise(report)
    rows = {item.summary.name: (item.status, item.score) for item in assess(report).domains}
    assert rows["logging"] == (Status.NOT_ASSESSED, None)
    assert verdict_word(judged(project(metrics=Phase.REPORT), at(OLD, severity=Severity.INFORMATION))) == "PASSED"


def test_what_does_not_fail_says_why() -> None:
    report = judged(project(Phase.NEW), HERE[0])
    assert report.findings[0].excused == "phase new: it stands in no file that the change adds"
    line = concise(report).splitlines()[0]
    assert line.endswith("(phase new: it stands in no file that the change adds)")


def test_phases_can_be_left_out() -> None:
    report = judged(project(logging=Phase.OFF), no_phases=True)
    assert (failing(report), report.phases) == ([FRESH, OLD, TOUCHED], ())

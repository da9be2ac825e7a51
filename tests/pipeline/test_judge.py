"""Rules in, Report out: what runs, what counts, and what the verdict is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from ssot_check import __version__, discovery
from ssot_check.model.baseline import Baseline, BaselineEntry
from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, ExceptionEntry, Level
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.judging.judge import is_selected, judge
from tests.builders import a_domain, a_finding, a_parsed_file, a_path, a_place, a_policy, a_project, a_registry, a_tree, a_unit

ERROR, WARNING, INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION
DOMAINS = (a_domain("logging", "app/log.py"), a_domain("metrics", "app/metrics"))


def a_rule(code: str, *found: Finding | Problem, check: Callable[[Project], Any] | None = None) -> Rule:
    return Rule(code, f"rule-{code[-3:]}", ERROR, "Says something.\n\nMore of it.", check or (lambda _: iter(found)))


def at(path: str, code: str = "SSOT201", line: int = 1, **fields: Any) -> Finding:
    return a_finding(
        code, fields.pop("message", "it is wrong"), location=a_place(line, path=path), domain=fields.pop("domain", "logging"), **fields
    )


def judged(*found: Finding | Problem, project: Project | None = None, level: Level = Level.STANDARD, **config: Any) -> Report:
    """The report of one rule that finds these."""
    known = project or a_project(registry=a_registry(*DOMAINS, level=level))
    return judge(known, Config(Path("unused"), **config), [a_rule("SSOT201", *found)])


def paths(report: Report) -> list[str]:
    return [finding.location.path for finding in report.findings]


@pytest.mark.parametrize(
    ("code", "select", "ignore", "expected"),
    [
        ("SSOT201", (), (), True),
        ("SSOT201", ("SSOT2",), (), True),
        ("SSOT201", ("SSOT1", "SSOT201"), (), True),
        ("SSOT201", ("SSOT1",), (), False),
        ("SSOT201", ("SSOT",), ("SSOT2",), False),
        ("SSOT201", ("SSOT201",), ("SSOT20",), False),
        ("SSOT201", (), ("SSOT202", "SSOT3"), True),
        ("SSOT101", (), ("SSOT",), False),
        ("SSOT007", ("SSOT2",), (), True),
        ("SSOT009", (), ("SSOT",), True),
        ("SSOT011", ("SSOT2",), ("SSOT0", "SSOT011"), True),
    ],
)
def test_prefixes_select_and_ignore_but_never_family_0(code: str, select: tuple[str, ...], ignore: tuple[str, ...], expected: bool) -> None:
    assert is_selected(code, select, ignore) is expected


def test_only_selected_rules_run_and_are_listed() -> None:
    rules = [a_rule(code, at("a.py", code)) for code in ("SSOT009", "SSOT101", "SSOT201", "SSOT203")]
    report = judge(a_project(*DOMAINS), Config(Path(), select=("SSOT2",), ignore=("SSOT203",)), rules)
    assert [rule.code for rule in report.rules] == ["SSOT009", "SSOT201"]
    assert [finding.code for finding in report.findings] == ["SSOT009", "SSOT201"]


def test_a_rule_may_have_no_check() -> None:
    silent = Rule("SSOT011", "rule-crashed", ERROR, "Says nothing.", None)
    report = judge(a_project(*DOMAINS), Config(Path()), [silent])
    assert (report.verdict, report.findings, report.problems) == (Verdict.CLEAN, (), ())
    assert [(rule.code, rule.name, rule.summary) for rule in report.rules] == [("SSOT011", "rule-crashed", "Says nothing.")]


def crash_late(_project: Project) -> Iterator[Finding]:
    yield at("never.py")
    raise KeyError("lost")


def test_a_crashing_rule_is_one_problem_and_the_others_go_on() -> None:
    rules = [a_rule("SSOT201", check=crash_late), a_rule("SSOT202", at("a.py", "SSOT202"))]
    report = judge(a_project(*DOMAINS), Config(Path()), rules)
    (problem,) = report.problems
    assert (report.verdict, int(report.verdict)) == (Verdict.UNTRUSTED, 2)
    assert (problem.code, problem.severity) == ("SSOT011", ERROR)
    assert problem.message == "rule SSOT201 rule-201 crashed: KeyError: 'lost'"
    assert "crash_late" in problem.cause
    assert "--ignore SSOT201" in problem.remedy
    assert paths(report) == ["a.py"], "half of a crashed rule's findings is no answer"


def test_ignoring_the_crashing_rule_gives_a_verdict_again() -> None:
    report = judge(a_project(*DOMAINS), Config(Path(), ignore=("SSOT201",)), [a_rule("SSOT201", check=crash_late)])
    assert report.verdict is Verdict.CLEAN


def test_an_interrupt_is_no_crash() -> None:
    def interrupted(_project: Project) -> list[Finding]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(a_project(*DOMAINS), Config(Path()), [a_rule("SSOT201", check=interrupted)])


@pytest.mark.parametrize(
    ("level", "fail_on", "failing"),
    [
        (Level.STRICT, "", {ERROR, WARNING}),
        (Level.STANDARD, "", {ERROR}),
        (Level.ADVISORY, "", set()),
        (Level.STRICT, "error", {ERROR}),
        (Level.STRICT, "never", set()),
        (Level.STANDARD, "warning", {ERROR, WARNING}),
        (Level.STANDARD, "never", set()),
        (Level.ADVISORY, "error", {ERROR}),
        (Level.ADVISORY, "warning", {ERROR, WARNING}),
    ],
)
def test_the_level_says_what_fails_and_fail_on_overrides_it(level: Level, fail_on: str, failing: set[Severity]) -> None:
    for severity in Severity:
        report = judged(at("a.py", severity=severity), level=level, fail_on=fail_on)
        assert set(report.failing) == failing
        assert report.verdict is (Verdict.FINDINGS if severity in failing else Verdict.CLEAN)
        assert len(report.findings) == 1


@pytest.mark.parametrize("level", list(Level), ids=str)
@pytest.mark.parametrize("fail_on", ["", "error", "warning", "never"])
def test_an_error_that_kept_us_from_seeing_wins_over_everything(level: Level, fail_on: str) -> None:
    problem = Problem("SSOT007", "cannot be read", Location("a.py"))
    config: dict[str, Any] = {"level": level, "fail_on": fail_on, "paths": ("elsewhere",), "domains": ("metrics",), "select": ("SSOT3",)}
    known = a_project(registry=a_registry(*DOMAINS, level=config.pop("level")), problems=(problem,))
    report = judged(at("a.py"), project=known, **config)
    assert (report.verdict, report.problems) == (Verdict.UNTRUSTED, (problem,))


@pytest.mark.parametrize("severity", [WARNING, INFORMATION], ids=str)
def test_a_lesser_problem_is_reported_and_changes_no_verdict(severity: Severity) -> None:
    problem = Problem("SSOT004", "unknown key", a_place(), severity)
    assert judged(problem).verdict is Verdict.CLEAN
    assert judged(problem, at("a.py")).verdict is Verdict.FINDINGS
    assert judged(problem).problems == (problem,)


def test_problems_of_rules_stand_among_the_others_heaviest_first() -> None:
    told = [Problem("SSOT007", name, Location(name), severity) for name, severity in (("c", WARNING), ("b", ERROR), ("a", WARNING))]
    report = judged(told[2], project=a_project(*DOMAINS, problems=(told[0], told[1])))
    assert [problem.message for problem in report.problems] == ["b", "a", "c"]


FOUND = [at("b.py"), at("a.py", line=9), at("a.py", line=2), at("a.py", "SSOT101", line=2), at("a.py", line=2, message="also wrong")]


@pytest.mark.parametrize("order", list(permutations(FOUND))[::17])
def test_findings_stand_by_place_code_and_text_in_whatever_order_they_came(order: tuple[Finding, ...]) -> None:
    shown = [(item.location.path, item.location.line, item.code, item.message) for item in judged(*order).findings]
    assert shown == [
        ("a.py", 2, "SSOT101", "it is wrong"),
        ("a.py", 2, "SSOT201", "also wrong"),
        ("a.py", 2, "SSOT201", "it is wrong"),
        ("a.py", 9, "SSOT201", "it is wrong"),
        ("b.py", 1, "SSOT201", "it is wrong"),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), ["app/a.py", "app/sub/b.py", "apple/c.py"]),
        (("app",), ["app/a.py", "app/sub/b.py"]),
        (("app/a.py",), ["app/a.py"]),
        (("app/sub", "apple/c.py"), ["app/sub/b.py", "apple/c.py"]),
        ((".",), ["app/a.py", "app/sub/b.py", "apple/c.py"]),
        (("ap",), []),
        (("app/a.py/x",), []),
    ],
)
def test_paths_narrow_what_is_shown(asked: tuple[str, ...], expected: list[str]) -> None:
    report = judged(at("app/a.py"), at("app/sub/b.py"), at("apple/c.py"), paths=asked)
    assert (paths(report), report.narrowed) == (expected, asked)
    assert report.verdict is (Verdict.FINDINGS if expected else Verdict.CLEAN)


def test_domains_narrow_findings_and_keep_problems() -> None:
    problem = Problem("SSOT005", "bad value", a_place(), WARNING, domain="logging")
    report = judged(at("a.py"), at("b.py", domain="metrics"), at("c.py", domain=""), problem, domains=("metrics",))
    assert (paths(report), report.problems) == (["b.py"], (problem,))


TODAY = date(2027, 1, 31)


def excepting(code: str = "SSOT201", symbol: str = "", until: str = "") -> Project:
    entry = ExceptionEntry(code, a_path("tools", line=40), "runs before install", a_place(40), symbol, until=until)
    registry = a_registry(*DOMAINS, exceptions=(entry,))
    return a_project(registry=registry, selected={("tools", 40): ("tools/boot.py", "tools/deep/x.py")})


@pytest.mark.parametrize(
    ("finding", "symbol", "excepted"),
    [
        (at("tools/boot.py"), "", True),
        (at("tools/deep/x.py", scope="setup"), "", True),
        (at("jobs/boot.py"), "", False),
        (at("tools/boot.py", "SSOT202"), "", False),
        (at("tools/boot.py", scope="setup"), "setup", True),
        (at("tools/boot.py", scope="Log.setup"), "setup", True),
        (at("tools/boot.py", scope="Log.setup"), "Log.setup", True),
        (at("tools/boot.py", scope="Log.setup"), "Log", False),
        (at("tools/boot.py", scope="other"), "setup", False),
        (at("tools/boot.py"), "setup", False),
    ],
)
def test_an_exception_lets_exactly_its_edge_stand(finding: Finding, symbol: str, excepted: bool) -> None:
    assert judged(finding, project=excepting(symbol=symbol)).findings == (() if excepted else (finding,))


@pytest.mark.parametrize(
    ("until", "today", "excepted"),
    [
        ("2027-01-31", TODAY, True),
        ("2027-02-01", TODAY, True),
        ("2027-01-30", TODAY, False),
        ("2026-12-31", TODAY, False),
        ("", TODAY, True),
        ("2000-01-01", None, True),
    ],
)
def test_an_exception_ends_after_its_last_day(until: str, today: date | None, excepted: bool) -> None:
    report = judged(at("tools/boot.py"), project=excepting(until=until), today=today)
    assert report.findings == (() if excepted else (at("tools/boot.py"),))


def test_integrity_cannot_be_excepted() -> None:
    assert len(judged(at("tools/boot.py", "SSOT009"), project=excepting("SSOT009")).findings) == 1


def test_each_domain_has_its_row() -> None:
    files = (
        a_parsed_file("app/log.py", units=(a_unit("f", "alpha"), a_unit("g", "beta"))),
        a_parsed_file("app/metrics/a.py", units=(a_unit("h", "gamma"),)),
    )
    logging = a_domain("logging", "app/log.py", "app/log.py", kind="log", policies=(a_policy("x"), a_policy("y", check="SSOT201")))
    project = a_project(logging, DOMAINS[1], files=files, tree=a_tree("app/log.py", "app/metrics/a.py", "app/metrics/logo.png"))
    found = (at("a.py"), at("b.py"), at("c.py", severity=WARNING), at("d.py", domain=""), at("e.py", domain="metrics"))
    report = judged(*found, project=project, paths=("a.py", "b.py", "c.py", "d.py"))
    assert report.domains == (
        DomainSummary(
            "logging", "log", "app/log.py", 1, 2, {"error": 2, "warning": 1}, 1, paths=("app/log.py",), rules=("SSOT201",), unproved=("x",)
        ),
        DomainSummary("metrics", "metrics", "app/metrics", 2, 1, {}, paths=("app/metrics",)),
    )


def test_completeness_counts_what_the_verdict_rests_on() -> None:
    broken = Problem("SSOT007", "syntax error", Location("b.py", 1))
    files = (
        a_parsed_file("a.py", units=(a_unit("f", "alpha"),), lines=10),
        a_parsed_file("b.py", lines=5, problems=(broken,)),
        a_parsed_file("run.sh", language="shell", units=(a_unit("g", "alpha"), a_unit("h", "beta")), lines=7),
    )
    skipped = (SkippedFile("x.bin", Skip.BINARY),)
    counted = judged(project=a_project(*DOMAINS, files=files, tree=a_tree("a.py", "b.py", "run.sh", "x.bin"), skipped=skipped)).completeness
    assert (counted.listed, counted.analysed, counted.partly, counted.skipped) == (4, 3, ("b.py",), skipped)
    assert (counted.lines, counted.units, list(counted.by_language.items())) == (22, 3, [("python", 2), ("shell", 1)])


def test_the_report_says_where_it_comes_from() -> None:
    report = judged(project=a_project(registry=a_registry(*DOMAINS, path="conf/SSOT_LOCK.yml", dialect=Dialect.COMPAT)))
    assert (report.registry, report.dialect, report.tool_version) == ("conf/SSOT_LOCK.yml", "compat", __version__)


def with_baseline(*entries: BaselineEntry, **fields: Any) -> Project:
    return a_project(registry=a_registry(*DOMAINS), baseline=Baseline("known.json", entries), **fields)


def an_entry(finding: Finding, **fields: Any) -> BaselineEntry:
    return BaselineEntry(finding.identity, fields.pop("count", 1), "2027-01-01", "old", **fields)


def test_known_findings_do_not_fail_and_new_ones_do() -> None:
    project = with_baseline(an_entry(at("a.py")))
    report = judged(at("a.py", line=70), project=project)
    assert (report.verdict, report.findings, len(report.known), report.baseline) == (Verdict.CLEAN, (), 1, "known.json")
    report = judged(at("a.py"), at("a.py", line=2), at("b.py"), project=project)
    assert (report.verdict, paths(report), report.new, len(report.known)) == (Verdict.FINDINGS, ["a.py", "b.py"], 2, 1)


def test_domain_rows_count_what_is_new() -> None:
    report = judged(at("a.py"), at("b.py"), project=with_baseline(an_entry(at("a.py"))))
    assert report.domains[0].findings == {"error": 1}


def test_the_term_of_an_entry_is_over_after_its_last_day() -> None:
    entry = an_entry(at("a.py"), until="2027-01-30")
    report = judged(at("a.py"), project=with_baseline(entry), today=TODAY)
    assert (report.verdict, paths(report), report.expired, report.stale) == (Verdict.FINDINGS, ["a.py"], (entry,), ())


def test_integrity_cannot_be_known() -> None:
    assert len(judged(at("a.py", "SSOT009"), project=with_baseline(an_entry(at("a.py", "SSOT009")))).findings) == 1


STALE = next(rule for rule in discovery.rules() if rule.code == "SSOT806")


def stale(project: Project, *found: Finding | Problem, **config: Any) -> list[tuple[str, str]]:
    """What is said of entries that match nothing, with one rule beside the one that says it."""
    report = judge(project, Config(Path("unused"), **config), [STALE, a_rule("SSOT201", *found)])
    said = [(finding.location.path, finding.code) for finding in report.findings if finding.code == "SSOT806"]
    assert len(said) == len(report.stale)
    return said


def test_an_entry_that_matches_nothing_is_a_finding_in_the_baseline() -> None:
    assert stale(with_baseline(an_entry(at("a.py")))) == [("known.json", "SSOT806")]
    assert stale(with_baseline(an_entry(at("a.py"))), at("a.py")) == []


def test_stale_entries_fail_a_run_unless_nothing_fails() -> None:
    for level, verdict in ((Level.STRICT, Verdict.FINDINGS), (Level.STANDARD, Verdict.FINDINGS), (Level.ADVISORY, Verdict.CLEAN)):
        registry = a_registry(*DOMAINS, level=level)
        project = a_project(registry=registry, baseline=Baseline("known.json", (an_entry(at("a.py")),)))
        assert judge(project, Config(Path("unused")), [STALE]).verdict is verdict


@pytest.mark.parametrize("config", [{"paths": ("b.py",)}, {"domains": ("metrics",)}, {"select": ("SSOT8",)}, {"ignore": ("SSOT201",)}])
def test_a_run_that_did_not_look_calls_nothing_stale(config: dict[str, Any]) -> None:
    assert stale(with_baseline(an_entry(at("a.py"))), **config) == []


def test_a_run_that_could_not_look_calls_nothing_stale() -> None:
    known = an_entry(at("a.py"))
    assert stale(with_baseline(known), Problem("SSOT007", "cannot be read", Location("b.py"))) == []
    assert stale(with_baseline(known), Problem("SSOT004", "unknown key", Location("b.py"), WARNING)) == [("known.json", "SSOT806")]
    torn = a_parsed_file("a.py", problems=(Problem("SSOT007", "in part", Location("a.py"), WARNING),))
    assert stale(with_baseline(known, files=(torn,))) == []
    assert stale(with_baseline(known, skipped=(SkippedFile("a.py", Skip.HUGE),))) == []


def test_an_entry_of_a_rule_that_does_not_exist_is_stale() -> None:
    assert stale(with_baseline(an_entry(at("a.py", "SSOT299")))) == [("known.json", "SSOT806")]

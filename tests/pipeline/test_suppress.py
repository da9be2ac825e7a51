"""Which findings a comment or the registry allows, and what is concluded of the permissions themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssot_check.discovery import rules as all_rules
from ssot_check.model.baseline import Baseline, BaselineEntry
from ssot_check.model.config import Config
from ssot_check.model.finding import Finding, Identity, Related
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import ExceptionEntry
from ssot_check.model.report import Report
from ssot_check.model.suppression import Kind, Reach, Suppression
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.judging.judge import judge
from tests.builders import REGISTRY, a_domain, a_finding, a_parsed_file, a_path, a_place, a_project, a_registry, a_unit

TODAY = date(2026, 6, 15)
ABOUT = tuple(rule for rule in all_rules() if rule.code.startswith("SSOT80"))


def a_comment(line: int, *codes: str, path: str = "a.py", **fields: Any) -> Suppression:
    """One that covers its own line, unless told otherwise."""
    place = a_place(line, path=path)
    named = codes or ("SSOT201",)
    return Suppression(
        fields.pop("reach", Reach.LINE),
        named,
        place,
        fields.pop("first", line),
        fields.pop("last", line),
        fields.pop("reason", "x"),
        **fields,
    )


def at(line: int, path: str = "a.py", code: str = "SSOT201", **fields: Any) -> Finding:
    return a_finding(code, location=a_place(line, path=path), domain="logging", **fields)


def a_file(*comments: Suppression, path: str = "a.py", **fields: Any) -> ParsedFile:
    return a_parsed_file(path, suppressions=comments, **fields)


def project_of(*files: ParsedFile, exceptions: tuple[ExceptionEntry, ...] = (), **fields: Any) -> Project:
    registry = a_registry(a_domain("logging"), exceptions=exceptions)
    selected = {(item.path.path, item.path.location.line): (item.path.path,) for item in exceptions}
    return a_project(registry=registry, files=files, selected=selected, **fields)


def run(project: Project, *found: Finding, **config: Any) -> Report:
    """What is concluded when two rules ran and found these."""
    spoken = [
        Rule(code, f"rule-{code}", Severity.ERROR, "Says.", lambda _, code=code: [item for item in found if item.code == code])  # type: ignore[misc]
        for code in ("SSOT009", "SSOT201", "SSOT202")
    ]
    return judge(project, Config(Path("unused"), **{"today": TODAY, **config}), [*spoken, *ABOUT])


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("comment", "finding", "allowed"),
    [
        (a_comment(4), at(4), True),
        (a_comment(4), at(5), False),
        (a_comment(4), at(4, code="SSOT202"), False),
        (a_comment(4, "SSOT201", "SSOT202"), at(4, code="SSOT202"), True),
        (a_comment(4), at(4, path="b.py"), False),
        (a_comment(3), at(4, extent=Location("a.py", 3, 1, 9, 1)), True),
        (a_comment(5), at(4, extent=Location("a.py", 3, 1, 9, 1)), False),
        (a_comment(2, first=2, last=6, reach=Reach.BLOCK), at(6), True),
        (a_comment(2, first=2, last=6, reach=Reach.BLOCK), at(7), False),
        (a_comment(2, first=0, last=0, reach=Reach.FILE), at(70), True),
        (a_comment(2, first=0, last=0, reach=Reach.FILE), a_finding("SSOT201", location=Location("a.py")), True),
        (a_comment(1), a_finding("SSOT201", location=Location("a.py")), False),
        (a_comment(4, until="2026-06-15"), at(4), True),
        (a_comment(4, until="2026-06-14"), at(4), False),
        (a_comment(4, reason=""), at(4), False),
        (a_comment(4, malformed="no date"), at(4), False),
        (a_comment(4, unclosed=True), at(4), False),
        (a_comment(4, "SSOT009"), at(4, code="SSOT009"), False),
    ],
)
def test_a_comment_allows_exactly_what_it_covers(comment: Suppression, finding: Finding, allowed: bool) -> None:
    report = run(project_of(a_file(comment), a_file(path="b.py")), finding)
    assert (finding in report.findings) is not allowed
    assert [item.finding for item in report.suppressed] == ([finding] if allowed else [])
    assert (report.verdict is Verdict.CLEAN) is allowed


def test_a_comment_in_the_registry_allows_nothing() -> None:
    comment = a_comment(4, path=REGISTRY)
    assert at(4, path=REGISTRY) in run(project_of(a_file(comment, path=REGISTRY)), at(4, path=REGISTRY)).findings


def test_no_suppressions_shows_everything_and_calls_nothing_unused() -> None:
    project = project_of(a_file(a_comment(4)))
    report = run(project, at(4), no_suppressions=True)
    assert (codes(report), report.suppressed, report.verdict) == (["SSOT201"], (), Verdict.FINDINGS)


def test_the_registry_allows_with_reason_and_owner() -> None:
    entry = ExceptionEntry("SSOT201", a_path("a.py", 40), "runs first", a_place(40), owner="@me")
    (item,) = run(project_of(a_file(), exceptions=(entry,)), at(4)).suppressed
    assert [(grant.kind, grant.reason, grant.owner) for grant in item.grants] == [(Kind.EXTERNAL, "runs first", "@me")]


COPIES = at(
    4, scope="f", further=(Identity("SSOT201", "logging", "b.py", "g", ""),), related=(Related(a_place(7, path="b.py"), "copy", "g"),)
)


@pytest.mark.parametrize(("lines", "allowed"), [({"a.py": 4, "b.py": 7}, True), ({"a.py": 4}, False), ({"b.py": 7}, False)])
@pytest.mark.parametrize("known", [True, False], ids=["unit known", "place related"])
def test_a_finding_of_many_fragments_needs_each_of_them_allowed(lines: dict[str, int], allowed: bool, known: bool) -> None:
    units = (a_unit("g", "one\ntwo", "b.py", 7),) if known else ()
    comments = {path: (a_comment(line, path=path),) for path, line in lines.items()}
    files = [a_file(*comments.get(path, ()), path=path, units=units if path == "b.py" else ()) for path in ("a.py", "b.py")]
    report = run(project_of(*files), COPIES)
    assert codes(report) == ([] if allowed else ["SSOT201"]), "a comment that takes part is not unused"


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({}, True),
        ({"select": ("SSOT201", "SSOT8")}, True),
        ({"select": ("SSOT202", "SSOT8")}, False),
        ({"ignore": ("SSOT201",)}, False),
        ({"ignore": ("SSOT202",)}, True),
        ({"paths": ("a.py",)}, False),
        ({"domains": ("logging",)}, False),
    ],
)
def test_unused_is_told_only_of_rules_that_really_ran(config: dict[str, Any], told: bool) -> None:
    assert codes(run(project_of(a_file(a_comment(4))), **config)) == (["SSOT801"] if told else [])


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.ERROR])
def test_unused_is_not_told_where_the_file_or_the_run_cannot_be_trusted(severity: Severity) -> None:
    problem = Problem("SSOT007", "line 9 was not understood", Location("a.py", 9, 1, 9, 2), severity)
    entry = ExceptionEntry("SSOT201", a_path("a.py", 40), "runs first", a_place(40))
    project = project_of(a_file(a_comment(4), problems=(problem,)), exceptions=(entry,), problems=(problem,))
    assert codes(run(project)) == []


def test_a_suppressed_finding_pays_for_no_entry_of_the_baseline() -> None:
    baseline = Baseline("known.json", (BaselineEntry(at(4).identity),))
    project = project_of(a_file(a_comment(4)), baseline=baseline)
    report = run(project, at(4), at(9))
    assert (report.findings, [item.location.line for item in report.known]) == ((), [9])
    report = run(project, at(4))
    assert [entry.identity for entry in report.stale] == [at(4).identity]
    assert codes(report) == ["SSOT806"]

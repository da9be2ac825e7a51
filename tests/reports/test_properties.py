"""Whatever a repository holds, no format breaks, and no text format lets a control character through."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from ssot_check.model.finding import Edit, Finding, Fix, Related, Safety
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Completeness, DomainSummary, Presentation, Report, RuleInfo
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports import concise, full, sarif
from ssot_check.reports import json as json_report
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.problems import render_problem
from tests.reports.canned import REPORT, shown
from tests.reports.test_json import schema
from tests.reports.test_sarif import official

__all__ = ["official"]

ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[!-~]*\x1b\\")
PATHS = ("a.py", "dir/b c.sh", "caf\udce9.py", "\x1b[2J.py", "x\u202ey.py", "n\nl.py", "日本.py", "")

texts = st.text(st.characters(), max_size=40) | st.sampled_from(["", "a\nb\n", "\x1b[31m", "\u202e\ud800", "[x](1)", "日本 " * 9])
paths = st.sampled_from(PATHS) | texts
places = st.builds(Location, paths, st.integers(0, 9), st.integers(1, 60), st.integers(0, 9), st.integers(1, 60))
severities = st.sampled_from(Severity)
fixes = st.builds(Fix, texts, st.sampled_from(Safety), st.lists(st.builds(Edit, places, texts), max_size=2).map(tuple))
findings = st.builds(
    Finding,
    code=st.sampled_from(["SSOT201", "SSOT116", "X\x1b"]),
    message=texts,
    location=places,
    why=texts,
    help=texts,
    domain=texts,
    severity=severities,
    confidence=st.sampled_from(["high", "low"]),
    label=texts,
    extent=st.none() | places,
    score=st.none() | st.floats(0, 1),
    related=st.lists(st.builds(Related, places, texts, texts), max_size=2).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    scope=texts,
    fix=st.none() | fixes,
)
problems = st.builds(
    Problem,
    code=st.sampled_from(["SSOT002", "SSOT007"]),
    message=texts,
    location=places,
    severity=severities,
    cause=texts,
    remedy=texts,
    patch=texts,
    domain=texts,
    excerpt=st.lists(st.tuples(st.integers(1, 99), texts), max_size=3).map(tuple),
)
presentations = st.builds(
    Presentation,
    width=st.integers(0, 130),
    colour=st.booleans(),
    links=st.booleans(),
    statistics=st.booleans(),
    quiet=st.booleans(),
    verbose=st.booleans(),
    root_uri=st.sampled_from(["", "file:///r/"]),
)
reports = st.builds(
    Report,
    verdict=st.sampled_from(Verdict),
    findings=st.lists(findings, max_size=3).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
    domains=st.lists(
        st.builds(DomainSummary, texts, texts, texts, st.integers(0, 9), st.integers(0, 9), st.just({"error": 1})), max_size=2
    ).map(tuple),
    completeness=st.builds(
        Completeness,
        listed=st.integers(0, 9),
        analysed=st.integers(0, 9),
        partly=st.lists(paths, max_size=2).map(tuple),
        skipped=st.lists(st.builds(SkippedFile, paths, st.sampled_from(Skip)), max_size=2).map(tuple),
        by_language=st.dictionaries(texts, st.integers(0, 9), max_size=2),
    ),
    rules=st.just((RuleInfo("SSOT201", "exact-copy", Severity.ERROR, "s", "What it does\n---\nt"),)),
    registry=paths,
    dialect=texts,
    tool_version=st.just("1.2.3"),
    sources=st.dictionaries(paths, st.lists(texts, max_size=9).map(tuple), max_size=3),
    narrowed=st.lists(paths, max_size=2).map(tuple),
    presentation=presentations,
)


untimed = settings(deadline=None)


def assert_clean(text: str, presentation: Presentation) -> None:
    bare = ESCAPES.sub("", text) if presentation.colour or presentation.links else text
    assert not [char for char in bare if char != "\n" and unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(bare) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@untimed
@given(reports)
def test_text_formats_hold(report: Report) -> None:
    for text in (full.render(report), concise.render(report)):
        assert_clean(text, report.presentation)
        assert text == "" or text.endswith("\n")
        assert (text == "") == (report.presentation.quiet and report.verdict is Verdict.CLEAN)
        assert ("CLEAN" in ESCAPES.sub("", text).splitlines()[-1][:5]) <= (report.verdict is Verdict.CLEAN) if text else True


@untimed
@given(reports)
def test_concise_has_one_line_for_each(report: Report) -> None:
    lines = concise.render(report).splitlines()
    if lines and not report.presentation.statistics:
        unseen = [] if report.presentation.quiet else unseen_lines(report)
        assert len(lines) == len(report.findings) + len(report.problems) + len(unseen) + 1


@untimed
@given(problems, presentations)
def test_a_problem_alone_holds(problem: Problem, presentation: Presentation) -> None:
    text = render_problem(problem, presentation)
    assert_clean(text, presentation)
    assert text.endswith("\n")


@untimed
@given(reports)
def test_json_holds(report: Report) -> None:
    text = json_report.render(report)
    assert text.isascii()
    Draft202012Validator(schema()).validate(json.loads(text))
    json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")  # no lone surrogate hides in an escape


@pytest.mark.network
@untimed
@given(report=reports)
def test_sarif_holds(report: Report, official: Draft4Validator) -> None:
    text = sarif.render(report)
    assert text.isascii()
    official.validate(json.loads(text))


@pytest.mark.parametrize("render", [full.render, concise.render, json_report.render, sarif.render])
def test_order_within_mappings_and_lists_of_files_does_not_show(render: Callable[[Report], str]) -> None:
    done = REPORT.completeness
    other = replace(
        done,
        by_language=dict(reversed(done.by_language.items())),
        skipped=done.skipped[::-1],
    )
    domains = tuple(replace(domain, findings=dict(reversed(domain.findings.items()))) for domain in REPORT.domains)
    report = shown(replace(REPORT, sources=dict(reversed(REPORT.sources.items()))), verbose=True)
    assert render(replace(report, completeness=other, domains=domains)) == render(report)

"""JUnit and Checkstyle XML: valid against both JUnit schemas in use, read by real parsers, whatever the text holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from junitparser import Error, Failure, JUnitXml
from lxml import etree

from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports import checkstyle, junit
from tests.reports.canned import CLEAN, EXACT, REPORT, UNTRUSTED
from tests.reports.extremes import EXTREMES, HOSTILE, MANY, ONE
from tests.reports.official import JUNIT_ANT, JUNIT_JENKINS, fetch
from tests.reports.test_properties import reports

every = pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode("utf-8"))


@pytest.fixture(scope="session", params=[JUNIT_JENKINS, JUNIT_ANT], ids=["jenkins", "ant"])
def official(request: pytest.FixtureRequest, kept: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(fetch(request.param, kept)))


@pytest.mark.network
@every
def test_junit_is_valid(report: Report, official: etree.XMLSchema) -> None:
    official.assertValid(parsed(junit.render(report)))


@pytest.mark.network
def test_the_junit_schemas_refuse_what_is_wrong(official: etree.XMLSchema) -> None:
    assert not official.validate(parsed(junit.render(ONE).replace("<failure ", "<failed ").replace("</failure>", "</failed>")))


@every
def test_a_real_reader_counts_the_same(report: Report) -> None:
    suites = list(JUnitXml.fromstring(junit.render(report).encode("utf-8")))
    cases = [case for suite in suites for case in suite]
    for suite in suites:
        assert (suite.tests, suite.failures, suite.errors) == (
            len(list(suite)),
            sum(isinstance(result, Failure) for case in suite for result in case.result),
            sum(isinstance(result, Error) for case in suite for result in case.result),
        )
    heavy = sum(finding.severity in report.failing for finding in report.findings)
    assert sum(isinstance(result, Failure) for case in cases for result in case.result) == heavy
    assert len({(case.classname, case.name) for case in cases}) == len(cases)


def test_a_run_that_saw_nothing_is_not_green() -> None:
    blind = replace(CLEAN, verdict=UNTRUSTED.verdict, problems=(), rules=())
    (suite,) = JUnitXml.fromstring(junit.render(blind).encode())
    assert (suite.tests, suite.errors) == (1, 1)


def test_what_does_not_fail_the_run_passes_and_is_told() -> None:
    warned = replace(EXACT, severity=Severity.WARNING)
    text = junit.render(replace(CLEAN, findings=(warned,)))
    assert "<failure" not in text
    assert "<system-out>services/billing/log.py:12:5: function" in text


def test_a_failure_says_owner_and_remedy() -> None:
    text = junit.render(ONE)
    assert "\nsee: platform/logging/setup.py:8:5\n" in text
    assert "\nhelp: delete `setup_logging`: from platform.logging.setup import setup_logging</failure>" in text


@every
def test_checkstyle_is_what_its_readers_expect(report: Report) -> None:
    root = parsed(checkstyle.render(report))
    assert (root.tag, set(root.attrib)) == ("checkstyle", {"version"})
    files = list(root)
    names = [file.get("name") for file in files]
    assert {file.tag for file in files} <= {"file"}
    assert len(set(names)) == len(names)
    errors = [error for file in files for error in file]
    assert len(errors) == len(report.findings) + len(report.problems)
    for error in errors:
        assert error.tag == "error"
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert int(error.get("line", "")) > 0
        assert int(error.get("column", "")) > 0
        assert error.get("severity") in {"error", "warning", "info"}
        assert error.get("message")


@pytest.mark.parametrize("render", [junit.render, checkstyle.render])
def test_no_text_gets_out_of_its_place(render: Callable[[Report], str]) -> None:
    text = render(HOSTILE)
    assert "<script" not in text
    assert "]]>" not in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ufffe]", text)


@settings(deadline=None)
@given(reports)
def test_xml_holds(report: Report) -> None:
    for render in (junit.render, checkstyle.render):
        parsed(render(report))


def test_many_findings_are_all_there() -> None:
    assert checkstyle.render(MANY).count("<error ") == 5_001
    assert junit.render(replace(MANY, findings=MANY.findings, problems=())).count("<failure ") == 2_500
    assert REPORT.failing == (Severity.ERROR,)

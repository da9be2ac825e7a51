"""What holds for every format there is, those of tomorrow included."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator

from ssot_check.discovery import formats
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports import sarif
from tests.reports.canned import CLEAN, UNTRUSTED
from tests.reports.extremes import EXTREMES, HOSTILE, MANY
from tests.reports.test_properties import reports
from tests.reports.test_sarif import official

__all__ = ["official"]

each = pytest.mark.parametrize("form", formats(), ids=lambda form: form.name)
HOSTILE_CHARACTERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@each
@pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)
def test_text_can_be_written_and_steers_nobody(form: ReportFormat, report: Report) -> None:
    text = form.render(report)
    text.encode("utf-8")
    assert text.endswith("\n")
    assert not HOSTILE_CHARACTERS.search(text)
    assert form.render(report) == text


@each
@settings(deadline=None, max_examples=25)
@given(report=reports)
def test_no_report_breaks_it(form: ReportFormat, report: Report) -> None:
    plain = replace(report, presentation=replace(report.presentation, colour=False, links=False))
    assert not HOSTILE_CHARACTERS.search(form.render(plain))


@each
def test_an_untrusted_run_is_not_told_as_a_clean_one(form: ReportFormat) -> None:
    """Not even when it can name nothing: no file was read, no problem is at hand."""
    blind = replace(CLEAN, verdict=Verdict.UNTRUSTED, problems=UNTRUSTED.problems[:1])
    assert form.render(blind) != form.render(CLEAN)
    assert re.search("SSOT002|untrusted", form.render(blind))


@pytest.mark.network
@pytest.mark.parametrize("report", [HOSTILE, MANY], ids=["hostile", "many"])
def test_sarif_is_valid_at_the_edges(report: Report, official: Draft4Validator) -> None:
    official.validate(json.loads(sarif.render(report)))


def test_every_format_has_a_reader_that_the_tests_install_by_name() -> None:
    """The table of docs/formats.md names all of them, and nothing that no test installs."""
    root = Path(__file__).parent.parent.parent
    rows = re.findall(r"^\| (`.*?) \| .*? \| (`.*?) \|$", (root / "docs" / "formats.md").read_text(encoding="utf-8"), re.MULTILINE)
    read = {form: re.findall("`(.*?)`", by) for told, by in rows if "@" in by or by.count("`") == 2 for form in re.findall("`(.*?)`", told)}
    tests = "".join(path.read_text(encoding="utf-8") for path in (root / "tests" / "reports").glob("*.py"))
    locked = (root / "requirements-dev.lock").read_text(encoding="utf-8")
    assert not {form.name for form in formats()} - set(read)
    for form, packages in read.items():
        for package in packages:
            assert package in tests if re.search("[@=]", package[1:]) else f"{package}==" in locked, (form, package)

"""What was not looked at is said in every format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ssot_check.model.report import DomainSummary, Presentation, Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports import concise, full, sarif
from ssot_check.reports import json as json_format
from tests.reports.canned import REPORT

SKIPPED = "generated (11), binary (1), no analyser for this kind of file (1), vendored (1)"
WALK = "plain walk: git cannot be started (no such program in PATH)"


def text_of(report: Report, name: str) -> str:
    """The report in one format, line breaks taken out."""
    return " ".join({"full": full, "concise": concise}[name].render(report).split())


@pytest.mark.parametrize("name", ["full", "concise"])
def test_files_that_were_left_out_are_counted_by_reason(name: str) -> None:
    assert f"left out: 14 files: {SKIPPED}" in text_of(REPORT, name).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["full", "concise"])
def test_their_names_are_told_when_asked(name: str) -> None:
    assert "docs/logo.png" not in text_of(REPORT, name)
    assert "docs/logo.png" in text_of(replace(REPORT, presentation=Presentation(verbose=True)), name)


def test_quiet_says_nothing_of_it() -> None:
    assert "left out" not in text_of(replace(REPORT, presentation=Presentation(quiet=True)), "concise")


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_listing_without_git_is_said(name: str) -> None:
    report = replace(REPORT, completeness=replace(REPORT.completeness, lister=WALK))
    assert f"listed: without git, by a {WALK}" in text_of(report, name)
    assert "listed:" not in text_of(REPORT, name)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_domains_with_nothing_to_compare_are_named(name: str) -> None:
    domains = tuple(DomainSummary(f"d{number}", "", "a.txt", 1, 2, compared_units=number % 2) for number in range(20))
    expected = "idle: 10 domains with nothing to compare (no owned unit is read and large enough): d0, d2, d4, d6, d8, d10 and 4 more"
    assert expected in text_of(replace(REPORT, domains=domains), name)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_files_whose_copies_are_not_told_are_named(name: str) -> None:
    domains = tuple(DomainSummary(f"d{number}", "", "a.py", 1, 2, spared=("old/**",)) for number in range(8))
    patterns = ", ".join(f"d{number} in `old/**`" for number in range(6))
    assert f"spared: copies that are not told (`duplicates.ignore`): {patterns} and 2 more" in text_of(
        replace(REPORT, domains=domains), name
    )


def test_only_units_that_were_compared_are_counted_as_compared() -> None:
    report = replace(REPORT, findings=(), problems=(), verdict=Verdict.CLEAN, completeness=replace(REPORT.completeness, compared=512))
    assert "2,310 units, 512 of them compared" in text_of(report, "full")
    assert text_of(report, "concise").endswith("1,198 files, 512 units compared")


def test_programs_get_the_same() -> None:
    completeness = replace(REPORT.completeness, compared=512, lister=WALK)
    report = replace(REPORT, completeness=completeness, domains=(replace(REPORT.domains[0], compared_units=0),))
    document = json.loads(json_format.render(report))
    assert document["completeness"]["compared"] == 512
    assert document["completeness"]["listed_by"] == WALK
    assert document["domains"][0]["compared_units"] == 0
    invocation = json.loads(sarif.render(report))["runs"][0]["invocations"][0]
    assert invocation["properties"]["filesSkippedByReason"]["generated"] == 11
    told = [note["message"]["text"].partition(":")[0] for note in invocation["toolExecutionNotifications"] if note["level"] == "note"]
    assert told == ["listed", "left out", "idle", "rules", "unread", "score"]

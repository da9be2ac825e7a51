"""Grouped text and JSON Lines: everything is there, in an order that helps."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports import grouped, jsonl
from tests.reports.canned import CLEAN, EXACT, KNOWN, REPORT, UNTRUSTED, shown
from tests.reports.test_json import schema


def entries(report: Report) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl.render(report).splitlines()]


@pytest.mark.parametrize("report", [REPORT, UNTRUSTED, CLEAN, KNOWN], ids=["findings", "untrusted", "clean", "known"])
def test_every_line_keeps_to_the_published_schema(report: Report) -> None:
    """Put together again, the lines are the JSON report but for its rules."""
    first, *middle, last = entries(report)
    assert (first.pop("type"), last.pop("type")) == ("run", "summary")
    lists: dict[str, list[Any]] = {"problems": [], "file_copies": [], "findings": [], "known": [], "suppressed": [], "domains": []}
    names = {"problem": "problems", "file_copy": "file_copies", "finding": "findings", "known": "known", "suppressed": "suppressed"}
    names["domain"] = "domains"
    for entry in middle:
        lists[names[entry.pop("type")]].append(entry)
    Draft202012Validator(schema()).validate({**first, **last, **lists, "rules": []})


def test_jsonl_has_one_line_for_each() -> None:
    kinds = [entry["type"] for entry in entries(KNOWN)]
    assert kinds == ["run", "problem", *["finding"] * 4, "known", "known", *["domain"] * 5, "summary"]


def test_a_path_with_a_line_break_stays_on_its_line() -> None:
    odd = replace(EXACT, location=Location("a\nb\u2028.py", 3))
    text = jsonl.render(replace(CLEAN, findings=(odd,)))
    assert text.isascii()
    assert len(text.splitlines()) == 2 + 1 + len(CLEAN.domains)


def test_the_file_with_most_errors_comes_first() -> None:
    light = replace(REPORT.findings[0], location=Location("zz.py", 9), message="one more")
    twice = replace(EXACT, location=Location("z.py", 2)), replace(EXACT, location=Location("z.py", 10, 7), help="")
    text = grouped.render(replace(CLEAN, verdict=REPORT.verdict, findings=(EXACT, light, *twice)))
    heads = [line for line in text.splitlines() if line.endswith(("entry)", "entries)"))]
    assert heads[0] == "z.py (2 entries)"
    assert sorted(heads[1:]) == ["services/billing/log.py (1 entry)", "zz.py (1 entry)"]
    assert "\n   2:1  SSOT201 error function" in text
    assert "\n  10:7  SSOT201 error function" in text


def test_grouped_says_problems_and_the_verdict() -> None:
    text = grouped.render(UNTRUSTED)
    assert "SSOT002 error the registry is not valid YAML" in text
    assert text.splitlines()[-1].startswith("UNTRUSTED: ")
    assert grouped.render(shown(CLEAN, quiet=True)) == ""

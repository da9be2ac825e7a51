"""GitLab Code Quality: what GitLab's parser demands, fingerprints that never meet, and nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports import gitlab
from tests.reports.canned import CLEAN, EXACT, UNTRUSTED
from tests.reports.extremes import EXTREMES

WANTED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location", "type", "categories"],
        "properties": {
            "type": {"const": "issue"},
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "categories": {"type": "array", "minItems": 1, "items": {"enum": ["Duplication", "Style"]}},
            "content": {"type": "object", "required": ["body"], "properties": {"body": {"type": "string", "minLength": 1}}},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin", "end"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
        "additionalProperties": False,
    },
}
"""Written from GitLab's documentation of the format and the Code Climate specification of an issue."""


def issues(report: Report) -> list[dict[str, Any]]:
    loaded = json.loads(gitlab.render(report))
    assert isinstance(loaded, list)
    return loaded


@pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)
def test_every_issue_has_what_gitlab_demands(report: Report) -> None:
    found = issues(report)
    Draft202012Validator(WANTED).validate(found)
    assert len(found) == len(report.findings) + len(report.problems)
    assert len({issue["fingerprint"] for issue in found}) == len(found)
    assert all(issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"] for issue in found)


def test_moved_lines_keep_the_fingerprint() -> None:
    moved = replace(EXACT, location=Location(EXACT.location.path, 99, 1, 99, 4))
    (before,), (after,) = (issues(replace(CLEAN, findings=(finding,))) for finding in (EXACT, moved))
    assert before["fingerprint"] == after["fingerprint"] == EXACT.key
    assert (before["location"]["lines"], after["location"]["lines"]) == ({"begin": 12, "end": 12}, {"begin": 99, "end": 99})


def test_what_makes_the_verdict_untrusted_is_a_blocker() -> None:
    assert [issue["severity"] for issue in issues(UNTRUSTED)] == ["blocker", "blocker", "minor", "major"]

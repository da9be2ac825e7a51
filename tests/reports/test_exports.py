"""reviewdog, spreadsheets, Prometheus and badges: each read by its own reader or held against its own specification."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from lxml import etree
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports import badge, badge_svg, csv, openmetrics, rdjson, rdjsonl
from ssot_check.reports.support.items import advice, items
from tests.reports.canned import CLEAN, EXACT, KNOWN, PASSED, REPORT, UNTRUSTED, VARIANT
from tests.reports.extremes import EXTREMES, HOSTILE
from tests.reports.test_properties import reports

every = pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)

POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
DIAGNOSTIC_RESULT = {
    "type": "object",
    "required": ["source", "severity", "diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "required": ["value"],
                        "properties": {"value": {"type": "string"}, "url": {"type": "string", "pattern": "^https?://"}},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""Written from reviewdog's description of its format; its own schema demands nothing, so this one is narrower."""


def diagnostics(report: Report) -> list[dict[str, Any]]:
    loaded = json.loads(rdjson.render(report))
    Draft202012Validator(DIAGNOSTIC_RESULT).validate(loaded)
    found = loaded["diagnostics"]
    assert isinstance(found, list)
    return found


@every
def test_rdjson_has_every_entry(report: Report) -> None:
    assert [entry["message"] for entry in diagnostics(report)] == [advice(item) for item in items(report)]


@every
def test_rdjsonl_has_the_same_entries_one_a_line(report: Report) -> None:
    lines = [json.loads(line) for line in rdjsonl.render(report).splitlines() if line]
    assert lines == [{**entry, "source": {"name": "ssot-check"}} for entry in diagnostics(report)]


@settings(deadline=None)
@given(reports)
def test_rdjson_ranges_never_run_backwards(report: Report) -> None:
    for entry in diagnostics(report):
        where = entry["location"]["range"]
        start, end = where["start"], where.get("end", where["start"])
        assert (start["line"], start.get("column", 1)) <= (end["line"], end.get("column", 1))


def test_rdjson_columns_count_bytes() -> None:
    wide = replace(EXACT, location=Location("w.py", 1, 3, 1, 5), extent=None, fix=None)
    (entry,) = diagnostics(replace(CLEAN, findings=(wide,), sources={"w.py": ("日本ab",)}))
    assert entry["location"]["range"] == {"start": {"line": 1, "column": 7}, "end": {"line": 1, "column": 9}}


def test_rdjson_suggests_the_repair_where_it_lies_in_that_file() -> None:
    (entry,) = diagnostics(replace(CLEAN, findings=(EXACT,)))
    assert [suggestion["text"] for suggestion in entry["suggestions"]] == ["from platform.logging.setup import setup_logging\n"]
    (elsewhere,) = diagnostics(replace(CLEAN, findings=(replace(EXACT, location=Location("other.py", 1)),)))
    assert "suggestions" not in elsewhere


def rows(report: Report) -> list[dict[str, str]]:
    return list(stdlib_csv.DictReader(io.StringIO(csv.render(report), newline="")))


@every
def test_csv_has_a_row_for_each_and_no_formula(report: Report) -> None:
    found = rows(report)
    assert len(found) == len(report.problems) + len(report.findings) + len(report.known) + len(report.suppressed)
    for row in found:
        assert None not in row
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_formulas_get_an_apostrophe() -> None:
    assert "'=cmd|' /C calc'!A0.py" in {row["path"] for row in rows(HOSTILE)}
    assert "'=1+1,+2,-3,@SUM(A1)" in {row["message"] for row in rows(HOSTILE)}


def test_csv_states() -> None:
    assert [row["state"] for row in rows(KNOWN)] == ["problem", *["new"] * 4, "known", "known"]
    assert rows(replace(CLEAN, findings=(VARIANT,)))[0]["line"] == "1"


def samples(report: Report) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """As the reference parser of the format reads it: it refuses wrong types, double samples and a missing end."""
    families = text_string_to_metric_families(openmetrics.render(report))
    return {(sample.name, frozenset(sample.labels.items())): sample.value for family in families for sample in family.samples}


@every
def test_openmetrics_are_read_by_the_reference_parser(report: Report) -> None:
    found = samples(report)
    assert found["ssot_check_exit_code", frozenset()] == int(report.verdict)
    by_state = {
        state: sum(value for (name, labels), value in found.items() if name == "ssot_check_findings" and ("state", state) in labels)
        for state in ("new", "known", "suppressed")
    }
    assert by_state == {"new": len(report.findings), "known": len(report.known), "suppressed": len(report.suppressed)}


@settings(deadline=None)
@given(reports)
def test_openmetrics_hold(report: Report) -> None:
    samples(report)


def test_openmetrics_have_zeros() -> None:
    labels = frozenset({("domain", "logging"), ("severity", "error"), ("state", "new")})
    assert samples(CLEAN)["ssot_check_findings", labels] == 0
    assert samples(REPORT)["ssot_check_findings", labels] == 2
    assert ("ssot_check_fixed_findings", frozenset()) not in samples(REPORT)
    assert samples(KNOWN)["ssot_check_fixed_findings", frozenset()] == 2


@pytest.mark.parametrize(
    ("report", "message", "colour"),
    [
        (CLEAN, "clean", "brightgreen"),
        (PASSED, "1 warning, 1 info", "yellowgreen"),
        (REPORT, "4 errors, 1 warning, 1 info, 1 gap", "red"),
        (KNOWN, "3 errors, 1 warning, 2 known, 1 gap", "red"),
        (UNTRUSTED, "untrusted", "red"),
    ],
    ids=["clean", "passed", "failed", "known", "untrusted"],
)
def test_badge_keeps_to_the_endpoint_schema(report: Report, message: str, colour: str) -> None:
    shown = json.loads(badge.render(report))
    error = {"isError": True} if report is UNTRUSTED else {}
    assert shown == {"schemaVersion": 1, "label": "ssot", "message": message, "color": colour, **error}


@every
def test_the_picture_says_the_same_and_asks_for_nothing(report: Report) -> None:
    picture = etree.fromstring(badge_svg.render(report).encode())
    said = json.loads(badge.render(report))["message"]
    assert picture.get("aria-label") == f"ssot-check: {said}"
    assert [node.text for node in picture.iter("{*}text")] == ["ssot", said]
    assert not [value for node in picture.iter() for value in node.attrib.values() if "url" in value or "//" in value]
    widths = [int(node.get("width", "0")) for node in picture.iter("{*}rect")]
    assert sum(widths) == int(picture.get("width", ""))
    for node, width in zip(picture.iter("{*}text"), widths, strict=True):
        assert int(node.get("textLength", "")) < width


@pytest.mark.parametrize("colour", [*badge_svg.COLOURS.values(), badge_svg.GREY])
def test_the_words_of_the_picture_can_be_read(colour: str) -> None:
    """Contrast of white text, as WCAG 2 computes it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    assert 1.05 / (sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05) >= 4.5

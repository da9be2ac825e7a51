"""The JSON report keeps to its published schema, and the schema to its page."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports.json import SCHEMA_VERSION, render
from tests.reports.canned import ALLOWED, CLEAN, EXACT, KNOWN, PASSED, REPORT, UNTRUSTED, shown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "json-report.md"
START, END = "<!-- fields -->\n", "<!-- end of fields -->\n"


@cache
def schema() -> dict[str, Any]:
    text = files("ssot_check.reports").joinpath("schema", "report.schema.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    assert isinstance(loaded, dict)
    return loaded


def objects(node: object, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, schema) of every object that lists properties."""
    if isinstance(node, dict):
        if "properties" in node and "type" in node:
            yield name, node
        for key, value in node.items():
            yield from objects(value, name if key in {"properties", "$defs"} else key)


@pytest.mark.parametrize(
    "report", [REPORT, UNTRUSTED, PASSED, CLEAN, KNOWN, ALLOWED], ids=["findings", "untrusted", "passed", "clean", "known", "allowed"]
)
def test_report_is_valid(report: Report) -> None:
    Draft202012Validator(schema()).validate(json.loads(render(report)))


def test_schema_is_valid_and_of_this_version() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["schema_version"]["const"] == SCHEMA_VERSION


def test_schema_is_closed_complete_and_described() -> None:
    for name, node in objects(schema()):
        assert node["additionalProperties"] is False, name
        assert node["required"] == list(node["properties"]), name
        assert all(prop["description"].endswith(".") for prop in node["properties"].values()), name


def test_text_is_ascii_with_a_line_end() -> None:
    text = render(shown(REPORT, colour=True, width=40))
    assert text.isascii()
    assert text.endswith("}\n")
    assert text == render(REPORT)


def test_a_path_that_is_not_utf8_is_spelled_out() -> None:
    finding = replace(EXACT, location=Location("caf\udce9/\x1b[31m.py", 3, 1, 3, 2), extent=None)
    told = json.loads(render(replace(REPORT, findings=(finding,))))["findings"][0]
    assert told["location"]["path"] == "caf\\xe9/\\x1b[31m.py"


def test_edits_are_kept_as_they_are() -> None:
    told = json.loads(render(REPORT))["findings"]
    fixes = [finding["fix"] for finding in told if finding["fix"]]
    assert fixes[0]["edits"][0]["text"] == "from platform.logging.setup import setup_logging\n"


def test_a_whole_file_has_no_positions() -> None:
    told = json.loads(render(replace(REPORT, findings=(Finding("SSOT208", "m", Location("a.yml")),))))["findings"][0]
    assert told["location"] == {"path": "a.yml", "start": None, "end": None}


def test_a_baseline_has_its_counts_and_its_entries() -> None:
    told = json.loads(render(KNOWN))
    assert {item["baseline_state"] for item in told["findings"]} == {"new"}
    assert [item["code"] for item in told["known"]] == ["SSOT202", "SSOT116"]
    assert {name: told["baseline"][name] for name in ("path", "new", "known", "fixed")} == {
        "path": ".ssot-baseline.json", "new": 4, "known": 2, "fixed": 2,
    }  # fmt: skip
    assert [entry["reason"] for entry in (*told["baseline"]["stale"], *told["baseline"]["expired"])] == [
        "goes with the service",
        "is being replaced",
    ]
    assert told["counts"]["findings"] == 4


def test_without_a_baseline_nothing_is_said_of_one() -> None:
    told = json.loads(render(REPORT))
    assert (told["baseline"], told["known"], {item["baseline_state"] for item in told["findings"]}) == (None, [], {None})


def fields() -> str:
    """The tables of the page, from the schema."""
    out = []
    for name, node in objects(schema()):
        rows = [f"| `{key}` | {prop['description']} |" for key, prop in node["properties"].items()]
        out += [f"### {f'`{name}`' if name else 'The report'}", "", node["description"], "", "| field | meaning |", "|---|---|", *rows, ""]
    return "\n".join(out)


def test_page_describes_every_field() -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    told, _, after = rest.partition(END)
    if os.environ.get("UPDATE_GOLDEN"):
        if "CI" in os.environ:
            pytest.fail("pages are not rewritten in CI")
        told = fields()
        PAGE.write_text(f"{before}{START}{told}{END}{after}", encoding="utf-8", newline="\n")
    assert told == fields()


def test_suppressed_findings_are_kept_apart_and_counted() -> None:
    told = json.loads(render(ALLOWED))
    assert [(item["code"], item["suppressions"][0]["kind"]) for item in told["suppressed"]] == [
        ("SSOT201", "external"),
        ("SSOT203", "inSource"),
    ]
    assert (told["counts"]["suppressed"], told["counts"]["findings"]) == (2, len(told["findings"]))
    assert all(item["suppressions"] == [] for item in told["findings"])

"""The audit as JSON keeps to its published schema, which stands on that of the JSON report."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from ssot_check.model.report import Report
from ssot_check.model.standing import History, Standing
from ssot_check.reports import compliance_json
from tests.reports.canned import REPORT
from tests.reports.extremes import EXTREMES
from tests.reports.test_json import objects, schema
from tests.reports.test_properties import reports

RUNS = (Standing("2026-11-13", "week", "findings", 70, 9, domains={"logging": 80, "gone": None}),)
AUDITS = {**EXTREMES, "history": replace(REPORT, day="2026-11-21", period="week", history=History("h.jsonl", RUNS, 1))}


@cache
def own() -> dict[str, Any]:
    loaded = json.loads(files("ssot_check.reports").joinpath("schema", "compliance.schema.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@cache
def validator() -> Draft202012Validator:
    report = schema()
    return Draft202012Validator(own(), registry=Registry().with_resource(report["$id"], Resource.from_contents(report)))


@pytest.mark.parametrize("report", AUDITS.values(), ids=AUDITS)
def test_the_audit_is_valid(report: Report) -> None:
    validator().validate(json.loads(compliance_json.render(report)))


@settings(deadline=None, max_examples=25)
@given(report=reports)
def test_every_audit_is_valid(report: Report) -> None:
    validator().validate(json.loads(compliance_json.render(report)))


def test_the_schema_is_closed_complete_described_and_of_this_version() -> None:
    Draft202012Validator.check_schema(own())
    assert own()["properties"]["schema_version"]["const"] == compliance_json.SCHEMA_VERSION
    for name, node in objects(own()):
        assert node["additionalProperties"] is False, name
        assert node["required"] == list(node["properties"]), name
        assert all(prop["description"].endswith(".") for prop in node["properties"].values()), name


@pytest.mark.parametrize("change", [{"score": 101}, {"findings": [{}]}, {"period": "year"}, {"more": 1}], ids=str)
def test_the_schema_refuses_what_is_wrong(change: dict[str, Any]) -> None:
    assert not validator().is_valid(json.loads(compliance_json.render(REPORT)) | change)

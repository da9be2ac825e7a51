"""SARIF: valid against the official schema, and shaped as code-scanning platforms read it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.report import Report, RuleInfo
from ssot_check.model.verdict import Severity
from ssot_check.reports import sarif
from ssot_check.reports.support.linehash import line_hashes
from tests.reports.canned import ALLOWED, CLEAN, EXACT, KNOWN, PASSED, REPORT, RULES, SOURCES, UNTRUSTED
from tests.reports.official import SARIF, fetch


def run_of(report: Report) -> dict[str, Any]:
    (run,) = json.loads(sarif.render(report))["runs"]
    assert isinstance(run, dict)
    return run


def result_of(finding: Finding) -> dict[str, Any]:
    (result,) = run_of(replace(REPORT, findings=(finding,)))["results"]
    assert isinstance(result, dict)
    return result


@pytest.fixture(scope="session")
def official(kept: Path) -> Draft4Validator:
    return Draft4Validator(json.loads(fetch(SARIF, kept)), format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.network
@pytest.mark.parametrize(
    "report", [REPORT, UNTRUSTED, PASSED, CLEAN, KNOWN, ALLOWED], ids=["findings", "untrusted", "passed", "clean", "known", "allowed"]
)
def test_valid_against_the_official_schema(report: Report, official: Draft4Validator) -> None:
    official.validate(json.loads(sarif.render(report)))


@pytest.mark.network
def test_the_official_schema_refuses_what_is_wrong(official: Draft4Validator) -> None:
    log = json.loads(sarif.render(REPORT))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not official.is_valid(log)


def test_region_is_the_signature_and_context_the_whole_unit() -> None:
    place = result_of(EXACT)["locations"][0]["physicalLocation"]
    assert place["region"] == {
        "startLine": 12, "startColumn": 5, "endLine": 12, "endColumn": 18, "snippet": {"text": "setup_logging"}
    }  # fmt: skip
    assert place["contextRegion"] == {"startLine": 12, "startColumn": 1, "endLine": 31, "endColumn": 1}


def test_context_that_is_not_larger_is_left_out() -> None:
    place = result_of(replace(EXACT, extent=EXACT.location))["locations"][0]["physicalLocation"]
    assert "contextRegion" not in place


def test_message_links_to_the_canonical_place() -> None:
    result = result_of(EXACT)
    assert "[platform/logging/setup.py:8:5](1)" in result["message"]["text"]
    assert result["relatedLocations"][0]["id"] == 1
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "platform/logging/setup.py"


def test_title_is_the_first_sentence() -> None:
    assert result_of(EXACT)["message"]["text"].startswith(EXACT.message + ". ")


def test_brackets_in_text_are_no_links() -> None:
    text = result_of(Finding("SSOT201", "see [docs](9)", Location("a.py", 1)))["message"]["text"]
    assert text == r"see \[docs\](9)."


def test_identity_is_a_private_fingerprint() -> None:
    bare = replace(REPORT, findings=(EXACT,), sources={})
    assert run_of(bare)["results"][0]["partialFingerprints"] == {"ssot/v1": EXACT.key}


def test_github_finds_its_own_line_hash() -> None:
    prints = result_of(EXACT)["partialFingerprints"]
    assert prints == {"ssot/v1": EXACT.key, "primaryLocationLineHash": line_hashes("\n".join(SOURCES["services/billing/log.py"]))[11]}


def test_a_long_unit_is_not_repeated() -> None:
    source = tuple(f"line {number}" for number in range(1, 61))
    for last, expected in ((40, True), (41, False)):
        finding = replace(EXACT, location=Location("a.py", 1, 1, 1, 5), extent=Location("a.py", 1, 1, last, 8))
        (result,) = run_of(replace(REPORT, findings=(finding,), sources={"a.py": source}))["results"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["snippet"] == {"text": "line"}
        assert ("snippet" in place["contextRegion"]) is expected


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#?.py", "a%20b/%C3%BC%23%3F.py"),
        ("caf\udce9.py", "caf%E9.py"),
        ("odd\ud800.py", "odd%ED%A0%80.py"),
        ("c:d/100%.py", "c%3Ad/100%25.py"),
        ("line\nbreak.py", "line%0Abreak.py"),
    ],
)
def test_paths_are_relative_uris(path: str, uri: str) -> None:
    artifact = result_of(replace(EXACT, location=Location(path, 1), extent=None))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_root_has_no_machine_path() -> None:
    assert run_of(REPORT)["originalUriBaseIds"] == {"%SRCROOT%": {"description": {"text": "The root of the repository."}}}


def test_whole_file_is_shown_at_its_first_line() -> None:
    region = result_of(Finding("SSOT208", "m", Location("a.yml")))["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


@pytest.mark.parametrize(("severity", "level"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFORMATION, "note")])
def test_levels(severity: Severity, level: str) -> None:
    assert result_of(replace(EXACT, severity=severity))["level"] == level


def test_rules_carry_what_platforms_ask_for() -> None:
    rules = run_of(REPORT)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES if not rule.code.startswith("SSOT0")]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
    assert rules[1]["fullDescription"]["text"] == (
        "Compares every unit outside a domain with the units that the domain owns. Layout and comments do not count."
    )


def test_a_rule_that_says_nothing_of_itself_has_its_summary_for_help() -> None:
    bare = RuleInfo("X1", "", Severity.ERROR, "One line.", "")
    (rule,) = (item for item in run_of(replace(REPORT, rules=(bare,)))["tool"]["driver"]["rules"] if item["id"] == "X1")
    assert {rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")} == {"One line."}


def test_descriptions_keep_to_the_limit() -> None:
    long = replace(RULES[2], summary="s" * 2000, explanation="What it does\n------------\n" + "e" * 2000)
    (rule,) = run_of(replace(REPORT, rules=(long,), findings=(EXACT,)))["tool"]["driver"]["rules"]
    assert len(rule["shortDescription"]["text"]) == 1024
    assert len(rule["fullDescription"]["text"]) == 1024


def test_rule_index_points_at_the_rule() -> None:
    run = run_of(replace(REPORT, rules=RULES[:2]))
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_problems_are_notifications_and_make_the_run_unsuccessful() -> None:
    (invocation,) = run_of(UNTRUSTED)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    notes = [note for note in invocation["toolExecutionNotifications"] if "descriptor" in note]
    assert [(note["descriptor"]["id"], note["level"]) for note in notes] == [
        ("SSOT002", "error"),
        ("SSOT007", "error"),
        ("SSOT010", "warning"),
    ]


def test_findings_do_not_make_the_run_unsuccessful() -> None:
    (invocation,) = run_of(REPORT)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_fix_replaces_the_unit() -> None:
    (change,) = result_of(EXACT)["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"]["endLine"] == 31
    assert replacement["insertedContent"]["text"] == "from platform.logging.setup import setup_logging\n"


def test_one_run_with_a_category() -> None:
    run = run_of(CLEAN)
    assert run["automationDetails"] == {"id": "ssot-check/"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == []


def test_heaviest_results_are_kept_and_the_cut_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 4)
    run = run_of(REPORT)
    assert [result["level"] for result in run["results"]] == ["error"] * 4
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == (
        "2 lighter results left out: a run holds at most 4"
    )


def test_more_than_github_keeps_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for most, said in ((5, True), (6, False)):
        monkeypatch.setattr(sarif, "SHOWN_BY_GITHUB", most)
        notes = [note["message"]["text"] for note in run_of(REPORT)["invocations"][0]["toolExecutionNotifications"]]
        assert (f"GitHub keeps the {most} heaviest of these 6 results" in notes) is said


def test_related_places_are_cut_and_the_cut_is_told() -> None:
    many = replace(EXACT, related=tuple(Related(Location("a.py", line), "x") for line in range(1, 1003)))
    run = run_of(replace(REPORT, findings=(many,)))
    assert len(run["results"][0]["relatedLocations"]) == 1000
    assert "1 result with more than 1,000 related locations" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_known_results_are_there_and_unchanged() -> None:
    states = [(result["ruleId"], result.get("baselineState")) for result in run_of(KNOWN)["results"]]
    assert states == [
        ("SSOT208", "new"),
        ("SSOT201", "new"),
        ("SSOT204", "new"),
        ("SSOT203", "new"),
        ("SSOT202", "unchanged"),
        ("SSOT116", "unchanged"),
    ]
    assert {result.get("baselineState") for result in run_of(REPORT)["results"]} == {None}


def test_new_results_push_known_ones_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULT_LIMIT", 5)
    assert [result["baselineState"] for result in run_of(KNOWN)["results"]] == ["new"] * 4 + ["unchanged"]


def test_suppressed_results_carry_their_justification_and_all_others_an_empty_list() -> None:
    results = run_of(ALLOWED)["results"]
    kinds = [[(item["kind"], item["justification"]) for item in result["suppressions"]] for result in results]
    assert kinds == [[], [], [], [], [("external", "runs before\\x1b[31m install")], [("inSource", "needs its own jitter")]]
    assert not any("suppressions" in result for result in run_of(REPORT)["results"])

"""Each format renders the canned Report to a known text; `UPDATE_GOLDEN=1` rewrites the texts, never in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssot_check.discovery import formats
from ssot_check.model.report import Report
from tests.reports.canned import ALLOWED, CLEAN, KNOWN, NOTHING_NEW, PASSED, REPORT, UNTRUSTED, shown

GOLDEN = Path(__file__).resolve().parent / "golden"
CASES: dict[str, tuple[str, Report]] = {
    "full": ("full", shown(statistics=True)),
    "full-wide": ("full", shown(width=120)),
    "full-verbose": ("full", shown(width=0, verbose=True)),
    "full-quiet": ("full", shown(quiet=True)),
    "full-untrusted": ("full", shown(UNTRUSTED)),
    "full-passed": ("full", shown(PASSED)),
    "full-clean": ("full", shown(CLEAN)),
    "full-baseline": ("full", shown(KNOWN)),
    "concise": ("concise", shown(statistics=True)),
    "concise-untrusted": ("concise", shown(UNTRUSTED)),
    "concise-baseline": ("concise", shown(NOTHING_NEW)),
    "full-suppressed": ("full", shown(ALLOWED, statistics=True)),
    "concise-suppressed": ("concise", shown(ALLOWED, statistics=True)),
    "json-suppressed": ("json", ALLOWED),
    "sarif-suppressed": ("sarif", ALLOWED),
    "json-baseline": ("json", KNOWN),
    "sarif-baseline": ("sarif", KNOWN),
    "json-untrusted": ("json", UNTRUSTED),
    "sarif-untrusted": ("sarif", UNTRUSTED),
}
CASES |= {form.name: (form.name, REPORT) for form in formats() if form.name not in CASES}


def rendered(form: str, report: Report) -> str:
    return next(item for item in formats() if item.name == form).render(report)


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str) -> None:
    golden = GOLDEN / f"{case}.golden"
    text = rendered(*CASES[case])
    if os.environ.get("UPDATE_GOLDEN"):
        if "CI" in os.environ:
            pytest.fail("golden files are not rewritten in CI")
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)

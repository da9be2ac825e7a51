"""Reports that somebody keeps name the commit and the branch that they speak of."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ssot_check.discovery import report_format
from ssot_check.model.checkout import Checkout
from tests.reports.canned import REPORT

STATE = Checkout("0123456789abcdef" * 2 + "01234567", "fix/<b>`x`_1", modified=True)


@pytest.mark.parametrize("form", ["json", "compliance-json"])
def test_documents_for_programs_hold_all_of_it(form: str) -> None:
    told = json.loads(report_format(form).render(replace(REPORT, checkout=STATE, registry_digest="abc")))
    assert told["checkout"] == {"commit": STATE.commit, "branch": "fix/<b>`x`_1", "modified": True}
    assert told["registry"]["digest"] == "abc"
    assert json.loads(report_format(form).render(REPORT))["checkout"] is None


def test_the_stream_says_it_in_its_first_line() -> None:
    first = report_format("jsonl").render(replace(REPORT, checkout=STATE)).splitlines()[0]
    assert json.loads(first)["checkout"]["commit"] == STATE.commit


@pytest.mark.parametrize("form", ["markdown", "compliance", "html"])
def test_pages_for_people_say_it_in_words_and_a_branch_is_no_markup(form: str) -> None:
    page = report_format(form).render(replace(REPORT, checkout=STATE))
    assert "commit 0123456789ab of fix/" in page
    assert "with changes that are not committed" in page
    assert "<b>" not in page
    assert "0123456789ab" not in report_format(form).render(REPORT)

"""A page that no browser opens helps nobody: the lightest results are left out, and counted."""

from __future__ import annotations

import re

import pytest

from ssot_check.discovery import report_format
from ssot_check.reports.support.html import findings as html_findings
from tests.reports.canned import REPORT


def test_what_does_not_fit_is_counted_and_the_heaviest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = report_format("html").render(REPORT)
    monkeypatch.setattr(html_findings, "MOST_SHOWN", 2)
    page = report_format("html").render(REPORT)
    articles = [re.findall(r'<article id="(\w+)" class="(\w+)"', text) for text in (whole, page)]
    assert articles[1] == articles[0][:2]
    assert {weight for _, weight in articles[1]} == {"error"}
    assert f"{len(articles[0]) - 2} lighter results left out here" in page
    assert "left out here: this page" not in whole

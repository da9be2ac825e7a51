"""At a terminal nothing is wider than it, but for what must stay whole: places to click at, and code to copy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ssot_check.discovery import report_format
from ssot_check.model.gate import Condition, Outcome
from ssot_check.reports.support.columns import text_width
from tests.reports.canned import ALLOWED, KNOWN, REPORT, UNTRUSTED, shown

WHOLE = re.compile(r"^ *(-->|:::|info\[)|^( {6}|help: )(from|import|source) |^  [-+ @]|^ *\d+ \|")
"""Places, lines of code to copy, patches; and source lines, which are cut by other means."""
GATE = (
    Condition("new_findings", 0, 7, Outcome.FAIL),
    Condition("debt", 10, 4, Outcome.OPEN, "logging", why="the report was narrowed, it is not about the whole repository"),
)
REPORTS = {"usual": REPORT, "untrusted": UNTRUSTED, "known": KNOWN, "allowed": ALLOWED, "gate": replace(REPORT, conditions=GATE)}


def text(name: str, width: int, *, folds: bool = True) -> str:
    return report_format("full").render(shown(REPORTS[name], width=width, folds=folds, statistics=True))


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_wider_than_the_terminal(name: str, width: int) -> None:
    wide = [line for line in text(name, width).splitlines() if text_width(line) > width and not WHOLE.match(line)]
    assert [line for line in wide if " " in line.strip()] == []


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_clicked_at_and_what_is_copied_stays_whole(name: str) -> None:
    narrow, wide = text(name, 40), text(name, 40, folds=False)
    places = re.findall(r"(?:-->|:::) (\S+:\d+:\d+)$", wide, re.MULTILINE)
    assert places
    assert [place for place in places if f" {place}\n" not in narrow] == []
    imports = re.findall(r"(?:from \S+ )?import \w+$", wide, re.MULTILINE)
    assert [line for line in imports if f"{line}\n" not in narrow] == []


def test_nothing_is_lost_between_the_lines() -> None:
    words = [part.split() for part in (text("usual", 40), text("usual", 40, folds=False))]
    missing = {word for word in words[1] if word not in words[0]}
    assert {word for word in missing if word.isalpha()} <= {"domain", "owner", "files", "units", "errors", "warnings"}


def test_without_a_terminal_a_message_stays_on_one_line() -> None:
    long = max((finding.message for finding in REPORT.findings), key=len)
    assert long in text("usual", 40, folds=False)
    assert long not in text("usual", 40)

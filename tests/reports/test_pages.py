"""Comments, step summaries and lines for agents: nothing steers the reader, sizes hold, and every cut is told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from ssot_check.model.report import Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports import ai, markdown, summary
from ssot_check.reports.support.comment import page
from ssot_check.reports.support.markdown import code, prose
from tests.reports.canned import CLEAN, EXACT, KNOWN, NEAR, NOT_ANALYSED, REPORT, UNTRUSTED, shown
from tests.reports.extremes import EXTREMES, HOSTILE, MANY, ONE

every = pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)
SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain a-b (c)", "plain a-b (c)"),
        ("`x` and `y|z`", "`x` and `y|z`"),
        ("an odd ` tick", "an odd &#96; tick"),
        ("[x](http://y) <b>", "&#91;x&#93;(http:<!-- -->//y) &#60;b&#62;"),
        ("@everyone #12 www.x.y", "@<!-- -->everyone &#35;<!-- -->12 w<!-- -->ww.x.y"),
        ("_a_ a__b __init__", "&#95;a&#95; a&#95;&#95;b &#95;&#95;init&#95;&#95;"),
        ("a_b *c* $d$ | e", "a_b &#42;c&#42; &#36;d&#36; &#124; e"),
    ],
)
def test_prose_is_no_markup(text: str, safe: str) -> None:
    assert prose(text) == safe


@pytest.mark.parametrize(("text", "span"), [("x", "`x`"), ("a`b", "``a`b``"), ("`a``b`", "``` `a``b` ```"), (" ", "")])
def test_code_spans_hold_ticks(text: str, span: str) -> None:
    assert code(text) == span


@every
def test_outside_code_a_page_has_only_our_own_marks(report: Report) -> None:
    text = markdown.render(report).replace("<!-- -->", "\0").removeprefix("<!-- ssot-check -->\n")
    text = re.sub(r"(?m)^<details><summary>(?:[\d,]+ [a-z ]+|What was checked)</summary>$|^</details>$", "", text)
    bare = "\n".join(SPAN.sub("", line) for line in text.splitlines())
    assert not re.search(r"[<>\[\]]", bare)
    assert not re.search(r"@\w|(?<!&)#\w|https?://", bare.replace("### ssot-check", ""))


@pytest.mark.parametrize(("render", "limit"), [(markdown.render, 65_536), (summary.render, 1 << 20)], ids=["comment", "summary"])
def test_pages_keep_to_their_limit_and_say_what_they_cut(render: object, limit: int) -> None:
    assert callable(render)
    for report in EXTREMES.values():
        assert len(render(report).encode()) <= limit
    text = markdown.render(MANY)
    shown_entries = text.count("\n- **")
    assert f"**{5_001 - shown_entries:,} further results left out: " in text
    assert shown_entries > 100
    assert "- **warning**" not in text


def test_a_page_too_small_for_anything_still_says_the_verdict_and_the_cut() -> None:
    text = page(MANY, 1_000)
    assert text.startswith("### ssot-check: FAILED\n")
    assert "left out: this page holds at most 1,000 bytes" in text


def test_a_clean_comment_is_one_line_behind_its_marker() -> None:
    marker, line = markdown.render(CLEAN).splitlines()
    assert marker == "<!-- ssot-check -->"
    assert line.startswith("**ssot-check: CLEAN** 5 domains")


@pytest.mark.parametrize("more", [{"already": (EXACT,)}, {"problems": (NOT_ANALYSED,)}], ids=["there before", "a gap"])
def test_a_change_that_brings_and_mends_nothing_is_one_line(more: dict[str, Any]) -> None:
    _, line = markdown.render(replace(CLEAN, since="main (1a2b3c4)", **more)).splitlines()
    assert line.startswith("**ssot-check: PASSED** ")


def test_a_comment_counts_against_the_base_and_folds_the_rest() -> None:
    text = markdown.render(replace(REPORT, since="main (1a2b3c4)", findings=(EXACT,) * 12, already=(NEAR,), gone=KNOWN.stale))
    assert "| new | fixed | there before |\n|--:|--:|--:|\n| **12** | 2 | 1 |" in text
    shown, *folded = re.split(r"<details><summary>(.+)</summary>", text)
    assert folded[::2] == ["3 further results", "2 fixed", "What was checked"]
    assert [part.count("\n- ") for part in (shown, *folded[1::2])] == [10, 3, 1, 4]
    assert text.count("<details>") == text.count("\n</details>\n")


def test_a_comment_against_a_baseline_counts_what_it_knows() -> None:
    assert "| new | fixed | known to the baseline |\n|--:|--:|--:|\n| **4** | 2 | 2 |" in markdown.render(KNOWN)
    assert "| not known |" in markdown.render(replace(KNOWN, verdict=Verdict.UNTRUSTED))


def test_an_untrusted_comment_says_so_first() -> None:
    assert markdown.render(UNTRUSTED).splitlines()[1] == "### ssot-check: UNTRUSTED"


def test_ai_lines_say_what_to_write() -> None:
    verdict, head, line, *_ = ai.render(ONE).splitlines()
    assert verdict == "FAILED: 1 error"
    assert head.startswith("# one finding a line")
    assert line == (
        "services/billing/log.py:12 SSOT201 error function `setup_logging` is an exact copy of function `setup_logging`, "
        "which `logging` owns -> delete `setup_logging`: from platform.logging.setup import setup_logging"
    )


def test_ai_names_the_owner_where_there_is_no_help() -> None:
    text = ai.render(replace(ONE, findings=(replace(EXACT, help=""),)))
    assert text.splitlines()[2].endswith("-> see platform/logging/setup.py:8:5")


@pytest.mark.parametrize("budget", [200, 1_000, 10_000])
@every
def test_ai_keeps_its_budget_and_tells_the_cut(report: Report, budget: int) -> None:
    text = ai.render(replace(shown(report, token_budget=budget)))
    lines = text.splitlines()
    entries = [line for line in lines[1:] if re.match(r".*:\d+ SSOT\d{3} ", line)]
    missing = len(report.findings) + len(report.problems) - len(entries)
    told = [line for line in lines if line.startswith("# left out by the budget")]
    assert bool(told) == bool(missing)
    assert not told or f"tokens: {missing:,} (" in told[0]
    assert ai.tokens(text) <= budget or not entries


def test_ai_without_a_limit_has_everything() -> None:
    assert len(ai.render(shown(MANY, token_budget=0)).splitlines()) == 5_001 + 6


def test_ai_cuts_the_lightest() -> None:
    text = ai.render(shown(MANY, token_budget=5_000))
    assert " warning " not in text
    assert re.search(r"\(2,\d{3} error, 2,501 warning\)", text)


def test_ai_is_silent_when_asked_to_be_and_clean() -> None:
    assert ai.render(shown(CLEAN, quiet=True)) == ""
    assert ai.render(CLEAN).startswith("CLEAN: ")
    assert "\x1b" not in ai.render(HOSTILE)
    assert REPORT.presentation.token_budget == 10_000

"""Every Markdown that we write, read by GitHub's own parser (cmark-gfm): what it makes of it has our marks and nobody else's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from lxml import html as reader

from ssot_check.model.report import Report
from ssot_check.reports import compliance, markdown, summary
from ssot_check.reports.support.items import items, path
from tests.reports.canned import CLEAN, EXACT
from tests.reports.extremes import EXTREMES, MANY, ODD_TEXTS
from tests.reports.test_properties import reports

OURS: Final = {"h1", "h2", "h3", "p", "ul", "li", "strong", "code", "br", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
RENDER: Final = {"markdown": markdown.render, "summary": summary.render, "compliance": compliance.render}
each = pytest.mark.parametrize("name", RENDER)


def read(text: str) -> reader.HtmlElement:
    """The page as GitHub shows it, with raw HTML left in so that it can be seen."""
    return reader.fragment_fromstring(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE), "page")


def elements(page: reader.HtmlElement) -> Counter[str]:
    return Counter(node.tag for node in page.iterdescendants() if isinstance(node.tag, str))


def is_even(page: reader.HtmlElement) -> bool:
    """True when every row of every table has as many cells as its head."""
    return all(len({len(row) for row in table.iter("tr")}) == 1 for table in page.iter("table"))


@each
@pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)
def test_github_sees_our_marks_and_no_others(name: str, report: Report) -> None:
    page = read(RENDER[name](report))
    assert set(elements(page)) <= OURS
    assert not any(set(node.attrib) - {"align"} for node in page.iterdescendants() if isinstance(node.tag, str))
    assert is_even(page)


@each
@settings(deadline=None, max_examples=50)
@given(report=reports)
def test_no_report_writes_marks_of_its_own(name: str, report: Report) -> None:
    page = read(RENDER[name](report))
    assert set(elements(page)) <= OURS
    assert is_even(page)


@each
def test_every_finding_is_one_entry(name: str) -> None:
    for report in (report for report in EXTREMES.values() if report is not MANY):
        page = read(RENDER[name](report))
        shown = [node.text_content() for node in page.iter("li") if node.find("strong") is not None]
        assert len(shown) == len(items(report)), report.verdict
        assert all(any(path(item) in text for text in shown) for item in items(report))


@pytest.mark.parametrize("text", [text for text in ODD_TEXTS if text])
def test_what_was_said_arrives(text: str) -> None:
    report = replace(CLEAN, findings=(replace(EXACT, message=text),))
    (entry,) = (node for node in read(markdown.render(report)).iter("li") if node.find("strong") is not None)
    said = text.replace("\n", r"\n").replace("\x1b", r"\x1b").replace("\x00", r"\x00").replace("\x07", r"\x07").replace("\u202e", r"\u202e")
    assert " ".join(said.replace("`", "").split()) in " ".join(entry.text_content().replace("`", "").split())

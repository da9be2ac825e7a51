"""The findings of the page: each an article with an address of its own, and a copy beside its canonical."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.report import Report
from ssot_check.reports.support.html_build import Html, join, tag
from ssot_check.reports.support.html_diff import side_by_side
from ssot_check.reports.support.items import Item, heaviest_first, keyed, line, message, path, reason, remedy
from ssot_check.reports.support.paint import SEVERITY_WORD

DIFF_BUDGET: Final = 4_000_000
"""Characters for comparisons, heaviest findings first: with 5,000 findings the page stays below 10 MB."""

OPEN_AT_FIRST: Final = 10


def findings(report: Report) -> tuple[Html, ...]:
    """The controls, which only a script brings to light, and one article per finding or problem, heaviest first."""
    if not report.findings and not report.problems:
        return (tag("p", "None."),)
    words = tag("label", "Filter (key /)", tag("input", type="search", id="words"))
    weights = (tag("option", word, value=word) for word in SEVERITY_WORD.values())
    weight = tag("label", "Severity", tag("select", tag("option", "all", value=""), *weights, id="weight"))
    orders = (tag("option", name, value=name) for name in ("path", "domain", "code"))
    order = tag("label", "Sort by", tag("select", tag("option", "severity", value=""), *orders, id="order"))
    tools = tag("div", words, weight, order, tag("output", id="told"), class_="tools", id="tools", hidden="hidden")
    return tools, tag("div", join(_articles(report)), id="list")


def _articles(report: Report) -> Iterator[Html]:
    left, sources = DIFF_BUDGET, dict(report.sources)
    for index, (key, item) in enumerate(keyed(heaviest_first(report))):
        diff = side_by_side(item, sources) if left > 0 and isinstance(item, Finding) else None
        left -= len(diff or "")
        cut = isinstance(item, Finding) and bool(item.related) and left <= 0 and diff is None
        yield _article(key, item, diff, is_open=index < OPEN_AT_FIRST, cut=cut)


def _article(key: str, item: Item, diff: Html | None, *, is_open: bool, cut: bool) -> Html:
    word, place = SEVERITY_WORD[item.severity], f"{path(item)}:{line(item)}"
    name = tag("a", item.code, href=f"#{key}")
    parts = [tag("h3", tag("span", word, class_=item.severity.value), " ", name, " ", tag("code", place)), tag("p", message(item))]
    parts += [tag("p", "Why: ", reason(item), class_="dim")] if reason(item) else []
    parts += [tag("p", "To do: ", tag("code", remedy(item)))] if remedy(item) else []
    if isinstance(item, Finding) and item.related:
        parts.append(tag("p", f"See {item.related[0].location}"))
    if diff:
        shown = {"open": "open"} if is_open else {}
        parts.append(tag("details", tag("summary", "Side by side"), diff, **shown))
    parts += [tag("p", "The comparison is left out here to keep this page small.", class_="dim")] if cut else []
    searched = f"{word} {item.code} {item.domain} {path(item)} {message(item)}"
    marks = {"data_weight": word, "data_text": searched, "data_path": place, "data_domain": item.domain, "data_code": item.code}
    return tag("article", *parts, id=key, **marks)

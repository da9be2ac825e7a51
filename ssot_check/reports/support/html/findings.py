"""The findings of the page: each an article with an address of its own, and a copy beside its canonical."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.report import Report
from ssot_check.reports.support.html.build import Html, join, prose, tag
from ssot_check.reports.support.html.diff import side_by_side
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, heaviest_first, keyed, line, message, path, reason, remedy
from ssot_check.reports.support.paint import SEVERITY_WORD
from ssot_check.reports.support.words import plural

DIFF_BUDGET: Final = 2_500_000
"""Characters for comparisons, heaviest findings first: with 5,000 findings the page stays below 7 MB and opens in a second or two."""

OPEN_AT_FIRST: Final = 10
MOST_SHOWN: Final = 10_000
"""A hundred thousand entries are a page of 100 MB, which no browser opens."""


def findings(report: Report) -> tuple[Html, ...]:
    """The controls, which only a script brings to light, and one article per finding or problem, heaviest first."""
    if not report.findings and not report.problems:
        return (tag("p", "None."),)
    entries = heaviest_first(report)
    shown = entries[:MOST_SHOWN]
    words = tag("label", "Filter (key /)", tag("input", type="search", id="words"))
    weight = _choice("Severity", "weight", [(word, word) for word in SEVERITY_WORD.values()], "all")
    domain = _choice("Domain", "domain", [(name, name) for name in sorted({visible(item.domain) for item in shown} - {""})], "all")
    rule = _choice("Rule", "code", [(code, code) for code in sorted({visible(item.code) for item in shown})], "all")
    order = _choice("Sort by", "order", [(name, name) for name in ("path", "domain", "code")], "severity")
    hint = tag("span", "j and k go from one to the next", class_="dim")
    told = tag("output", "", id="told")
    tools = tag("div", words, weight, domain, rule, order, told, hint, class_="tools", id="tools", hidden="hidden")
    missing = len(entries) - len(shown)
    said = f"{plural(missing, 'lighter result')} left out here: this page holds at most {MOST_SHOWN:,}. The JSON has all."
    cut = (tag("p", tag("strong", said)),) if missing else ()
    return *cut, tools, tag("div", join(_articles(report, shown)), id="list")


def _choice(name: str, key: str, options: Iterable[tuple[str, str]], first: str) -> Html:
    listed = (tag("option", word, value=value) for word, value in options)
    return tag("label", name, tag("select", tag("option", first, value=""), *listed, id=key))


def _articles(report: Report, shown: list[Item]) -> Iterator[Html]:
    left, sources = DIFF_BUDGET, dict(report.sources)
    names = {rule.code: rule.name for rule in report.rules}
    for index, (key, item) in enumerate(keyed(shown)):
        diff = side_by_side(item, sources) if left > 0 and isinstance(item, Finding) else None
        left -= len(diff or "")
        cut = isinstance(item, Finding) and bool(item.related) and left <= 0 and diff is None
        yield _article(key, names.get(item.code, ""), item, _compared(diff, is_open=index < OPEN_AT_FIRST, cut=cut))


def _article(key: str, rule: str, item: Item, compared: tuple[Html, ...]) -> Html:
    word, place = SEVERITY_WORD[item.severity], f"{path(item)}:{line(item)}"
    name = tag("a", " ".join(filter(None, (item.code, rule))), href=f"#{key}")
    head = tag("h3", tag("span", word, class_=f"pill {item.severity.value}"), " ", name, " ", tag("code", place, class_="place"))
    parts = [head, tag("p", prose(message(item)))]
    parts += [tag("p", tag("strong", "To do: "), prose(remedy(item)), class_="todo")] if remedy(item) else []
    why = [f"Why: {reason(item)}."] if reason(item) else []
    why += [f"See {item.related[0].location}."] if isinstance(item, Finding) and item.related else []
    parts += [tag("p", prose(" ".join(why)), class_="dim")] if why else []
    marks = {"data_weight": word, "data_path": place, "data_domain": visible(item.domain), "data_code": item.code}
    return tag("article", *parts, *compared, id=key, class_=item.severity.value, tabindex="-1", **marks)


def _compared(diff: Html | None, *, is_open: bool, cut: bool) -> tuple[Html, ...]:
    if diff:
        return (tag("details", tag("summary", "Side by side"), diff, **({"open": "open"} if is_open else {})),)
    return (tag("p", "The comparison is left out here to keep this page small.", class_="dim"),) if cut else ()

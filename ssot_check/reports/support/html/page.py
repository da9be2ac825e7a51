"""The page of the audit: verdict, numbers and trend; domains, worst first; where copies leak to; findings; waivers.

Everything that comes from the repository goes through `build`, which escapes it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from ssot_check.model.compliance import SCORE_RULE, Compliance, assess
from ssot_check.model.report import Report
from ssot_check.model.standing import Waiver
from ssot_check.reports.support.compliance_words import NUMBERS, change, compared_to, completeness, headline, number, term, unscored
from ssot_check.reports.support.gate_words import condition_name, found_and_asked
from ssot_check.reports.support.html import charts
from ssot_check.reports.support.html.build import Html, join, prose, table, tag
from ssot_check.reports.support.html.domains import domains
from ssot_check.reports.support.html.findings import findings
from ssot_check.reports.support.html.treemap import debt_map
from ssot_check.reports.support.words import verdict_line

STYLE_FILE: Final = "ssot-check.css"
_ASSETS: Final = Path(__file__).parent / "assets"
_MORE_IS_BETTER: Final = "score"


def page(report: Report, style: Html, allowed: str) -> str:
    """The whole page. `style` is the element that brings the style, `allowed` what the content-security policy says of its source."""
    audit = assess(report)
    policy = f"default-src 'none'; style-src {allowed}; script-src {asset_hash('report.js')}; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"SSOT compliance: {headline(report)}"),
        style,
    )
    parts = (
        domains(audit),
        section("leaks", "Where copies leak to", charts.leaks(report), debt_map(report)),
        section("findings", "Findings and problems", *findings(report)),
        _waivers(audit),
        _method(report),
    )
    body = tag("body", _top(report, audit), tag("main", join(parts), id="main"), tag("script", Html(asset("report.js"))))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def section(name: str, title: str, *parts: str) -> Html:
    """A part of the page with an address and a heading."""
    return tag("section", tag("h2", title, id=f"{name}-title"), *parts, id=name, aria_labelledby=f"{name}-title")


@cache
def asset(name: str) -> str:
    """The text of a file of the page."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def asset_hash(name: str) -> str:
    """The same as a source of a content-security policy."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(asset(name).encode()).digest()).decode() + "'"


def _top(report: Report, audit: Compliance) -> Html:
    """What a person in a hurry reads: it fits on one screen."""
    word = headline(report)
    title = tag("h1", "SSOT compliance: ", tag("span", word, class_=f"verdict {word.lower()}"))
    state = report.checkout.sentence if report.checkout else ""
    about = (f"day {report.day}" if report.day else "", state, f"period {report.period}", f"registry {report.registry}")
    details = tag("p", " · ".join((*filter(None, about), f"ssot-check {report.tool_version}")), class_="dim")
    boxes = (_number(audit, key, name) for key, name in NUMBERS)
    places = (("#domains", "Domains"), ("#leaks", "Where copies leak to"), ("#findings", "Findings"), ("#waivers", "Waivers"))
    said = (tag("p", prose(text)) for text in (unscored(report), compared_to(report, audit)) if text)
    checked = tag("div", tag("h2", "What was checked"), tag("ul", *(tag("li", prose(text)) for text in completeness(report))))
    return tag(
        "header",
        tag("div", title, details, class_="title"),
        tag("p", prose(verdict_line(report).partition(": ")[2]), class_="lead"),
        tag("dl", *boxes, class_="numbers"),
        *said,
        tag("div", tag("div", *_gate(report), tag("h2", "Trend"), charts.trend(audit)), checked, class_="halves"),
        tag("nav", join((tag("a", name, href=target) for target, name in places), " · "), aria_label="Sections"),
    )


def _number(audit: Compliance, key: str, name: str) -> Html:
    """One of the four numbers, with its change; a word says what the colour says."""
    moved = audit.delta(key)
    parts = [tag("span", number(getattr(audit.now, key)), class_="now")]
    if moved:
        word = "better" if (moved > 0) is (key == _MORE_IS_BETTER) else "worse"
        parts.append(tag("span", f" {change(moved)}, {word}", class_=f"delta {word}"))
    elif moved == 0:
        parts.append(tag("span", " no change", class_="delta"))
    return tag("div", tag("dt", name), tag("dd", *parts))


def _gate(report: Report) -> Iterator[Html]:
    if report.conditions:
        rows = (
            (tag("span", item.outcome.value, class_=f"pill {item.outcome.value}"), condition_name(item), found_and_asked(item))
            for item in report.conditions
        )
        yield tag("h2", "Quality gate")
        yield table(f"Quality gate, exit code {int(report.verdict)}", ("outcome", "condition", "found"), rows, class_="titled")


def _waivers(audit: Compliance) -> Html:
    heads = ("until", "kind", "rule", "file", "findings", "reason", "owner", "written in")
    if not audit.waivers:
        return section("waivers", "Waivers", tag("p", "None."))
    return section(
        "waivers", "Waivers", table("Waivers by the end of their term", heads, map(_waiver, audit.waivers), class_="sortable titled")
    )


def _waiver(item: Waiver) -> tuple[str, ...]:
    written = str(item.location) if item.location.line else item.location.path
    return (term(item), item.kind.value, item.code, item.path, f"{item.covers:,}", prose(item.reason), item.owner, written)


def _method(report: Report) -> Html:
    failing = " or ".join(severity.value for severity in report.failing)
    said = f"A run fails by a new finding of severity {failing}." if failing else "No finding fails a run at this level."
    return section("method", "How the score is made", tag("p", SCORE_RULE), tag("p", said))

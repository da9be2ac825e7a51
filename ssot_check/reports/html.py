"""The audit as one self-contained page: no request, readable without script and without style, made of the model of the Markdown.

The page forbids itself everything but its own style and script, by their hashes; under a stricter policy both are dropped and the text
stays. Everything that comes from the repository goes through `html_build`, which escapes it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from ssot_check.model.compliance import SCORE_RULE, Compliance, DomainStanding, assess
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.standing import Waiver
from ssot_check.reports.support import html_charts as charts
from ssot_check.reports.support.compliance_words import (
    NUMBERS,
    change,
    compared_to,
    completeness,
    counts,
    headline,
    name_of,
    number,
    term,
    unscored,
)  # fmt: skip
from ssot_check.reports.support.gate_words import condition_name, found_and_asked
from ssot_check.reports.support.html_build import Html, join, table, tag
from ssot_check.reports.support.html_findings import findings
from ssot_check.reports.support.html_treemap import debt_map
from ssot_check.reports.support.words import verdict_line

_ASSETS: Final = Path(__file__).parent / "support" / "assets"


def render(report: Report) -> str:
    """The whole page."""
    audit = assess(report)
    title = f"SSOT compliance: {headline(report)}"
    policy = (
        f"default-src 'none'; style-src '{_hash('report.css')}'; script-src '{_hash('report.js')}'; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(_asset("report.css"))),
    )
    parts = (
        _domains(audit),
        _charts(report),
        _section("findings", "Findings and problems", *findings(report)),
        _waivers(audit),
        _method(report),
    )
    body = tag("body", _top(report, audit), tag("main", join(parts), id="main"), tag("script", Html(_asset("report.js"))))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _top(report: Report, audit: Compliance) -> Html:
    word = headline(report)
    boxes = (
        tag("div", tag("dt", name), tag("dd", tag("span", number(getattr(audit.now, key)), class_="now"), f" {change(audit.delta(key))}"))
        for key, name in NUMBERS
    )
    days = f"Day {report.day}, period" if report.day else "Period"
    places = (("#domains", "Domains"), ("#leaks", "Where copies leak to"), ("#findings", "Findings"), ("#waivers", "Waivers"))
    return tag(
        "header",
        tag("h1", f"SSOT compliance: {word}", class_=word.lower()),
        tag("p", verdict_line(report)),
        tag("dl", *boxes, class_="numbers"),
        *(tag("p", said) for said in (unscored(report), compared_to(report, audit)) if said),
        *_gate(report),
        charts.trend(audit),
        tag("ul", *(tag("li", said) for said in completeness(report))),
        tag("p", f"{days} {report.period}, registry {report.registry}, ssot-check {report.tool_version}.", class_="dim"),
        tag("nav", join((tag("a", name, href=target) for target, name in places), " · "), aria_label="Sections"),
    )


def _gate(report: Report) -> tuple[Html, ...]:
    rows = ((item.outcome.value, condition_name(item), found_and_asked(item)) for item in report.conditions)
    said = f"Quality gate, exit code {int(report.verdict)}"
    return (table(said, ("outcome", "condition", "found"), rows),) if report.conditions else ()


def _domains(audit: Compliance) -> Html:
    heads = ("domain", "status", "score", "change", "new", "known", "allowed", "waivers", "files", "units compared", "debt")
    worst = audit.worst
    ranked = (*worst, *(item for item in audit.domains if item not in worst))
    shown = table("Domains, worst first", heads, (_domain(item) for item in ranked), class_="sortable")
    owned = ((name_of(item), ", ".join(item.summary.paths), ", ".join(item.summary.exports), ", ".join(item.summary.people))
             for item in audit.domains)  # fmt: skip
    listed = table("What each domain owns", ("domain", "owner paths", "exports", "people"), owned)
    return _section("domains", "Worst domains first", shown, tag("details", tag("summary", "What each domain owns"), listed))


def _domain(item: DomainStanding) -> tuple[str, ...]:
    said = item.summary
    units = said.owned_units if said.compared_units is None else said.compared_units
    sizes = (f"{said.owned_files:,}", f"{units:,}", f"{item.debt:g}")
    return (name_of(item), item.status.value, number(item.score), change(item.delta), *counts(item), *sizes)


def _charts(report: Report) -> Html:
    parts = (tag("h3", "Domain by folder"), charts.leaks(report), tag("h3", "Debt per folder"), debt_map(report))
    return _section("leaks", "Where copies leak to", *parts)


def _waivers(audit: Compliance) -> Html:
    heads = ("until", "kind", "rule", "file", "findings", "reason", "owner", "written in")
    if not audit.waivers:
        return _section("waivers", "Waivers", tag("p", "None."))
    return _section("waivers", "Waivers", table("Waivers by the end of their term", heads, map(_waiver, audit.waivers), class_="sortable"))


def _waiver(item: Waiver) -> tuple[str, ...]:
    written = str(item.location) if item.location.line else item.location.path
    return (term(item), item.kind.value, item.code, item.path, f"{item.covers:,}", item.reason, item.owner, written)


def _method(report: Report) -> Html:
    failing = " or ".join(severity.value for severity in report.failing)
    said = f"A run fails by a new finding of severity {failing}." if failing else "No finding fails a run at this level."
    return _section("method", "How the score is made", tag("p", SCORE_RULE), tag("p", said))


def _section(name: str, title: str, *parts: str) -> Html:
    return tag("section", tag("h2", title, id=f"{name}-title"), *parts, id=name, aria_labelledby=f"{name}-title")


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _hash(name: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()


FORMAT = ReportFormat("html", "the audit as one page with side-by-side comparisons; `ssot-check report --format html`", render)

"""The audit for people who read Markdown: verdict and completeness first, then domains, waivers, the score's rule, the trend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.compliance import SCORE_RULE, Compliance, DomainStanding, assess
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.standing import Waiver
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
)
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import heaviest_first, line, message, path
from ssot_check.reports.support.markdown import code, gate_rows, prose
from ssot_check.reports.support.paint import SEVERITY_WORD
from ssot_check.reports.support.words import verdict_line

SHOWN: Final = 200
"""The most findings and waivers that are listed; the others are counted."""


def render(report: Report) -> str:
    """The whole page."""
    audit = assess(report)
    parts = (_top(report, audit), _domains(audit), _findings(report), _waivers(audit), _method(report), _trend(audit))
    return "\n".join(text for part in parts for text in part) + "\n"


def _top(report: Report, audit: Compliance) -> Iterator[str]:
    yield f"# SSOT compliance: {headline(report)}"
    yield ""
    yield prose(visible(verdict_line(report)))
    yield ""
    yield from _table(("", "now", "change"), ((name, number(getattr(audit.now, key)), change(audit.delta(key))) for key, name in NUMBERS))
    yield ""
    yield from (f"{prose(text)}  " for text in (unscored(report), compared_to(report, audit)) if text)
    day = f"Day {report.day}, " if report.day else ""
    state = f"{prose(visible(report.checkout.sentence))}, " if report.checkout else ""
    tool = f"ssot-check {visible(report.tool_version)}"
    yield f"{day}period {visible(report.period)}, {state}registry {code(visible(report.registry))}, {tool}."
    yield ""
    yield from (f"- {prose(text)}" for text in completeness(report))
    yield from gate_rows(report).splitlines()


def _domains(audit: Compliance) -> Iterator[str]:
    yield from ("", "## Domains", "")
    heads = ("domain", "status", "score", "change", "new", "known", "allowed", "waivers", "files", "units compared")
    yield from _table(heads, (_row(item) for item in audit.domains))
    for item in audit.domains:
        said = item.summary
        if said.paths or said.exports:
            yield from ("", f"**{prose(name_of(item))}**" + (f" ({prose(visible(', '.join(said.people)))})" if said.people else ""), "")
            yield f"- owner: {_codes(said.paths)}"
            yield f"- exports: {_codes(said.exports)}"
            yield f"- rules that ran: {', '.join(said.rules) or 'none'}"
            yield from (f"- no check proves: {prose(visible(text))}" for text in said.unproved)
            yield from (f"- not analysed: {code(visible(file.path))} ({file.reason.value})" for file in said.unseen)


def _row(item: DomainStanding) -> tuple[str, ...]:
    said = item.summary
    units = said.owned_units if said.compared_units is None else said.compared_units
    found = (number(item.score), change(item.delta), *counts(item), f"{said.owned_files:,}", f"{units:,}")
    return (name_of(item), item.status.value, *found)


def _findings(report: Report) -> Iterator[str]:
    entries = heaviest_first(report)
    if not entries:
        return
    yield from ("", "## Findings and problems", "")
    for item in entries[:SHOWN]:
        place = code(f"{path(item)}:{line(item)}")
        yield f"- **{SEVERITY_WORD[item.severity]}** {code(visible(item.code))} {place} {prose(message(item))}"
    yield from _more(len(entries))


def _waivers(audit: Compliance) -> Iterator[str]:
    yield from ("", "## Waivers", "")
    if not audit.waivers:
        yield "None."
        return
    heads = ("until", "kind", "rule", "file", "findings", "reason", "owner", "written in")
    yield from _table(heads, (_waiver(item) for item in audit.waivers[:SHOWN]))
    yield from _more(len(audit.waivers))


def _waiver(waiver: Waiver) -> tuple[str, ...]:
    place = visible(str(waiver.location)) if waiver.location.line else visible(waiver.location.path)
    texts = (waiver.code, waiver.path)
    return (
        term(waiver),
        waiver.kind.value,
        *map(visible, texts),
        f"{waiver.covers:,}",
        visible(waiver.reason),
        visible(waiver.owner),
        place,
    )


def _method(report: Report) -> Iterator[str]:
    failing = " or ".join(severity.value for severity in report.failing)
    yield from ("", "## How the score is made", "", prose(SCORE_RULE), "")
    yield (
        "A domain is compliant when nothing is owed, has debt when what is owed does not fail the run, is violated when "
        "something fails it, and is not assessed when nothing of its owner could be compared. "
        + (f"A run fails by a new finding of severity {failing}." if failing else "No finding fails a run at this level.")
    )


def _trend(audit: Compliance) -> Iterator[str]:
    if len(audit.trend) < 2:
        return
    yield from ("", "## Trend", "")
    rows = ((visible(run.day), number(run.score), *map(number, (run.new, run.known, run.suppressed))) for run in audit.trend[-30:])
    yield from _table(("day", "score", "new", "known", "allowed"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    yield from (f"| {' | '.join(prose(cell) for cell in row)} |" for row in rows)


def _codes(texts: tuple[str, ...]) -> str:
    return ", ".join(code(visible(text)) for text in texts) or "none"


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield from ("", f"**{count - SHOWN:,} more are not listed here;** the formats `compliance-json` and `html` hold them.")


FORMAT = ReportFormat("compliance", "the audit as Markdown; `ssot-check report`", render)

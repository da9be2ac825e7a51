"""What the formats of the audit say in the same words: headline, numbers, the run it is held against, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.compliance import Compliance, DomainStanding, clock_went_back, is_narrowed
from ssot_check.model.report import Report
from ssot_check.model.standing import Waiver
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.coverage import unseen
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import limits, plural, verdict_word

NO_DOMAIN_NAME: Final = "(no domain)"
NUMBERS: Final = (("score", "score"), ("new", "new findings"), ("known", "known findings"), ("expired", "expired waivers"))
"""The four numbers of the first screen: field of a Standing, and its name."""


def headline(report: Report) -> str:
    """COMPLIANT only where the run was whole and trusted and nothing is owed; else the word of the verdict."""
    if verdict_word(report) == "CLEAN" and not report.suppressed and not is_narrowed(report) and not report.left_out:
        return "COMPLIANT"
    return verdict_word(report)


def name_of(item: DomainStanding) -> str:
    """The domain's name, clean."""
    return visible(item.summary.name) or NO_DOMAIN_NAME


def number(value: int | None) -> str:
    """A count or a score; a dash where none was given."""
    return "-" if value is None else f"{value:,}"


def change(value: int | None) -> str:
    """`+3`, `-2`, `±0`; empty where there is nothing to compare."""
    return "" if value is None else f"{value:+,}" if value else "±0"


def compared_to(report: Report, audit: Compliance) -> str:
    """Which earlier run the changes are against, or why there are none."""
    if audit.before:
        return f"Changes are against the run of {visible(audit.before.day)} (period: {visible(report.period)})."
    if not report.history.name:
        return "No changes are shown: no history is kept (`--history FILE`)."
    return "No changes are shown: the history holds no earlier run with a score."


def completeness(report: Report) -> Iterator[str]:
    """What was checked and what was not, one sentence each."""
    done = report.completeness
    units = done.units if done.compared is None else done.compared
    yield f"checked: {done.analysed:,} of {plural(done.listed, 'file')}, {plural(done.lines, 'line')}, {plural(units, 'unit')} compared"
    if done.partly:
        yield f"in part: {plural(len(done.partly), 'file')}: {', '.join(visible(path) for path in sorted(done.partly)[:5])}"
    yield from (f"{name}: {text}" for name, text in unseen(report))
    yield from map(visible, limits(report))
    if report.problems:
        yield f"gaps: {plural(len(report.problems), 'problem')} kept the run from seeing everything"
    if report.history.unreadable:
        yield f"history: {plural(report.history.unreadable, 'line')} of {visible(report.history.name)} could not be read"
    if clock_went_back(report.history.runs):
        yield "history: the clock went back between two runs; their order is that of the file"


def unscored(report: Report) -> str:
    """Why the repository has no score; empty when it may have one."""
    if report.verdict is Verdict.UNTRUSTED:
        return "No score: this run cannot be trusted."
    return "No score: the report was narrowed, it is not about the whole repository." if is_narrowed(report) else ""


def counts(item: DomainStanding) -> tuple[str, str, str, str]:
    """New, known, suppressed, waivers with those past their term."""
    expired = f" ({item.expired:,} expired)" if item.expired else ""
    return (split(item.new), split(item.known), f"{item.suppressed:,}", f"{item.waivers:,}{expired}")


def split(found: Mapping[str, int]) -> str:
    """`3 errors, 1 warning, 2 info`; 0 when there is none."""
    words = [plural(found[name], name) for name in ("error", "warning") if found.get(name)]
    return ", ".join([*words, f"{found['information']:,} info"] if found.get("information") else words) or "0"


def term(waiver: Waiver) -> str:
    """`2026-12-31`, `none`, or `over since 2026-01-31`."""
    if waiver.expired:
        return f"over since {visible(waiver.until)}"
    return visible(waiver.until) or "none"

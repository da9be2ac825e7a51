"""Findings and problems on one line each: `path:line:column: CODE severity message [domain] -> help`."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.columns import wrap
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.paint import BOLD, DIM, SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.uris import link_target
from ssot_check.reports.support.words import verdict_line, verdict_word

_NOTHING = "SSOT008"
VERDICT_STYLE = {"UNTRUSTED": "1;31", "FAILED": "1;31", "PASSED": "1;33", "CLEAN": "1;32"}


def all_lines(report: Report, paint: Paint) -> Iterator[str]:
    """Problems first, then findings, then the verdict."""
    items: list[Finding | Problem] = [*report.problems, *report.shown]
    for item in items:
        yield one_line(item, paint)
    yield painted_verdict(report, paint)


def is_silent(report: Report) -> bool:
    """True when `quiet` asks for no text at all: the verdict is CLEAN, and the run looked at something."""
    idle = any(problem.code == _NOTHING for problem in report.problems)
    return report.presentation.quiet and report.verdict is Verdict.CLEAN and not idle


def one_line(item: Finding | Problem, paint: Paint) -> str:
    """One finding or problem; whatever breaks lines in it is joined or escaped."""
    remedy = item.remedy if isinstance(item, Problem) else item.help
    word = paint(f"{visible(item.code)} {SEVERITY_WORD[item.severity]}", SEVERITY_STYLE[item.severity])
    parts = [f"{place(item.location, paint)}:", word, visible(item.message)]
    if item.domain:
        parts.append(paint(f"[{visible(item.domain)}]", DIM))
    if isinstance(item, Finding) and item.excused:
        parts.append(paint(f"({visible(item.excused)})", DIM))
    if steps := visible_lines(remedy):
        parts.append(f"-> {'; '.join(step.strip() for step in steps if step)}")
    return " ".join(parts)


def place(location: Location, paint: Paint) -> str:
    """`path:line:column`, line 1 for a whole file, so that editors can jump to it."""
    text = f"{visible(location.path)}:{max(1, location.line)}:{max(1, location.column)}"
    return paint.link(text, link_target(paint.root_uri, location))


def verdict_lines(report: Report, paint: Paint) -> list[str]:
    """The same, broken where a person looks on."""
    word, _, rest = verdict_line(report).partition(":")
    first, *more = wrap(f"{word}:{visible(rest)}", paint.room, 2)
    head = paint(word, VERDICT_STYLE[verdict_word(report)]) + paint(first.removeprefix(word), BOLD)
    return [head, *(f"  {paint(line, BOLD)}" for line in more)]


def painted_verdict(report: Report, paint: Paint) -> str:
    """The verdict line, its word painted."""
    word, _, rest = verdict_line(report).partition(":")
    return f"{paint(word, VERDICT_STYLE[verdict_word(report)])}{paint(':' + visible(rest), BOLD)}"

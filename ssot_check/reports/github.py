"""For GitHub Actions: workflow commands on the log, which GitHub turns into annotations beside the lines of a change.

A step shows at most ten annotations of each level, so the heaviest come first; those beyond are plain lines of the log, which
nothing cuts. Escapes follow the runner: `%`, CR and LF everywhere, `:` and
`,` in properties as well. No line of ours can start another command, because all of a message stands behind its own `::`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.ci import cut_line, first_of_each, inert, spelled
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, advice, column, end, heaviest_first, line, path
from ssot_check.reports.support.words import verdict_line

ANNOTATIONS: Final = 10
_LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Annotations, then the entries that get none, what was not looked at, and the verdict, one line each."""
    return "".join(f"{text}\n" for text in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    kept, left = first_of_each(heaviest_first(report), ANNOTATIONS)
    names = {rule.code: rule.name for rule in report.rules}
    for item in kept:
        yield _annotation(item, names.get(item.code, ""))
    for item in left:
        yield inert(f"{path(item)}:{line(item)}:{column(item)}: {visible(item.code)} {_LEVEL[item.severity]} {advice(item)}")
    if left:
        yield cut_line(len(left), ANNOTATIONS, "GitHub")
    yield from (inert(text) for text in (*unseen_lines(report), visible(verdict_line(report))))


def _annotation(item: Item, name: str) -> str:
    last, behind = end(item)
    values: dict[str, str | int] = {"file": path(item), "line": line(item), "endLine": last}
    if last == line(item):  # the runner refuses columns that span lines
        values |= {"col": column(item), "endColumn": max(column(item), behind - 1)}
    values["title"] = f"{visible(item.code)} {name}".rstrip()
    properties = ",".join(f"{key}={spelled(str(value), _PROPERTY)}" for key, value in values.items())
    return f"::{_LEVEL[item.severity]} {properties}::{spelled(advice(item), _DATA)}"


FORMAT = ReportFormat("github", "annotations for GitHub Actions (workflow commands)", render)

"""For Azure Pipelines: `##vso[task.logissue]` commands, shown on the summary of a run.

Azure knows errors and warnings only: information is a plain line. `%`, CR and LF are escaped everywhere, `;` and `]` in properties,
as its agent reads them; `%` as `%AZP25`, the spelling of its manual. Whether the step fails is left to the exit code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.ci import inert, spelled
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, advice, column, heaviest_first, line, path
from ssot_check.reports.support.words import verdict_line

_DATA: Final = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_DATA, ";": "%3B", "]": "%5D"}


def render(report: Report) -> str:
    """One line for each entry, the heaviest first, what was not looked at, and the verdict."""
    return "".join(f"{text}\n" for text in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield from (_issue(item) for item in heaviest_first(report))
    yield from (inert(text) for text in (*unseen_lines(report), visible(verdict_line(report))))


def _issue(item: Item) -> str:
    if item.severity is Severity.INFORMATION:
        return inert(f"{path(item)}:{line(item)}:{column(item)}: {visible(item.code)} info {advice(item)}")
    values = {"type": item.severity.value, "sourcepath": path(item), "linenumber": line(item), "columnnumber": column(item)}
    properties = "".join(f"{name}={spelled(str(value), _PROPERTY)};" for name, value in {**values, "code": visible(item.code)}.items())
    return f"##vso[task.logissue {properties}]{spelled(advice(item), _DATA)}"


FORMAT = ReportFormat("azure", "issues for Azure Pipelines (##vso commands)", render)

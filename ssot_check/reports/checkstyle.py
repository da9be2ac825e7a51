"""For the many readers of Checkstyle XML (Jenkins Warnings, reviewdog, cs2pr, SonarQube importers): one `file` for each path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.items import Item, advice, column, items, line, path
from ssot_check.reports.support.xml import DECLARATION, attributes, empty

VERSION: Final = "4.3"
"""Version of the format: that of the last Checkstyle that changed it."""
_LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "info"}


def render(report: Report) -> str:
    """One XML document in UTF-8, files by path, entries by place."""
    return "".join(f"{text}\n" for text in (DECLARATION, f'<checkstyle version="{VERSION}">', *_files(report), "</checkstyle>"))


def _files(report: Report) -> Iterator[str]:
    ordered = sorted(items(report), key=lambda item: (path(item), line(item), column(item), item.code, item.message))
    for name, group in groupby(ordered, key=path):
        yield f"  <file{attributes({'name': name})}>"
        for item in group:
            yield f"    {_error(item)}"
        yield "  </file>"


def _error(item: Item) -> str:
    values: dict[str, str | int] = {"line": line(item), "column": column(item), "severity": _LEVEL[item.severity]}
    return empty("error", {**values, "message": advice(item), "source": f"ssot-check.{item.code}"})


FORMAT = ReportFormat("checkstyle", "Checkstyle XML for Jenkins, reviewdog and other readers of it", render)

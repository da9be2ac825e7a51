"""Findings as diagnostics of the Reviewdog Diagnostic Format, with suggestions where a finding carries its repair.

Its reader refuses fields that it does not know, so there is none for the verdict.
Its columns count bytes of UTF-8, ours code points: they are converted with the text of the file, and left out where it is not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import encodable, visible
from ssot_check.reports.support.items import Item, advice, items, path

SOURCE: Final = {"name": "ssot-check"}
_LEVEL: Final = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFORMATION: "INFO"}


def diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """One diagnostic for each problem and finding, in the order of the report."""
    pages = {rule.code: rule.help_uri for rule in report.rules if rule.help_uri}
    return (_diagnostic(item, report, pages.get(item.code, "")) for item in items(report))


def _diagnostic(item: Item, report: Report, page: str) -> dict[str, Any]:
    code = {"value": visible(item.code)} | ({"url": page} if page else {})
    node: dict[str, Any] = {
        "message": advice(item),
        "location": {"path": path(item), "range": _range(item.location, report)},
        "severity": _LEVEL[item.severity],
        "code": code,
    }
    edits = item.fix.edits if isinstance(item, Finding) and item.fix else ()
    own = [edit for edit in edits if edit.location.path == item.location.path and edit.location.line]
    if own and len(own) == len(edits):  # a repair of several files cannot be suggested in one of them
        node["suggestions"] = [{"range": _range(edit.location, report), "text": encodable(edit.text)} for edit in own]
    return node


def _range(place: Location, report: Report) -> dict[str, Any]:
    if not place.line:
        return {"start": {"line": 1}}
    lines = report.sources.get(place.path)
    if lines is None:
        return {"start": {"line": place.line}, "end": {"line": max(place.line, place.end_line)}}
    start = _position(place.line, place.column, lines)
    end = _position(max(place.line, place.end_line), max(1, place.end_column), lines)
    return {"start": start, "end": end if (end["line"], end["column"]) >= (start["line"], start["column"]) else start}


def _position(line: int, column: int, lines: tuple[str, ...]) -> dict[str, int]:
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}

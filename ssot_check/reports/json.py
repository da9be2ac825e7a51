"""For programs: the whole report as one JSON document, described by `schema/report.schema.json`.

Output is pure ASCII, sorted and free of clocks and machine paths, so the same repository gives the same bytes everywhere.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.json_document import SCHEMA_VERSION, document
from ssot_check.reports.support.json_text import indented

__all__ = ["FORMAT", "SCHEMA_VERSION", "render"]


def render(report: Report) -> str:
    """The report as JSON, indented by 2, with a line end."""
    return indented(document(report))


FORMAT = ReportFormat("json", "one document for programs; docs/json-report.md", render)

"""For reviewdog: a DiagnosticResult in the Reviewdog Diagnostic Format."""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.rdf import SOURCE, diagnostics


def render(report: Report) -> str:
    """The result as JSON, indented by 2, pure ASCII; `severity` is that of the whole run, `INFO` when nothing fails."""
    import json

    result = {"source": SOURCE, "severity": "ERROR" if report.verdict else "INFO", "diagnostics": list(diagnostics(report))}
    return json.dumps(result, indent=2) + "\n"


FORMAT = ReportFormat("rdjson", "diagnostics and suggestions for reviewdog", render)

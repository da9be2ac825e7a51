"""For reviewdog, one Diagnostic a line: the Reviewdog Diagnostic Format as a stream.

A stream has no place for the verdict. One that cannot be trusted always names what it could not see, as a diagnostic of its own.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.rdf import SOURCE, diagnostics


def render(report: Report) -> str:
    """One JSON object a line, pure ASCII; an empty line where there is nothing to say, which its reader passes over."""
    import json

    return "".join(f"{json.dumps({**entry, 'source': SOURCE})}\n" for entry in diagnostics(report)) or "\n"


FORMAT = ReportFormat("rdjsonl", "the same diagnostics for reviewdog, one a line", render)

"""For a comment on a pull or merge request: Markdown of at most 60,000 bytes; GitHub takes 65,536 characters, GitLab a million.

The first line is a marker that nobody sees: a script finds its own comment by it and renews that one instead of adding another.
"""

from __future__ import annotations

from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.comment import page

MARKER: Final = "<!-- ssot-check -->"
LIMIT: Final = 60_000


def render(report: Report) -> str:
    """Marker and page; what does not fit is counted in the text."""
    return f"{MARKER}\n{page(report, LIMIT - len(MARKER) - 1)}"


FORMAT = ReportFormat("markdown", "a comment for a pull request, with a marker to find it by", render)

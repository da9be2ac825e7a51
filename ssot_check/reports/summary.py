"""For the summary page of a GitHub Actions step: Markdown below the 1 MiB that GitHub takes for a step (a larger one is dropped whole)."""

from __future__ import annotations

from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.comment import page

LIMIT: Final = 1_000_000


def render(report: Report) -> str:
    """The page; what does not fit is counted in the text."""
    return page(report, LIMIT)


FORMAT = ReportFormat("summary", "Markdown for GITHUB_STEP_SUMMARY", render)

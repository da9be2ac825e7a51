"""The style of the page `html-linked`, to be written beside it as `ssot-check.css`."""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.html.page import asset
from ssot_check.reports.support.words import verdict_word


def render(report: Report) -> str:
    """The same style for every report; the verdict of the run stands in a comment, so that no file is silent about it."""
    return f"/* ssot-check: style of the audit page; this run is {verdict_word(report)} */\n{asset('report.css')}"


FORMAT = ReportFormat("stylesheet", "the style that `html-linked` asks for: write it beside the page as ssot-check.css", render)

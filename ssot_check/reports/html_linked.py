"""The same page as `html`, with its style in a file of its own beside it, for servers that allow no style inside a page (Jenkins).

Write both into one folder: `--output html-linked=audit/index.html --output stylesheet=audit/ssot-check.css`.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.html.build import tag
from ssot_check.reports.support.html.page import STYLE_FILE, page


def render(report: Report) -> str:
    """The whole page; it asks for the style file beside it and for nothing else."""
    return page(report, tag("link", rel="stylesheet", href=STYLE_FILE), "'self'")


FORMAT = ReportFormat("html-linked", "the page with its style in a file beside it, which Jenkins lets through", render)

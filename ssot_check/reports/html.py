"""The audit as one self-contained page: no request, readable without script and without style, made of the model of the Markdown.

The page forbids itself everything but its own style and script, by their hashes; under a stricter policy both are dropped and the text
stays. Where the policy of the server allows no style inside a page (Jenkins), `html-linked` with `stylesheet` beside it keeps its looks.
"""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.html.build import Html, tag
from ssot_check.reports.support.html.page import asset, asset_hash, page


def render(report: Report) -> str:
    """The whole page."""
    return page(report, tag("style", Html(asset("report.css"))), asset_hash("report.css"))


FORMAT = ReportFormat("html", "the audit as one page with side-by-side comparisons; `ssot-check report --format html`", render)

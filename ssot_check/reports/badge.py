"""For a badge in a README: the endpoint schema, version 1, of shields.io. Serve the file and point a badge at its address."""

from __future__ import annotations

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.badge_words import LABEL, badge_text
from ssot_check.reports.support.words import verdict_word


def render(report: Report) -> str:
    """One small JSON object; an untrusted verdict is an error, whose colour no address can override."""
    import json

    word = verdict_word(report)
    colour = {"CLEAN": "brightgreen", "PASSED": "yellowgreen", "FAILED": "red", "UNTRUSTED": "red"}[word]
    badge: dict[str, object] = {"schemaVersion": 1, "label": LABEL, "message": badge_text(report), "color": colour}
    return json.dumps(badge | ({"isError": True} if word == "UNTRUSTED" else {})) + "\n"


FORMAT = ReportFormat("badge", "shields.io endpoint JSON", render)

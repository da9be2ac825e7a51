"""For GitLab merge requests: a Code Quality report, an array of issues in GitLab's subset of the Code Climate format.

Of two issues with one fingerprint GitLab shows the first only, so equal ones are told apart. The format has no place for a
verdict: what stopped the run from seeing is an issue of its own, a blocker where it makes the verdict untrusted.
"""

from __future__ import annotations

from typing import Any, Final

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, advice, end, items, keyed, line, path, reason

_FINDING: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFORMATION: "info"}
_PROBLEM: Final = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.INFORMATION: "info"}


def render(report: Report) -> str:
    """The issues as JSON, indented by 2, pure ASCII; an empty array when there is nothing to say."""
    import json

    return json.dumps([_issue(key, item) for key, item in keyed(items(report))], indent=2) + "\n"


def _issue(key: str, item: Item) -> dict[str, Any]:
    weights = _FINDING if isinstance(item, Finding) else _PROBLEM
    issue: dict[str, Any] = {
        "type": "issue",
        "check_name": visible(item.code),
        "description": advice(item),
        "categories": ["Duplication" if item.code.startswith("SSOT2") else "Style"],
        "severity": weights[item.severity],
        "fingerprint": key,
        "location": {"path": path(item), "lines": {"begin": line(item), "end": end(item)[0]}},
    }
    return issue | ({"content": {"body": reason(item)}} if reason(item) else {})


FORMAT = ReportFormat("gitlab", "Code Quality JSON for GitLab merge requests", render)

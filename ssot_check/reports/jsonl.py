"""For log pipelines and `jq`: one JSON object per line; the shape of each entry is that of the `json` format.

The first line says what ran (`"type": "run"`), then problems, findings, known and suppressed findings one by one, and the last
line (`"type": "summary"`) has the verdict and the counts: a stream without it was cut off. JSON Lines (jsonlines.org), pure ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.json_baseline import Document
from ssot_check.reports.support.json_document import document

_RUN: Final = ("schema_version", "tool", "registry", "checkout", "failing", "narrowed", "only_domains", "left_out")
_LISTS: Final = {
    "problems": "problem",
    "file_copies": "file_copy",
    "findings": "finding",
    "known": "known",
    "suppressed": "suppressed",
    "domains": "domain",
}
_SUMMARY: Final = (
    "verdict",
    "exit_code",
    "summary",
    "counts",
    "accepted",
    "held_back",
    "not_applicable",
    "unread_keys",
    "baseline",
    "phases",
    "gate",
    "since",
    "score",
    "score_rule",
    "completeness",
)


def render(report: Report) -> str:
    """One line for each thing there is to say, each with a line end."""
    import json

    return "".join(f"{json.dumps(entry, allow_nan=False)}\n" for entry in _entries(document(report)))


def _entries(whole: Document) -> Iterator[Document]:
    yield {"type": "run", **{name: whole[name] for name in _RUN}}
    for name, kind in _LISTS.items():
        for entry in whole[name]:
            yield {"type": kind, **entry}
    yield {"type": "summary", **{name: whole[name] for name in _SUMMARY}}


FORMAT = ReportFormat("jsonl", "one JSON object per line; the last one is the summary", render)

"""The audit for programs: one JSON document from the model of the Markdown and the HTML; `schema/compliance.schema.json` describes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from ssot_check.model.compliance import SCORE_RULE, DomainStanding, assess
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.standing import Standing, Waiver
from ssot_check.reports.support.compliance_words import NUMBERS, completeness, headline
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.json_baseline import location
from ssot_check.reports.support.json_document import document
from ssot_check.reports.support.json_files import skipped
from ssot_check.reports.support.json_text import indented

SCHEMA_VERSION: Final = 1
_TOLD: Final = (
    "tool",
    "verdict",
    "exit_code",
    "summary",
    "registry",
    "checkout",
    "failing",
    "left_out",
    "completeness",
    "problems",
    "findings",
    "known",
)


def render(report: Report) -> str:
    """The audit as JSON, indented by 2, with a line end: pure ASCII, sorted."""
    return indented(_document(report))


def _document(report: Report) -> dict[str, Any]:
    """Verdict and completeness first; every key is always there."""
    audit, whole = assess(report), document(report)
    return {
        "schema_version": SCHEMA_VERSION,
        "headline": headline(report),
        **{name: whole[name] for name in _TOLD[:9]},
        "notes": list(completeness(report)),
        "day": report.day,
        "period": report.period,
        "score": audit.now.score,
        "score_rule": SCORE_RULE,
        "gate": whole["gate"],
        "phases": whole["phases"],
        "numbers": {name: {"now": getattr(audit.now, name), "change": audit.delta(name)} for name, _ in NUMBERS},
        "compared_with": _run(audit.before) if audit.before else None,
        "domains": [_domain(item) for item in audit.domains],
        "waivers": [_waiver(waiver) for waiver in audit.waivers],
        "trend": [_run(run) for run in audit.trend],
        "history": {"file": visible(report.history.name), "unreadable_lines": report.history.unreadable},
        **{name: whole[name] for name in _TOLD[9:]},
        "suppressed": whole["suppressed"],
    }


def _domain(item: DomainStanding) -> dict[str, Any]:
    said = item.summary
    return {
        "name": visible(said.name),
        "kind": visible(said.kind),
        "status": item.status.value,
        "score": item.score,
        "change": item.delta,
        "debt": item.debt,
        "owner_paths": [visible(path) for path in said.paths],
        "exports": [visible(name) for name in said.exports],
        "people": [visible(name) for name in said.people],
        "rules": list(said.rules),
        "unproved": [visible(text) for text in said.unproved],
        "not_analysed": [skipped(item) for item in said.unseen],
        "spared": [visible(pattern) for pattern in said.spared],
        "owned_files": said.owned_files,
        "owned_units": said.owned_units,
        "compared_units": said.compared_units,
        "new": dict(item.new),
        "known": dict(item.known),
        "suppressed": item.suppressed,
        "waivers": item.waivers,
        "expired_waivers": item.expired,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": waiver.kind.value,
        "code": visible(waiver.code),
        "domain": visible(waiver.domain),
        "path": visible(waiver.path),
        "reason": visible(waiver.reason),
        "owner": visible(waiver.owner),
        "until": visible(waiver.until),
        "expired": waiver.expired,
        "covers": waiver.covers,
        "location": location(waiver.location),
    }


def _run(run: Standing) -> dict[str, Any]:
    values = asdict(run)
    values["domains"] = {visible(name): score for name, score in sorted(run.domains.items())}
    return values | {"day": visible(run.day), "period": visible(run.period)}


FORMAT = ReportFormat("compliance-json", "the audit as one JSON document; docs/compliance.md", render)

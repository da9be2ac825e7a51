"""Known findings, the baseline and places as plain values of the JSON report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeAlias

from ssot_check.model.baseline import BaselineEntry
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports.support.hygiene import visible

Document: TypeAlias = dict[str, Any]


def known(finding: Finding) -> Document:
    """A finding that the baseline covers: what it is and where."""
    return {
        "key": finding.key,
        "code": visible(finding.code),
        "domain": visible(finding.domain),
        "severity": finding.severity.value,
        "message": visible(finding.message),
        "location": location(finding.location),
        "scope": visible(finding.scope),
    }


def baseline(report: Report) -> Document | None:
    """The baseline's file, its counts and the entries that cover nothing; None where there is no baseline."""
    if not report.baseline:
        return None
    return {
        "path": visible(report.baseline),
        "new": report.new,
        "known": len(report.known),
        "fixed": report.fixed,
        "stale": [_entry(entry) for entry in report.stale],
        "expired": [_entry(entry) for entry in report.expired],
    }


def phases(report: Report) -> list[Document]:
    """What each phase of the registry did; one that did nothing is not there."""
    return [{**asdict(effect), "name": visible(effect.name), "phase": effect.phase.value} for effect in report.phases]


def gate(report: Report) -> list[Document]:
    """The conditions of the quality gate."""
    rows = [{**asdict(item), "outcome": item.outcome.value} for item in report.conditions]
    return [{**row, "domain": visible(str(row["domain"]))} for row in rows]


def since(report: Report) -> Document | None:
    """The earlier state that the findings were compared with, what was there already and what is gone; None when there is none."""
    if not report.since:
        return None
    return {
        "state": visible(report.since),
        "introduced": len(report.findings),
        "already": [known(finding) for finding in report.already],
        "gone": [_entry(entry) for entry in report.gone],
    }


def _entry(entry: BaselineEntry) -> Document:
    identity = entry.identity
    return {
        "code": visible(identity.code),
        "domain": visible(identity.domain),
        "path": visible(identity.path),
        "scope": visible(identity.scope),
        "digest": visible(identity.digest),
        "count": entry.count,
        "first_seen": visible(entry.first_seen),
        "reason": visible(entry.reason),
        "until": visible(entry.until),
    }


def location(location: Location) -> Document:
    """A place; `start` and `end` are null for a whole file."""
    start = {"line": location.line, "column": location.column} if location.line else None
    end = {"line": location.end_line or location.line, "column": location.end_column} if location.line else None
    return {"path": visible(location.path), "start": start, "end": end}

"""The report as plain values: what the formats `json` and `jsonl` print."""

from __future__ import annotations

from typing import Final

from ssot_check.model.checkout import Checkout
from ssot_check.model.compliance import SCORE_RULE, assess
from ssot_check.model.finding import Finding, Fix, Related
from ssot_check.model.problem import Problem
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.suppression import Suppressed
from ssot_check.reports.support.hygiene import encodable, visible
from ssot_check.reports.support.json_baseline import Document, baseline, gate, known, location, phases, since
from ssot_check.reports.support.json_files import completeness, file_copy, skipped
from ssot_check.reports.support.json_suppressions import suppression
from ssot_check.reports.support.words import by_rule, by_severity, verdict_line

_COPIES: Final = "SSOT2"
SCHEMA_VERSION: Final = 1


def document(report: Report) -> Document:
    """The report as plain values; every key is always there, null or empty where there is nothing to say.

    The lists of entries, which may be long, are iterators.
    """
    names = {rule.code: rule.name for rule in report.rules}
    audit = assess(report)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "ssot-check", "version": report.tool_version},
        "verdict": report.verdict.name.lower(),
        "exit_code": int(report.verdict),
        "summary": visible(verdict_line(report)),
        "registry": {"path": visible(report.registry), "dialect": visible(report.dialect), "digest": report.registry_digest},
        "checkout": _checkout(report.checkout) if report.checkout else None,
        "failing": [severity.value for severity in report.failing],
        "narrowed": [visible(path) for path in report.narrowed],
        "only_domains": [visible(name) for name in report.only_domains],
        "left_out": list(report.left_out),
        "accepted": report.accepted,
        "held_back": report.held_back,
        "not_applicable": list(report.not_applicable),
        "unread_keys": [visible(key) for key in report.unread],
        "counts": {
            "findings": len(report.findings),
            "problems": len(report.problems),
            "by_severity": {severity.value: count for severity, count in by_severity(report.findings).items()},
            "by_rule": dict(sorted(by_rule(report.findings).items())),
            "suppressed": len(report.suppressed),
        },
        "problems": (_problem(problem, names) for problem in report.problems),
        "file_copies": [file_copy(item) for item in report.folded if item.code.startswith(_COPIES)],
        "findings": (_finding(finding, names, "new" if report.baseline or report.since else None) for finding in report.findings),
        "known": (known(finding) for finding in report.known),
        "suppressed": (_suppressed(item, names) for item in report.suppressed),
        "baseline": baseline(report),
        "phases": phases(report),
        "gate": gate(report),
        "since": since(report),
        "score": audit.now.score,
        "score_rule": SCORE_RULE,
        "domains": [_domain(domain, audit.now.domains.get(domain.name)) for domain in report.domains],
        "completeness": completeness(report.completeness),
        "rules": [
            {"code": rule.code, "name": rule.name, "severity": rule.severity.value, "summary": visible(rule.summary)}
            for rule in report.rules
        ],
    }


def _checkout(state: Checkout) -> Document:
    return {"commit": state.commit, "branch": visible(state.branch), "modified": state.modified}


def _finding(finding: Finding, names: dict[str, str], state: str | None) -> Document:
    return {
        "key": finding.key,
        "baseline_state": state,
        "code": visible(finding.code),
        "name": names.get(finding.code, ""),
        "domain": visible(finding.domain),
        "severity": finding.severity.value,
        "confidence": visible(finding.confidence),
        "message": visible(finding.message),
        "why": _text(finding.why),
        "help": _text(finding.help),
        "label": visible(finding.label),
        "location": location(finding.location),
        "extent": location(finding.extent) if finding.extent else None,
        "scope": visible(finding.scope),
        "score": None if finding.score is None else round(finding.score, 4),
        "related": [_related(related) for related in finding.related],
        "notes": [_text(note) for note in finding.notes],
        "excused": visible(finding.excused),
        "fix": _fix(finding.fix) if finding.fix else None,
        "suppressions": [],
    }


def _suppressed(item: Suppressed, names: dict[str, str]) -> Document:
    return {**_finding(item.finding, names, None), "suppressions": [suppression(grant) for grant in item.grants]}


def _problem(problem: Problem, names: dict[str, str]) -> Document:
    return {
        "code": visible(problem.code),
        "name": names.get(problem.code, ""),
        "domain": visible(problem.domain),
        "severity": problem.severity.value,
        "message": visible(problem.message),
        "cause": _text(problem.cause),
        "remedy": _text(problem.remedy),
        "location": location(problem.location),
        "excerpt": [{"line": number, "text": visible(text)} for number, text in problem.excerpt],
        "patch": encodable(problem.patch),
    }


def _related(related: Related) -> Document:
    return {"location": location(related.location), "label": visible(related.label), "symbol": visible(related.symbol)}


def _fix(fix: Fix) -> Document:
    edits = [{"location": location(edit.location), "text": encodable(edit.text), "digest": edit.digest} for edit in fix.edits]
    return {"title": visible(fix.title), "safety": fix.safety.value, "edits": edits}


def _domain(domain: DomainSummary, score: int | None) -> Document:
    return {
        "name": visible(domain.name),
        "kind": visible(domain.kind),
        "owner": visible(domain.owner),
        "owned_files": domain.owned_files,
        "owned_units": domain.owned_units,
        "compared_units": domain.compared_units,
        "unbound_policies": domain.unbound_policies,
        "rules": list(domain.rules),
        "unproved": [visible(text) for text in domain.unproved],
        "not_analysed": [skipped(item) for item in domain.unseen],
        "spared": [visible(pattern) for pattern in domain.spared],
        "score": score,
        "findings": {name: domain.findings.get(name, 0) for name in ("error", "warning", "information")},
    }


def _text(text: str) -> str:
    """Prose of several lines, each of them clean."""
    return "\n".join(visible(line) for line in text.split("\n"))

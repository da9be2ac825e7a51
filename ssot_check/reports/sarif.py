"""For code-scanning platforms: SARIF 2.1.0 (OASIS standard with errata 01), one run.

The region of a result is its signature line, so that a pull request shows it; the whole unit is the context region,
and the canonical place is a related location that the message links to. Identity is `partialFingerprints["ssot/v1"]`;
beside it stands GitHub's own `primaryLocationLineHash`, computed as its upload does, which warns about any other value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.problem import Problem
from ssot_check.model.report import Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.coverage import skip_counts, unseen
from ssot_check.reports.support.ground import ground
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.sarif_places import BASE_ID, Node, fix, physical
from ssot_check.reports.support.sarif_rules import LEVEL, explained, notification_descriptor, rule_descriptor
from ssot_check.reports.support.sarif_sources import with_sources
from ssot_check.reports.support.sarif_suppressions import with_suppressions
from ssot_check.reports.support.sarif_text import finding_text, problem_text, related_text
from ssot_check.reports.support.words import plural, verdict_line

RESULT_LIMIT: Final = 25_000
SHOWN_BY_GITHUB: Final = 5_000
RELATED_LIMIT: Final = 1_000
INTEGRITY: Final = "SSOT0"
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """The report as one SARIF log, indented by 2, pure ASCII, with a line end."""
    import json

    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}, indent=2, allow_nan=False) + "\n"


def _run(report: Report) -> Node:
    new = _heaviest(report.findings, RESULT_LIMIT)
    known = _heaviest((*report.known, *report.already), RESULT_LIMIT - len(new))
    allowed = report.suppressed[: RESULT_LIMIT - len(new) - len(known)]
    kept = len(new) + len(known) + len(allowed)
    shown = (*new, *known, *(item.finding for item in allowed))
    found = {finding.code for finding in shown}
    rules = explained((rule for rule in report.rules if rule.code in found or not rule.code.startswith(INTEGRITY)), found)
    positions = {rule.code: index for index, rule in enumerate(rules)}
    stopped = {problem.code for problem in report.problems}
    reasons = explained((rule for rule in report.rules if rule.code in stopped), stopped)
    driver: Node = {
        "name": "ssot-check",
        "fullName": f"ssot-check {report.tool_version}",
        "version": report.tool_version,
        "semanticVersion": report.tool_version,
        "rules": [rule_descriptor(rule) for rule in rules],
    }
    state = "new" if report.baseline or report.since else ""
    unchanged = range(len(new), len(new) + len(known))
    results = [_result(finding, positions, "unchanged" if at in unchanged else state) for at, finding in enumerate(shown)]
    if reasons:
        driver["notifications"] = [notification_descriptor(rule) for rule in reasons]
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "ssot-check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE_ID: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, kept, [rule.code for rule in reasons])],
        "results": with_suppressions(with_sources(results, shown, report.sources), allowed),
    }


def _invocation(report: Report, kept: int, codes: Sequence[str]) -> Node:
    """How the run went: what stopped us from seeing is a notification, never a result."""
    notes = [_notification(problem, codes) for problem in report.problems]
    notes += [_remark(f"{name}: {text}", "note") for name, text in (*unseen(report), *ground(report))]
    notes += [_remark(text) for text in _truncations(report, kept)]
    done = report.completeness
    return {
        "executionSuccessful": report.verdict is not Verdict.UNTRUSTED,
        "exitCode": int(report.verdict),
        "exitCodeDescription": visible(verdict_line(report)),
        "toolExecutionNotifications": notes,
        "properties": {
            "filesListed": done.listed,
            "filesAnalysed": done.analysed,
            "filesPartlyAnalysed": len(done.partly),
            "filesSkipped": len(done.skipped),
            "filesSkippedByReason": skip_counts(done),
        },
    }


def _notification(problem: Problem, codes: Sequence[str]) -> Node:
    return {
        "descriptor": {"id": visible(problem.code), "index": codes.index(problem.code)},
        "level": LEVEL[problem.severity],
        "message": {"text": problem_text(problem)},
        "locations": [{"physicalLocation": physical(problem.location)}],
    }


def _remark(text: str, level: str = "warning") -> Node:
    return {"level": level, "message": {"text": text}}


def _truncations(report: Report, kept: int) -> list[str]:
    missing = len(report.findings) + len(report.known) + len(report.already) + len(report.suppressed) - kept
    notes = [f"{plural(missing, 'lighter result')} left out: a run holds at most {RESULT_LIMIT:,}"] if missing else []
    if kept > SHOWN_BY_GITHUB:
        notes.append(f"GitHub keeps the {SHOWN_BY_GITHUB:,} heaviest of these {kept:,} results")
    cut = sum(len(finding.related) > RELATED_LIMIT for finding in (*report.findings, *report.known))
    if cut:
        notes.append(f"{plural(cut, 'result')} with more than {RELATED_LIMIT:,} related locations; the rest of those is left out")
    return notes


def _heaviest(findings: Sequence[Finding], limit: int) -> Sequence[Finding]:
    """At most `limit` findings, the heaviest, in their own order."""
    if len(findings) <= limit:
        return findings
    ranked = sorted(range(len(findings)), key=lambda index: findings[index].severity.rank)
    return [findings[index] for index in sorted(ranked[:limit])]


def _result(finding: Finding, positions: dict[str, int], state: str) -> Node:
    """One result; `state` is its `baselineState` (3.27.24), "" where nothing was compared with a baseline."""
    place: Node = {"physicalLocation": physical(finding.location, finding.extent)}
    if finding.scope:
        place["logicalLocations"] = [{"fullyQualifiedName": visible(finding.scope)}]
    related = finding.related[:RELATED_LIMIT]
    node: Node = {
        "ruleId": visible(finding.code),
        "ruleIndex": positions[finding.code],
        "level": LEVEL[finding.severity],
        "message": {"text": finding_text(finding)},
        "locations": [place],
        "partialFingerprints": {"ssot/v1": finding.key},
        "properties": {"domain": visible(finding.domain), "confidence": visible(finding.confidence)},
    }
    if state:
        node["baselineState"] = state
    if finding.score is not None:
        node["properties"]["score"] = round(finding.score, 4)
    if related:
        node["relatedLocations"] = [_related(index, item) for index, item in enumerate(related, start=1)]
    if finding.fix is not None and finding.fix.edits:
        node["fixes"] = [fix(finding.fix)]
    return node


def _related(index: int, related: Related) -> Node:
    return {"id": index, "message": {"text": related_text(related)}, "physicalLocation": physical(related.location)}


FORMAT = ReportFormat("sarif", "SARIF 2.1.0 for code-scanning platforms", render)

"""For Prometheus and its kin: gauges of one run in the OpenMetrics text format 1.0, without time stamps.

Every domain and severity has its sample, zeros included, so that an alert can tell "none" from "not measured".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.hygiene import visible

Labels: TypeAlias = tuple[tuple[str, str], ...]
Samples: TypeAlias = Mapping[Labels, int]


def render(report: Report) -> str:
    """Metric families with type and help, and the mark of the end."""
    return "".join(f"{text}\n" for text in (*_lines(report), "# EOF"))


def _lines(report: Report) -> Iterator[str]:
    build: Labels = (("version", report.tool_version), ("registry", visible(report.registry)), ("dialect", visible(report.dialect)))
    yield from _family("ssot_check_build", "info", "What ran, and on which registry.", {build: 1}, "_info")
    yield from _family("ssot_check_exit_code", "gauge", "0 clean, 1 findings, 2 untrusted.", {(): int(report.verdict)})
    trusted = int(report.verdict is not Verdict.UNTRUSTED)
    yield from _family("ssot_check_trusted", "gauge", "1 when the verdict can be trusted.", {(): trusted})
    yield from _family("ssot_check_findings", "gauge", "Findings by domain, severity and state.", _findings(report))
    rules: Counter[Labels] = Counter((("code", visible(finding.code)),) for finding in report.findings)
    yield from _family("ssot_check_rule_findings", "gauge", "New findings by rule.", rules)
    problems: Counter[Labels] = Counter((("code", visible(item.code)), ("severity", item.severity.value)) for item in report.problems)
    yield from _family("ssot_check_problems", "gauge", "What kept the run from seeing.", problems)
    fixed: Samples = {(): report.fixed} if report.baseline else {}
    yield from _family("ssot_check_fixed_findings", "gauge", "Findings of the baseline that are gone.", fixed)
    done = report.completeness
    files = {"listed": done.listed, "analysed": done.analysed, "in_part": len(done.partly), "left_out": len(done.skipped)}
    counted: Samples = {(("state", name),): count for name, count in files.items()}
    yield from _family("ssot_check_files", "gauge", "Files the verdict rests on.", counted)
    yield from _family("ssot_check_lines", "gauge", "Lines that were read.", {(): done.lines})
    owned: Counter[Labels] = Counter()
    for domain in report.domains:
        owned[(("domain", visible(domain.name)),)] += domain.owned_units
    yield from _family("ssot_check_owned_units", "gauge", "Units that a domain owns.", owned)


def _findings(report: Report) -> Samples:
    allowed = tuple(item.finding for item in report.suppressed)
    states: dict[str, tuple[Finding, ...]] = {"new": report.findings, "known": report.known, "suppressed": allowed}
    counts: dict[Labels, int] = {}
    for state, findings in states.items():
        names = [domain.name for domain in report.domains] + [finding.domain for finding in findings]
        for name in names:
            for severity in Severity:
                counts[_of(name, severity, state)] = 0
        for finding in findings:
            counts[_of(finding.domain, finding.severity, state)] += 1
    return counts


def _of(domain: str, severity: Severity, state: str) -> Labels:
    return (("domain", visible(domain)), ("severity", severity.value), ("state", state))


def _family(name: str, kind: str, text: str, samples: Samples, suffix: str = "") -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    yield f"# HELP {name} {text}"
    for labels, value in sorted(samples.items()):
        pairs = ",".join(f'{label}="{_escaped(said)}"' for label, said in labels)
        yield f"{name}{suffix}{{{pairs}}} {value}" if pairs else f"{name}{suffix} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


FORMAT = ReportFormat("openmetrics", "gauges for Prometheus and its kin", render)

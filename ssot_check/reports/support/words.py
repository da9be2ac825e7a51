"""Counts and the verdict in words. Nothing here says CLEAN unless the verdict and the report both do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ssot_check.model.finding import Finding, Safety
from ssot_check.model.phase import Phase, PhaseEffect
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.gate_words import failed_conditions, gate_sentence


def plural(count: int, noun: str) -> str:
    """`1 file`, `2,310 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Number of findings of each severity, heaviest first, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each rule code, most frequent first, then by code."""
    counts = Counter(finding.code for finding in findings)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def tally(report: Report) -> str:
    """`7 errors, 2 warnings, 1 info`; empty when there is no finding."""
    counts = by_severity(report.findings)
    words = [plural(counts[severity], severity.value) for severity in (Severity.ERROR, Severity.WARNING) if counts[severity]]
    return ", ".join([*words, f"{counts[Severity.INFORMATION]:,} info"] if counts[Severity.INFORMATION] else words)


def baseline_counts(report: Report) -> str:
    """`new 1, known 7, fixed 2`, and how many are past their term where there are any."""
    expired = f", expired {len(report.expired):,}" if report.expired else ""
    return f"new {report.new:,}, known {len(report.known):,}, fixed {report.fixed:,}{expired}"


def fixable(report: Report, safety: Safety) -> int:
    """Number of findings and problems that carry a repair of that sort."""
    fixes = (*(item.fix for item in report.problems), *(item.fix for item in report.findings))
    return sum(fix is not None and bool(fix.edits) and fix.safety is safety for fix in fixes)


def since_counts(report: Report) -> str:
    """`introduced 2, already there 7 (not shown)`, and how many were mended where there are any."""
    mended = f", fixed {report.mended:,}" if report.gone else ""
    return f"introduced {len(report.findings):,}, already there {len(report.already):,} (not shown){mended}"


def suppressed_counts(report: Report) -> str:
    """`3 findings: 2 by comments, 1 by the registry`; one that two allow counts for the registry, or else for the comment."""
    audits = sum(all(grant.audited for grant in item.grants) for item in report.suppressed if item.grants)
    counts = {"comments": len(report.suppressed) - report.accepted - audits, "the registry": report.accepted, "an audit": audits}
    parts = [f"{count:,} by {what}" for what, count in counts.items() if count]
    return f"{plural(len(report.suppressed), 'finding')}: {', '.join(parts)}"


def verdict_word(report: Report) -> str:
    """UNTRUSTED, FAILED, PASSED (something was found that does not fail at this level) or CLEAN."""
    if report.verdict is Verdict.UNTRUSTED:
        return "UNTRUSTED"
    if report.verdict is Verdict.FINDINGS:
        return "FAILED"
    passed = report.findings or report.problems or report.known or report.already or report.phases or failed_conditions(report)
    return "PASSED" if passed else "CLEAN"


def verdict_line(report: Report) -> str:
    """The conclusion as one sentence, on one line, not yet cleaned."""
    word = verdict_word(report)
    narrowed = "".join(f" ({limit})" for limit in limits(report))
    counts = f" ({baseline_counts(report)})" if report.baseline else ""
    counts += f" (since {report.since}: {since_counts(report)})" if report.since else ""
    checked = f"{_checked(report)}{narrowed}{counts}"
    if word == "UNTRUSTED":
        return f"UNTRUSTED: {_mistrust(report)}"
    if word == "FAILED":
        return f"FAILED: {'; '.join(filter(None, (tally(report), gate_sentence(report))))}{narrowed}{counts}"
    if word == "PASSED":
        found = [tally(report)] if report.findings else []
        found += [f"{plural(len(report.problems), 'gap')} in the check"] if report.problems else []
        scale = "level or phase" if report.phases else "level"
        found += [gate_sentence(report)] if failed_conditions(report) else []
        what = f"{' and '.join(found)} (nothing that fails at this {scale})" if found else "nothing new"
        return f"PASSED: {what}; {checked}"
    return f"CLEAN: {checked}"


def phase_effect(effect: PhaseEffect) -> str:
    """`logging in phase report: 3 findings do not fail`."""
    parts = [f"{effect.name or 'everything else'} in phase {effect.phase}"]
    if effect.phase is Phase.OFF:
        parts.append(f"{plural(effect.hidden, 'finding')} not shown")
    elif effect.undecided:
        parts.append("no change to look at (--since, --staged, --baseline-ref), so it counts as ratchet")
    elif effect.phase is Phase.FULL:
        parts.append(f"{plural(effect.unexcused, 'finding')} of the baseline told as new")
    else:
        parts.append(f"{plural(effect.held, 'finding')} that would fail at this level {'does' if effect.held == 1 else 'do'} not")
    return ": ".join(parts)


def limits(report: Report) -> list[str]:
    """What the report was told to leave out: a run that looked at less must say so beside its verdict."""
    out = []
    if report.narrowed:
        out.append(f"report narrowed to {', '.join(report.narrowed)}")
    if report.staged is not None:
        out.append(f"report narrowed to what touches {plural(report.staged, 'staged file')}")
    if report.only_domains:
        out.append(f"report narrowed to {', '.join(report.only_domains)}")
    if report.left_out:
        out.append(f"{plural(len(report.left_out), 'rule')} left out")
    if any(effect.phase is Phase.OFF for effect in report.phases):
        out.append(f"{plural(sum(effect.hidden for effect in report.phases), 'finding')} of phase off not shown")
    if report.suppressed:
        out.append(f"{plural(len(report.suppressed), 'finding')} suppressed")
    return out


def _checked(report: Report) -> str:
    done = report.completeness
    units = done.units if done.compared is None else done.compared
    return f"{plural(len(report.domains), 'domain')}, {plural(done.analysed, 'file')}, {plural(units, 'unit')} compared"


def _mistrust(report: Report) -> str:
    """Why the verdict cannot be trusted: the first reason in full, the others counted."""
    reasons = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    if not reasons:
        return "the run did not say why; this is an error in the tool itself"
    first = reasons[0]
    parts = [f"this run proves nothing, because {first.message} ({first.code} at {first.location})"]
    if len(reasons) > 1:
        parts.append(plural(len(reasons) - 1, "further problem"))
    if report.findings:
        parts.append(f"{tally(report)} in what could be read")
    return "; ".join(parts)

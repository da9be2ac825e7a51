"""What was not looked at, in words: every format says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ssot_check.model.listed import listed
from ssot_check.model.report import Completeness, Report
from ssot_check.reports.support.ground import ground
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import phase_effect, plural

_SHOWN_DOMAINS = 6


def skip_counts(done: Completeness) -> dict[str, int]:
    """Files that were not analysed, by reason, most first."""
    counts = Counter(item.reason.value for item in done.skipped)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def unseen(report: Report, glue: str = " ") -> Iterator[tuple[str, str]]:
    """(name, text) of each thing that was not looked at; `glue` is the blank that must not break a line."""
    done = report.completeness
    if done.lister != "git":
        yield "listed", f"without git, by a {visible(done.lister)}"
    if done.skipped:
        counted = ", ".join(f"{reason.replace(' ', glue)}{glue}({count:,})" for reason, count in skip_counts(done).items())
        yield "left out", f"{plural(len(done.skipped), 'file')}: {counted}"
    if done.generated_units:
        yield "generated", f"{plural(done.generated_units, 'unit')} in parts of files that a program keeps; no copies of others"
    idle = [domain.name for domain in report.domains if domain.compared_units == 0 and domain.owned_files]
    if report.unread:
        yield "unread", f"no rule of this version looks at {', '.join(visible(key) for key in report.unread)} of the registry"
    if report.not_applicable:
        yield "change", f"not asked: {', '.join(report.not_applicable)}, which judge a change (--since, --staged, --baseline-ref)"
    if report.phases:
        yield "phases", "; ".join(visible(phase_effect(effect)) for effect in report.phases)
    if idle:
        shown = listed([visible(name) for name in idle], _SHOWN_DOMAINS)
        yield "idle", f"{plural(len(idle), 'domain')} with nothing to compare (no owned unit is read and large enough): {shown}"
    spared = [(domain.name, pattern) for domain in report.domains for pattern in domain.spared]
    if spared:
        shown = listed([f"{visible(name)} in `{visible(pattern)}`" for name, pattern in spared], _SHOWN_DOMAINS)
        yield "spared", f"copies that are not told (`duplicates.ignore`): {shown}"


def unseen_lines(report: Report) -> list[str]:
    """The same and what the verdict stands on, one line each; with `verbose` every file that was left out as well."""
    lines = [f"{name}: {text}" for name, text in (*unseen(report), *ground(report))]
    if report.presentation.verbose:
        lines += [f"left out: {visible(item.path)} ({item.reason.value})" for item in sorted(report.completeness.skipped)]
    return lines

"""What stands at the end of a full report: domains, counts per rule, what was checked and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ssot_check.model.finding import Safety
from ssot_check.model.listed import listed
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.columns import GLUE, pad, shorten_left, text_width, wrap
from ssot_check.reports.support.coverage import unseen
from ssot_check.reports.support.ground import ground
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.paint import BOLD, DIM, SEVERITY_STYLE, Paint
from ssot_check.reports.support.words import baseline_counts, by_rule, by_severity, fixable, plural, since_counts, suppressed_counts

_COUNTS = ("files", "units", "errors", "warnings", "info")
_OWNER_AT_LEAST = 16
_SHOWN_RULES = 6


def domain_table(report: Report, paint: Paint) -> list[str]:
    """One row per domain: what it owns and what was found. Findings of no domain get a row of their own."""
    loose = [finding for finding in report.findings if not finding.domain]
    rows = [_row(domain) for domain in report.domains]
    if loose:
        rows.append(("(no domain)", "", "", "", *(str(count) for count in by_severity(loose).values())))
    if not rows:
        return []
    names = max(text_width(name) for name in ("domain", *(row[0] for row in rows)))
    numbers = [max(len(head), *(len(row[index + 2]) for row in rows)) for index, head in enumerate(_COUNTS)]
    owners = max(text_width(owner) for owner in ("owner", *(row[1] for row in rows)))
    if paint.room and names + min(owners, _OWNER_AT_LEAST) + 2 + sum(size + 2 for size in numbers) > paint.room:
        return _narrow(rows, paint)
    if paint.width:
        owners = min(owners, max(_OWNER_AT_LEAST, paint.width - names - 2 - sum(size + 2 for size in numbers)))
    head = f"{pad('domain', names)}  {pad('owner', owners)}" + "".join(
        f"  {text:>{size}}" for text, size in zip(_COUNTS, numbers, strict=True)
    )
    return [paint(head, BOLD), *(_drawn(row, names, owners, numbers, paint) for row in rows)]


def domain_rules(report: Report, paint: Paint) -> list[str]:
    """For each domain the rules that ran and had something of it to look at, and its texts that no check proves."""
    out = []
    for domain in report.domains:
        text = f"{visible(domain.name)}: {', '.join(domain.rules)}"
        out += _hung(text, paint) if domain.rules else []
        out += [f"  no check proves: {visible(said)}" for said in domain.unproved]
    return [paint("rules that ran, by domain", BOLD), *out] if out else []


def _hung(text: str, paint: Paint) -> list[str]:
    """The text in lines that fit, all but the first one indented."""
    first, *more = wrap(text, paint.room, 2)
    return [first, *(f"  {line}" for line in more)]


def _narrow(rows: Sequence[Sequence[str]], paint: Paint) -> list[str]:
    """The same without columns, for a terminal that has no room for them: a line each, what is 0 left out."""
    out = []
    for name, owner, *counts in rows:
        told = ", ".join(f"{head}{GLUE}{text}" for text, head in zip(counts, _COUNTS, strict=True) if text not in {"", "0"})
        out += _hung(f"{paint(name, BOLD)} {owner}: {told or 'nothing'}", paint)
    return out


def statistics(report: Report, paint: Paint) -> list[str]:
    """How often each rule was broken, most often first."""
    names = {rule.code: rule.name for rule in report.rules}
    counts = by_rule(report.findings)
    size = max((len(f"{count:,}") for count in counts.values()), default=0)
    rows = [f"{count:>{size},}  {visible(code)}  {visible(names.get(code, ''))}".rstrip() for code, count in counts.items()]
    out = [paint("findings per rule", BOLD), *rows] if rows else []
    return [*out, *wrap(f"suppressed: {suppressed_counts(report)}", paint.room)] if report.suppressed else out


def completeness(report: Report, paint: Paint) -> list[str]:
    """What the verdict rests on: files analysed, partly analysed and left out, with the reasons counted."""
    done = report.completeness
    languages = ", ".join(f"{visible(name)}{GLUE}{count:,}" for name, count in _by_count(done.by_language))
    checked = f"{done.analysed:,} of {plural(done.listed, 'file')}, {plural(done.lines, 'line')}, {plural(done.units, 'unit')}"
    checked += f", {done.compared:,} of them compared" if done.compared not in (None, done.units) else ""
    facts = [("checked", checked + (f" ({languages})" if languages else ""))]
    if done.partly:
        shown = ", ".join(visible(path) for path in sorted(done.partly)[:3])
        facts.append(("in part", f"{plural(len(done.partly), 'file')}: {shown}{' and others' if len(done.partly) > 3 else ''}"))
    facts += unseen(report, GLUE)
    facts += ground(report)
    if report.baseline:
        facts.append(("baseline", f"{visible(report.baseline)}: {baseline_counts(report)}"))
    if report.since:
        facts.append(("since", f"{visible(report.since)}: {since_counts(report)}"))
    if report.narrowed:
        facts.append(("narrowed", f"to {', '.join(visible(path) for path in report.narrowed)}; everything was compared"))
    if report.only_domains:
        facts.append(("narrowed", f"to {', '.join(visible(name) for name in report.only_domains)}; everything was compared"))
    if report.left_out:
        facts.append(("no rule", f"{plural(len(report.left_out), 'rule')}: {listed(report.left_out, _SHOWN_RULES)}"))
    facts += _not_told(report)
    return [line for name, text in facts for line in _fact(name, text, paint)]


def repairs(report: Report, paint: Paint) -> list[str]:
    """How many findings carry their repair, and the option that applies it."""
    safe, suggested = fixable(report, Safety.SAFE), fixable(report, Safety.SUGGESTED)
    said = [f"{safe:,} with --fix"] if safe else []
    said += [f"{suggested:,}{' more' if safe else ''} with --unsafe-fixes"] if suggested else []
    return _fact("fixable", f"{', '.join(said)}; --diff shows them", paint) if said else []


def _not_told(report: Report) -> Iterator[tuple[str, str]]:
    """What was found and stands nowhere in the report."""
    if report.suppressed:
        yield "allowed", suppressed_counts(report)
    if report.held_back:
        yield "hints", f"{plural(report.held_back, 'finding')} too doubtful to report; --hints shows them"


def skipped_files(report: Report, paint: Paint) -> list[str]:
    """Every file that was left out, by reason."""
    out: list[str] = []
    by_reason: dict[str, list[str]] = {}
    for skipped in sorted(report.completeness.skipped):
        by_reason.setdefault(skipped.reason.value, []).append(visible(skipped.path))
    for reason, paths in sorted(by_reason.items()):
        out += [paint(f"left out: {reason}", BOLD), *(f"  {path}" for path in paths)]
    if report.completeness.partly:
        out += [paint("checked in part", BOLD), *(f"  {visible(path)}" for path in sorted(report.completeness.partly))]
    return out


def _by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most first, then by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _row(domain: DomainSummary) -> tuple[str, ...]:
    """One row: the first owner stands for all, the others are counted."""
    counts = (str(domain.findings.get(severity.value, 0)) for severity in Severity)
    owner, *others = domain.owner.split(", ")
    more = f" +{len(others)}" if others else ""
    return (visible(domain.name), f"{visible(owner)}{more}" or "-", f"{domain.owned_files:,}", f"{domain.owned_units:,}", *counts)


def _drawn(row: Sequence[str], names: int, owners: int, numbers: Sequence[int], paint: Paint) -> str:
    styles = ("", "", *SEVERITY_STYLE.values())
    cells = []
    for text, size, style in zip(row[2:], numbers, styles, strict=True):
        cell = f"{text:>{size}}"
        cells.append(paint(cell, DIM) if text == "0" else paint(cell, style) if style else cell)
    return "  ".join([pad(row[0], names), pad(shorten_left(row[1], owners), owners), *cells]).rstrip()


def _fact(name: str, text: str, paint: Paint) -> list[str]:
    head = f"{name + ':':<10}"
    first, *rest = wrap(text, max(20, paint.width - len(head)) if paint.width else 0)
    return [f"{paint(head, BOLD)}{first}", *(" " * len(head) + line for line in rest)]

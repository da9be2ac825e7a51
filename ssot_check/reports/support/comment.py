"""The page of a comment or a step summary: verdict, counts against the base, gate, domains; then findings, the lighter ones folded.

What folds is `<details>`, which GitHub, GitLab and Azure DevOps show closed; inside it stands ordinary Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.model.baseline import BaselineEntry
from ssot_check.model.finding import Finding
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.gate_words import failed_conditions
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, heaviest_first, line, message, path, related_place, remedy
from ssot_check.reports.support.markdown import code, gate_rows, plain, prose
from ssot_check.reports.support.paint import SEVERITY_WORD
from ssot_check.reports.support.words import plural, verdict_line

OPEN: Final = 10
"""Entries that are shown without unfolding."""

_CLOSE: Final = "\n</details>\n"
_CUT_ROOM: Final = 300
"""Bytes for the line about what was cut."""


def page(report: Report, limit: int) -> str:
    """Verdict, counts and as many entries, heaviest first, as fit into `limit` bytes of UTF-8; what does not fit is counted.

    One line when there is nothing to say: nothing was found, or nothing that a change brought or took away.
    """
    word, _, rest = verdict_line(report).partition(":")
    if _is_quiet(report):
        return f"**ssot-check: {word}** {prose(visible(rest.strip()))}\n"
    head = f"### ssot-check: {word}\n\n{prose(visible(rest.strip()))}\n"
    state = [report.checkout.sentence] if report.checkout else []
    ground = "".join(f"- {prose(visible(text))}\n" for text in unseen_lines(report))
    tail = _opening("What was checked") + ground + _CLOSE + "".join(f"\n{prose(visible(text))}\n" for text in state)
    room = limit - _size(head) - _size(tail) - _CUT_ROOM
    top = _counts(report) + gate_rows(report) + _domains(report.domains)
    if _size(top) > room // 2:
        top = f"\n{plural(len(report.domains), 'domain')}: too many for a table here.\n"
    entries = [_entry(item) for item in heaviest_first(report)]
    kept, cut = _fitting(entries, room - _size(top))
    told = f"\n**{plural(cut, 'further result')} left out: this page holds at most {limit:,} bytes.** All: `ssot-check --format full`\n"
    whole = top + _folded(kept) + (told if cut else "")
    mended = _mended(report)
    return head + whole + (mended if _size(whole) + _size(mended) <= room else "") + tail


def _is_quiet(report: Report) -> bool:
    """A gap in the check that is there in every run is no reason to comment on every change: the line counts it."""
    if report.verdict is not Verdict.CLEAN or failed_conditions(report):
        return False
    return not (report.findings or report.gone or report.fixed or (report.problems and not report.since))


def _counts(report: Report) -> str:
    """New, fixed and existing findings beside each other; nothing where there is nothing to compare with."""
    if not (report.since or report.baseline):
        return ""
    surely = report.verdict is not Verdict.UNTRUSTED and not (report.narrowed or report.only_domains)
    fixed = report.mended if report.since else report.fixed
    cells = [("new", f"**{len(report.findings):,}**"), ("fixed", f"{fixed:,}" if surely else "not known")]
    cells += [("there before", f"{len(report.already):,}")] if report.since else []
    cells += [("known to the baseline", f"{len(report.known):,}")] if report.baseline else []
    cells += [("allowed", f"{len(report.suppressed):,}")] if report.suppressed else []
    names, counts = zip(*cells, strict=True)
    return f"\n| {' | '.join(names)} |\n|{'--:|' * len(cells)}\n| {' | '.join(counts)} |\n"


def _fitting(entries: Sequence[str], room: int) -> tuple[list[str], int]:
    """The entries that fit, with what folds the later ones, and how many do not."""
    kept: list[str] = []
    room -= _size(_opening(plural(len(entries), "further result"))) + len(_CLOSE)
    for entry in entries:
        room -= _size(entry)
        if room < 0:
            break
        kept.append(entry)
    return kept, len(entries) - len(kept)


def _folded(entries: Sequence[str]) -> str:
    """The first entries open, the others behind a line that opens them."""
    shown, more = entries[:OPEN], entries[OPEN:]
    out = "\n" + "".join(shown) if shown else ""
    return out + (_opening(plural(len(more), "further result")) + "".join(more) + _CLOSE if more else "")


def _mended(report: Report) -> str:
    """What the change mended, folded; where the page is full the count above has to do. What stood there before is the audit's matter."""
    gone = report.gone if report.since else report.stale
    count = report.mended if report.since else report.fixed
    return _opening(f"{count:,} fixed") + "".join(map(_gone, gone)) + _CLOSE if gone else ""


def _opening(summary: str) -> str:
    return f"\n<details><summary>{summary}</summary>\n\n"


def _gone(entry: BaselineEntry) -> str:
    known = entry.identity
    times = f" ({entry.count:,} times)" if entry.count > 1 else ""
    return f"- {code(visible(known.code))} {code(visible(known.path))} {code(visible(known.scope))}{times}\n"


def _entry(item: Item) -> str:
    """One list item: weight, code, place, text, and below it what to use instead."""
    name = code(f"{path(item)}:{line(item)}")
    lines = [f"- **{SEVERITY_WORD[item.severity]}** {code(visible(item.code))} {name} {prose(message(item))}"]
    if isinstance(item, Finding) and item.excused:
        lines.append(f"  does not fail the run: {prose(visible(item.excused))}")
    if isinstance(item, Finding) and item.related:
        lines.append(f"  see: {code(related_place(item))}")
    if remedy(item):
        lines.append(f"  use: {code(remedy(item))}")
    return "  \n".join(lines) + "\n"


def _domains(domains: Sequence[DomainSummary]) -> str:
    """A table of the domains that have findings; a bar in a name would end its cell."""
    rows = [domain for domain in domains if any(domain.findings.values())]
    if not rows:
        return ""
    out = ["", "| domain | owner | errors | warnings | info |", "|---|---|--:|--:|--:|"]
    for domain in rows:
        counts = " | ".join(str(domain.findings.get(severity.value, 0)) for severity in Severity)
        out.append(f"| {plain(visible(domain.name))} | {plain(visible(domain.owner))} | {counts} |")
    return "".join(f"{text}\n" for text in out)


def _size(text: str) -> int:
    return len(text.encode("utf-8"))

"""Markdown for comments and summaries (CommonMark with the tables of GitHub and GitLab).

Text of the repository must not become a link, an image, HTML, a mention or a reference: outside code spans every mark is escaped, and
an empty comment stands where a platform would read `@name`, `#12` or an address; code spans have fences longer than any inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.gate import Outcome
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.gate_words import condition_name, found_and_asked
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, heaviest_first, line, message, path, related_place, remedy
from ssot_check.reports.support.paint import SEVERITY_WORD
from ssot_check.reports.support.words import plural, verdict_line, verdict_word

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#!|~&$]")
_TICKS: Final = re.compile(r"`+")
_READ: Final = re.compile(r"[@#](?=\w)|://|www\.")
_BREAK: Final = "<!-- -->"


def code(text: str) -> str:
    """A clean text as a code span; nothing where there is none."""
    if not text.strip():
        return ""
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    room = " " if text[0] in " `" or text[-1] in " `" else ""
    return f"{fence}{room}{text}{room}{fence}"


def prose(text: str) -> str:
    """A clean text in which pairs of back-ticks stay code and nothing else is markup."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # an odd tick: which ones are pairs nobody can tell
        return _plain(text)
    return "".join(code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))


def page(report: Report, limit: int) -> str:
    """Verdict, domains and as many entries, heaviest first, as fit into `limit` bytes of UTF-8; what does not fit is counted.

    One line when there is nothing to say.
    """
    word, _, rest = verdict_line(report).partition(":")
    head = f"### ssot-check: {word}\n\n{prose(visible(rest.strip()))}\n"
    if verdict_word(report) == "CLEAN":
        return f"**ssot-check: {word}** {prose(visible(rest.strip()))}\n"
    tail = "".join(f"\n{prose(visible(text))}\n" for text in unseen_lines(report))
    whole = head + gate_rows(report) + _domains(report.domains)
    room = limit - _size(head) - _size(tail) - 300  # for the line about what was cut
    if _size(whole) - _size(head) > room // 2:
        whole = f"{head}\n{plural(len(report.domains), 'domain')}: too many for a table here.\n"
    blocks = [_entry(item) for item in heaviest_first(report)]
    kept, used = [], _size(whole) - _size(head)
    for block in blocks:
        used += _size(block)
        if used > room:
            break
        kept.append(block)
    cut = len(blocks) - len(kept)
    told = f"\n**{plural(cut, 'further result')} left out: this page holds at most {limit:,} bytes.** All: `ssot-check --format full`\n"
    return whole + ("\n" if kept else "") + "".join(kept) + (told if cut else "") + tail


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


def gate_rows(report: Report) -> str:
    """The quality gate as a table, with an empty line before it; nothing where the registry asks for none."""
    if not report.conditions:
        return ""
    out = ["", f"Quality gate, exit code {int(report.verdict)}:", "", "| | condition | found |", "|---|---|---|"]
    for item in report.conditions:
        word = f"**{item.outcome.value}**" if item.outcome is Outcome.FAIL else item.outcome.value
        out.append(f"| {word} | {_plain(visible(condition_name(item)))} | {_plain(visible(found_and_asked(item)))} |")
    return "".join(f"{text}\n" for text in out)


def _domains(domains: Sequence[DomainSummary]) -> str:
    """A table of the domains that have findings; a bar in a name would end its cell."""
    rows = [domain for domain in domains if any(domain.findings.values())]
    if not rows:
        return ""
    out = ["", "| domain | owner | errors | warnings | info |", "|---|---|--:|--:|--:|"]
    for domain in rows:
        counts = " | ".join(str(domain.findings.get(severity.value, 0)) for severity in Severity)
        out.append(f"| {_plain(visible(domain.name))} | {_plain(visible(domain.owner))} | {counts} |")
    return "".join(f"{text}\n" for text in out)


def _plain(text: str) -> str:
    apart = _READ.sub(lambda found: found[0][0] + "\0" + found[0][1:], text)
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", apart).replace("\0", _BREAK)


def _size(text: str) -> int:
    return len(text.encode("utf-8"))

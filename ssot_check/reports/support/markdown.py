"""Markdown for comments and summaries (CommonMark with the tables of GitHub and GitLab).

Text of the repository must not become a link, an image, HTML, a mention or a reference: outside code spans every mark is escaped, and
an empty comment stands where a platform would read `@name`, `#12` or an address; code spans have fences longer than any inside.
"""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.gate import Outcome
from ssot_check.model.report import Report
from ssot_check.reports.support.gate_words import condition_name, found_and_asked
from ssot_check.reports.support.hygiene import visible

_MARKS: Final = re.compile(r"[\\`*{}\[\]<>#!|~&$]|(?<![^\W_])_|_(?![^\W_])")
"""An underscore inside a word marks nothing (CommonMark 0.31, 6.2), and stands in every second name."""
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
        return plain(text)
    return "".join(code(part) if index % 2 else plain(part) for index, part in enumerate(parts))


def gate_rows(report: Report) -> str:
    """The quality gate as a table, with an empty line before it; nothing where the registry asks for none."""
    if not report.conditions:
        return ""
    out = ["", f"Quality gate, exit code {int(report.verdict)}:", "", "| | condition | found |", "|---|---|---|"]
    for item in report.conditions:
        word = f"**{item.outcome.value}**" if item.outcome is Outcome.FAIL else item.outcome.value
        out.append(f"| {word} | {plain(visible(condition_name(item)))} | {plain(visible(found_and_asked(item)))} |")
    return "".join(f"{text}\n" for text in out)


def plain(text: str) -> str:
    """A clean text in which nothing is markup."""
    apart = _READ.sub(lambda found: found[0][0] + "\0" + found[0][1:], text)
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", apart).replace("\0", _BREAK)

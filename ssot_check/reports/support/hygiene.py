r"""Text of the scanned repository is data: nothing in it may steer a terminal, a log viewer or a reader.

Control characters (C0, C1), bidirectional controls (Unicode Standard Annex #9; the "Trojan Source" attack,
CVE-2021-42574), invisible format characters, tag characters, line separators and bytes that are not UTF-8
(lone surrogates, PEP 383) are spelled out: `\x1b`, `\u202e`, `\xff`, `\n`. Everything else stays as written.
"""

from __future__ import annotations

import re

from ssot_check.model.regex import regex

TAB_STOP = 4

_HOSTILE = regex(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE = regex(r"[\ud800-\udfff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str) -> str:
    """`text` on one line, with every hostile character spelled as an escape."""
    return _HOSTILE.sub(_spell, text)


def visible_lines(text: str) -> list[str]:
    """The lines of `text`, clean, tabs expanded, blank lines at both ends dropped."""
    lines = [visible(line.expandtabs(TAB_STOP)).rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def encodable(text: str) -> str:
    """`text` with lone surrogates spelled out and all else untouched, for values that must stay exact."""
    return _SURROGATE.sub(_spell, text)


def is_hostile(char: str) -> bool:
    """True when `char` is never shown as it is."""
    return _HOSTILE.match(char) is not None


def _spell(found: re.Match[str]) -> str:
    char = found.group()
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"

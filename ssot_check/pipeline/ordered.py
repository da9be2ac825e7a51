"""Lists whose order is what they say: a prompt's parts as they are shown are no copy of all parts by alphabet.

A fingerprint does not keep which text stands where in a table, so the two literals are read again. Sets and maps have no order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

IN_ORDER: Final = 0.90
"""From so much of what both have on it stands in one order: a member was moved, or put where it fits."""
FEWEST: Final = 3
_LIST: Final = re.compile(r"=\s*&?\s*(?:mut\s+)?(?:\[\s*(?:\d*|\.\.\.)\s*\][\w.*]+\s*\{|\[|\()")
"""Python, TypeScript and Rust; of Go `[]string{`. A set is wrapped (`new Set([`, `frozenset((`), and so is no list."""
_COMMENT: Final = re.compile(r"(?:(?<=\s)|^)(?://|#).*", re.MULTILINE)
_MEMBER: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|\w[\w.:]*')


def is_other_order(owner: str, copy: str) -> bool:
    """True when both texts, of one constant each from its name on, define a list, and what both list stands in another order."""
    ours, theirs = _members(owner), _members(copy)
    places = {member: number for number, member in enumerate(ours)}
    shared = [places[member] for member in theirs if member in places]
    return len(shared) >= FEWEST and _longest_rise(shared) < IN_ORDER * len(shared)


def _members(text: str) -> list[str]:
    """What a list holds, each once; nothing for what is no list."""
    found = _LIST.match(text, max(0, text.find("=")))
    if found is None:
        return []
    return list(dict.fromkeys(member.strip("\"'") for member in _MEMBER.findall(_COMMENT.sub("", text[found.end() :]))))


def _longest_rise(numbers: Sequence[int]) -> int:
    """Length of the longest rising subsequence (patience sorting)."""
    ends: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
    return len(ends)

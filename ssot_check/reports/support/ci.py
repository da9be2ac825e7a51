"""What the log commands of CI systems have in common: heaviest entries first, and a word about those beyond a system's limit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ssot_check.reports.support.items import Item
from ssot_check.reports.support.words import plural

_MARK: Final = re.compile("#(?=#)")


def spelled(text: str, escapes: Mapping[str, str]) -> str:
    """`text` with each character that means something to the reader replaced by its escape."""
    return "".join(escapes.get(char, char) for char in text)


def inert(text: str) -> str:
    """A plain line of the log in which no runner finds a command: they look for `##vso[` and `##[` anywhere, for `::` in front."""
    apart = _MARK.sub("# ", text)
    return f"- {apart}" if apart.lstrip().startswith("::") else apart


def first_of_each(entries: Sequence[Item], limit: int) -> tuple[list[Item], list[Item]]:
    """(kept, left out): at most `limit` entries of each severity, in the order given."""
    kept: list[Item] = []
    left: list[Item] = []
    counts: dict[str, int] = {}
    for item in entries:
        counts[item.severity] = counts.get(item.severity, 0) + 1
        (kept if counts[item.severity] <= limit else left).append(item)
    return kept, left


def cut_line(left: int, limit: int, reader: str) -> str:
    """What was left out because `reader` shows no more; empty when nothing was."""
    return f"{plural(left, 'lighter or later result')} not annotated: {reader} shows {limit} of each severity" if left else ""

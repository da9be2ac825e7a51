"""Whole lines taken out of a text, the blank ones around them with them. Lines count from 1."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.languages.support.treesitter import Text
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location


def lines_of(text: Text) -> list[str]:
    """The lines, with an empty one in front so that they count from 1."""
    return ["", *(text.line_text(number) for number in range(1, text.line_count + 1))]


def with_blanks(lines: Sequence[str], first: int, last: int) -> range:
    """These lines and the blank ones below them; at the end of the file also those above."""
    end = len(lines) - 1
    while last < end and not lines[last + 1].strip():
        last += 1
    while last == end and first > 1 and not lines[first - 1].strip():
        first -= 1
    return range(first, last + 1)


def cut(path: str, text: Text, lines: Sequence[str], first: int, last: int) -> Edit:
    """The edit that deletes these lines."""
    if last < len(lines) - 1 or text.data.endswith(b"\n"):
        return Edit(Location(path, first, 1, last + 1, 1), "")
    return Edit(Location(path, first, 1, last, len(lines[last]) + 1), "")

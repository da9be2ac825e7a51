"""How many terminal columns a text takes, and how a line is broken or cut to fit.

Widths follow Unicode Standard Annex #11 (East Asian Width): wide and full-width characters take two columns, marks
that combine take none, ambiguous ones take one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from ssot_check.reports.support.hygiene import TAB_STOP, is_hostile, visible

ELLIPSIS = "…"
GLUE = "\x1f"
"""A blank at which no line is broken; no clean text holds it, and `wrap` gives it back as a blank."""
_JOINER = "\u200d"
_WINDOW = 4_000


def char_width(char: str, before: str) -> int:
    """Columns of one character that stands after `before`."""
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    wide = unicodedata.east_asian_width(char) in {"W", "F"}
    if wide and before == _JOINER:
        return 0
    return 2 if wide else 1


def text_width(text: str) -> int:
    """Columns of a clean text."""
    if text.isascii():
        return len(text)
    return sum(char_width(char, before) for before, char in zip(" " + text, text, strict=False))


def pad(text: str, columns: int) -> str:
    """`text` filled with blanks up to `columns`."""
    return text + " " * (columns - text_width(text))


def shorten_left(text: str, columns: int) -> str:
    """`text` cut at its beginning to fit `columns`: the end of a path tells more."""
    if text_width(text) <= columns:
        return text
    while text and text_width(text) > columns - 1:
        text = text[1:]
    return ELLIPSIS + text


def wrap(text: str, columns: int, hanging: int = 0) -> list[str]:
    """Break a clean text at blanks into lines of at most `columns` (0 = never); longer words are left whole.

    All lines but the first are `hanging` columns shorter, for whoever indents them.
    """
    if not columns or text_width(text) <= columns:
        return [text.replace(GLUE, " ")]
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, text.split(" ")):
        size = text_width(word)
        if line and used + 1 + size > columns - (hanging if lines else 0):
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [part.replace(GLUE, " ") for part in (*lines, line)]


def window(text: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """Show the source line `text` so that the span of code points [start, end) is in sight.

    `room` is the number of columns there are (0 = unlimited, but a line of more than 4,000 characters is a minified
    file: nobody reads it, and thousands of findings would each repeat it); what does not fit is replaced by an ellipsis.
    Returns the clean text, the column at which the span begins (from 0) and the columns it takes, at least 1.
    """
    text = text.rstrip()
    room = room or (_WINDOW if len(text) > _WINDOW else 0)
    start = min(start, len(text))
    end = max(start, min(end, len(text)))
    skipped = max(0, start - _WINDOW // 2) if len(text) > _WINDOW else 0
    rest = text[skipped : skipped + _WINDOW]
    start, end = start - skipped, min(end - skipped, len(rest))
    shown, widths = _cells(rest)
    offsets = list(accumulate(widths, initial=0))
    span = max(1, offsets[end] - offsets[start])
    cut_right = skipped + len(rest) < len(text)
    if not room or (offsets[-1] <= room and not skipped and not cut_right):
        return "".join(shown), offsets[start], span
    first = _first_shown(offsets, start, end, room)
    front = ELLIPSIS if first or skipped else ""
    left = offsets[first] - len(front)
    last = len(shown) if not cut_right and offsets[-1] - left <= room else bisect_right(offsets, left + room - 1) - 1
    back = ELLIPSIS if last < len(shown) or cut_right else ""
    offset = len(front) + offsets[start] - offsets[first]
    return front + "".join(shown[first:last]) + back, offset, max(1, min(span, room - len(back) - offset))


def _first_shown(offsets: list[int], start: int, end: int, room: int) -> int:
    """Index of the first cell to show: the line's beginning where the span fits behind it, else a little before the span."""
    if offsets[end] < room - 1:
        return 0
    left = min(offsets[start] - room // 4, offsets[-1] - (room - 1))
    return next(index for index, offset in enumerate(offsets) if offset >= left)


def _cells(text: str) -> tuple[list[str], list[int]]:
    """What is shown for each code point, and the columns that takes."""
    if text.isascii() and text.isprintable():
        return list(text), [1] * len(text)
    shown: list[str] = []
    widths: list[int] = []
    column, before = 0, ""
    for char in text:
        if char == "\t":
            cell = " " * (TAB_STOP - column % TAB_STOP)
            width = len(cell)
        elif is_hostile(char):
            cell = visible(char)
            width = len(cell)
        else:
            cell, width = char, char_width(char, before)
        shown.append(cell)
        widths.append(width)
        column += width
        before = char
    return shown, widths

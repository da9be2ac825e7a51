"""Edits into a text that keeps its own line ends, and the difference as a patch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.model.finding import Edit

ANY_BREAK: Final = re.compile("\r\n|\r|\n")
_LINE: Final = re.compile("[^\n]*\n|[^\n]+")
_UNSAFE: Final = re.compile(r'["\\\x00-\x1f\x7f]')
_NAMED: Final = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class MisplacedError(Exception):
    """An edit speaks of a place that the text does not have."""


def apply(text: str, edits: Sequence[Edit], breaks: re.Pattern[str] = ANY_BREAK) -> str:
    r"""`text` with the edits, which are in order of place and do not overlap. `breaks` is what ends a line.

    A `\n` that an edit brings is written as the line end of the line that it begins in. Raises MisplacedError.
    """
    ends = [(found.start(), found.end()) for found in breaks.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]

    def offset(line: int, column: int) -> int:
        at = starts[line - 1] + column - 1 if 0 < line <= len(starts) and column > 0 else -1
        if at < 0 or at > stops[line - 1]:
            raise MisplacedError
        return at

    def line_end(line: int) -> str:
        start, end = ends[min(line, len(ends)) - 1] if ends else (0, 0)
        return text[start:end] or "\n"

    pieces, done = [], 0
    for edit in edits:
        place = edit.location
        start, stop = offset(place.line, place.column), offset(place.end_line, place.end_column)
        if not done <= start <= stop:
            raise MisplacedError
        pieces += [text[done:start], edit.text.replace("\n", line_end(place.line))]
        done = stop
    return "".join((*pieces, text[done:]))


def patch(path: str, old: str, new: str) -> str:
    """The difference as a unified diff, for `git apply` and `patch -p1`.

    Format: GNU diffutils manual, "Detailed Description of Unified Format".
    """
    import difflib

    before, after = _name(f"a/{path}"), _name(f"b/{path}")
    lines = difflib.unified_diff(_LINE.findall(old), _LINE.findall(new), before, after)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _name(path: str) -> str:
    """As git spells it: in quotes where it holds a quote or control characters, with a tab behind it where it holds a blank."""
    if _UNSAFE.search(path):
        return '"' + _UNSAFE.sub(lambda found: _NAMED.get(found[0], f"\\{ord(found[0]):03o}"), path) + '"'
    return f"{path}\t" if " " in path else path

"""What a reader sees first of a unit: its first line as written, and what its author says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ssot_check.model.unit import Unit, UnitKind

_LONGEST_HEADER: Final = 12
_LONGEST_SIGNATURE: Final = 200
_LONGEST_DOCUMENT: Final = 8
_DOCUMENT: Final = re.compile(r"""[ \t]*[rRuU]?("{3}|'{3}|"|')(.*)""")
_COMMENT: Final = re.compile(r"\s*(?:#(?!!)|//[/!]?|/\*+!?|\*+(?!/)|--|(?=\*+/))\s?(.*?)\s*(?:\*+/)?\s*$")
_SAYS_NOTHING: Final = re.compile(r"[\W_]*$|\s*(?:pylint|noqa|type:|shellcheck|eslint|ssot:|@ts-|nolint|region|endregion)", re.IGNORECASE)
_OPENING, _CLOSING = "([{", ")]}"


class Heading(NamedTuple):
    """`signature` is one line, without the mark that opens the body; `document` all that is said, its first line first."""

    signature: str
    document: tuple[str, ...]


UNSAID: Final = Heading("", ())


def heading(unit: Unit, lines: Sequence[str]) -> Heading:
    """The heading of a unit in the text of its file. Works on lines, so it needs no grammar and never fails."""
    last = _header_end(unit, lines)
    written = " ".join(line.strip() for line in lines[unit.signature.line - 1 : last])
    inside = _docstring(lines, last, unit.location.end_line) if unit.kind in (UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS) else ()
    above = _comment_above(lines, unit.location.line)
    return Heading(_trimmed(written), inside or above or _comment_below(lines, last, unit.location.end_line))


def file_document(lines: Sequence[str]) -> tuple[str, ...]:
    """What a file says of itself in its first lines: a documentation string, or comments."""
    for number, line in enumerate(lines[:40]):
        if not line.strip() or line.startswith("#!"):
            continue
        return _docstring(lines, number, len(lines)) or _comment_below(lines, number, len(lines))
    return ()


def _header_end(unit: Unit, lines: Sequence[str]) -> int:
    """Number of the line on which the brackets that the signature opens are closed."""
    depth, first = 0, unit.signature.line
    last = min(unit.location.end_line, first + _LONGEST_HEADER, len(lines))
    for number in range(first, last + 1):
        line = lines[number - 1]
        depth += sum(line.count(mark) for mark in _OPENING[:2]) - sum(line.count(mark) for mark in _CLOSING[:2])
        if depth <= 0:
            return number
    return first


def _trimmed(written: str) -> str:
    whole = re.sub(r"\s+", " ", written).replace("( ", "(").replace(", )", ")").rstrip(" :{").strip()
    return whole if len(whole) <= _LONGEST_SIGNATURE else f"{whole[: _LONGEST_SIGNATURE - 1]}…"


def _docstring(lines: Sequence[str], after: int, end: int) -> tuple[str, ...]:
    """The text of a documentation string that begins on the first line with text behind line `after`."""
    number = after
    while number < min(end, len(lines)) and not lines[number].strip():
        number += 1
    found = _DOCUMENT.match(lines[number]) if number < min(end, len(lines)) else None
    if found is None:
        return ()
    quote, rest = found[1], found[2]
    kept = [rest.partition(quote)[0].strip()]
    while quote not in rest and len(quote) == 3 and len(kept) < _LONGEST_DOCUMENT and number + 1 < min(end, len(lines)):
        number += 1
        rest = lines[number]
        kept.append(rest.partition(quote)[0].strip())
    return tuple(line for line in kept if line)


def _comment_above(lines: Sequence[str], first: int) -> tuple[str, ...]:
    """The comment block that ends on the line above line `first`."""
    kept: list[str] = []
    number = min(first - 1, len(lines))
    while number > 0 and len(kept) < _LONGEST_DOCUMENT:
        line = lines[number - 1]
        found = _COMMENT.match(line)
        if found is None or line.startswith("#!") or not line.strip():
            break
        kept.insert(0, found[1])
        number -= 1
    return _telling(kept)


def _comment_below(lines: Sequence[str], after: int, end: int) -> tuple[str, ...]:
    """The comment lines directly behind line `after`: how shell functions are often documented."""
    kept: list[str] = []
    for line in lines[after : min(end, after + _LONGEST_DOCUMENT)]:
        found = _COMMENT.match(line)
        if found is None or not line.strip():
            break
        kept.append(found[1])
    return _telling(kept)


def _telling(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if not _SAYS_NOTHING.match(line))

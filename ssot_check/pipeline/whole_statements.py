"""Lines that help names, rounded to whole statements: nobody can move the head of a loop without its body, or half of a call.

A fingerprint knows on which line each statement begins. Where it ends, and what stands in it, is seen from how far lines are moved in,
which all formatters and most people keep to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, Unit

_GOES_ON: Final = re.compile(r"[})\]]*\s*(?:else|elif|elsif|except|catch|finally|fi|done|esac|[})\]])")
"""How a line begins that goes on with the statement above it, as far left as that begins."""
_NO_CODE: Final = re.compile(r"\s*(?:#|//|/\*|\*|--)|\s*$")


def rounded(match: Match, text: Callable[[str], str]) -> Match:
    """The match, of which the stretch holds whole statements, and that knows the rows of lines in which a function is its owner."""
    if match.across:
        return match
    if match.part is not None:
        return replace(match, part=_whole(match.copy, *match.part, text(match.copy_path).split("\n")))
    if match.clone_type is not CloneType.NEAR or not {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        return match
    rows = tuple(
        _row([pair[side] for pair in match.alignment.pairs], unit, text(unit.location.path).split("\n"))
        for side, unit in enumerate((match.owner, match.copy))
    )
    return replace(match, rows=rows)


def _row(aligned: Sequence[int], unit: Unit, lines: list[str]) -> tuple[int, int]:
    """First and last line of what aligns below the head of a unit, where it is whole statements in one row; else (0, 0)."""
    inside = sorted(line for line in aligned if line > unit.signature.line)
    if len(inside) < 2:
        return 0, 0
    first, last = _whole(unit, inside[0], inside[-1], lines)
    known = {line for line in unit.fingerprint.lines if first <= line <= last}
    return (first, last) if known == set(inside) else (0, 0)


def _whole(unit: Unit, first: int, last: int, lines: list[str]) -> tuple[int, int]:
    """The lines `first` to `last`, with all of the statements of which they hold a part."""
    end = min(unit.location.end_line, len(lines))
    known = sorted({line for line in unit.fingerprint.lines if line <= end})
    inside = [line for line in known if first <= line <= last]
    if not inside:
        return first, last
    depth = min(_depth(lines[line - 1]) for line in inside)
    start = next((line for line in reversed(known) if line <= inside[0] and _depth(lines[line - 1]) <= depth), inside[0])
    below = (line for line in known if line > inside[-1] and not _belongs(lines[line - 1], depth))
    stop = min(end, next(below, end + 1) - 1)
    while stop > inside[-1] and (_NO_CODE.match(lines[stop - 1]) or _depth(lines[stop - 1]) < depth):
        stop -= 1
    return start, stop


def _belongs(line: str, depth: int) -> bool:
    """True for a line of the statement above it, which begins at that depth."""
    return _depth(line) > depth or (_depth(line) == depth and _GOES_ON.match(line.strip()) is not None)


def _depth(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())

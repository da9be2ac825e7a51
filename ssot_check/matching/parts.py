"""A copy inside a longer unit: the owner's statements stand in one stretch of it, with other work around.

The whole units are little alike then, so the owner is held against the best stretch only: the run of statements with most in
common, and the best window of tokens (the semi-global alignment of Sellers 1980, by its normalised Indel similarity).
"""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from ssot_check.matching.similarity import Signals, Window, align_window, score
from ssot_check.model.dataclass import replace
from ssot_check.model.unit import Unit, UnitKind

MIN_SIZE: Final = 40
"""A smaller owner is an idiom when it stands within something longer, unless nearly all of it does and says what it is for."""
SMALL_SIZE: Final = 20
SMALL_STATEMENTS: Final = 0.75
SMALL_ALIGNMENT: Final = 0.80
SMALL_TELLING: Final = 0.40
WHOLE_STATEMENTS: Final = 0.95
WHOLE_ALIGNED: Final = 6
MIN_GROWTH: Final = 0.20
MIN_WORDS: Final = 0.85
MIN_CONTAINMENT: Final = 0.50
MIN_STATEMENTS: Final = 0.50
MIN_ALIGNED: Final = 4
MIN_ALIGNMENT: Final = 0.75
SLACK: Final = 1.3
"""A stretch may hold so many statements for each of the owner's."""
_KINDS: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.SCRIPT))


class Part(NamedTuple):
    """A stretch of the longer unit: its first and last line, and the score of the owner against it."""

    line: int
    end_line: int
    score: float


def find_part(owner: Unit, copy: Unit, signals: Signals) -> Part | None:
    """The stretch of `copy` that repeats `owner`, or None. `signals` are those of the whole units."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    if owner.kind not in _KINDS or copy.kind not in _KINDS or ours.size < SMALL_SIZE or signals.growth < MIN_GROWTH:
        return None
    if signals.words < MIN_WORDS or signals.containment < MIN_CONTAINMENT:
        return None
    first, last = _stretch(owner, copy)
    window = align_window(owner, copy, first, last)
    aligned = round(window.statements * len(ours.hashes))
    if aligned < MIN_ALIGNED or window.statements < MIN_STATEMENTS or window.alignment < MIN_ALIGNMENT:
        return None
    if ours.size < MIN_SIZE and not _is_small_part(signals, window, aligned):
        return None
    value = score(replace(signals, alignment=window.alignment, coverage=window.alignment, statements=window.statements, growth=0.0))
    return Part(theirs.lines[first], theirs.lines[last - 1], value)


def _is_small_part(signals: Signals, window: Window, aligned: int) -> bool:
    """True when nearly all of a small owner stands there and says what it is for, or all of it does and nobody else writes that."""
    if window.statements < SMALL_STATEMENTS or window.alignment < SMALL_ALIGNMENT:
        return False
    whole = window.statements >= WHOLE_STATEMENTS and aligned >= WHOLE_ALIGNED and signals.evidence >= 1.0
    return whole or signals.telling >= SMALL_TELLING


def _stretch(owner: Unit, copy: Unit) -> tuple[int, int]:
    """First and one past the last statement of the run of at most SLACK times the owner's length that shares most with it.

    Statements of the owner before the first shared one, and after the last, were edited: they stand there too.
    """
    wanted = frozenset(owner.fingerprint.hashes)
    hits = [value in wanted for value in copy.fingerprint.hashes]
    length = len(owner.fingerprint.hashes)
    width = min(len(hits), ceil(SLACK * length))
    count = best = sum(hits[:width])
    start = 0
    for end in range(width, len(hits)):
        count += hits[end] - hits[end - width]
        if count > best:
            best, start = count, end - width + 1
    first, last = start, start + width
    while first < last - 1 and not hits[first]:
        first += 1
    while last - 1 > first and not hits[last - 1]:
        last -= 1
    before = _place(owner, copy.fingerprint.hashes[first])
    after = length - 1 - _place(owner, copy.fingerprint.hashes[last - 1])
    room = max(0, width - (last - first))
    return max(0, first - min(before, room)), min(len(hits), last + min(after, room))


def _place(owner: Unit, value: int) -> int:
    """Where the owner has the statement; 0 when it has not."""
    return next((number for number, item in enumerate(owner.fingerprint.hashes) if item == value), 0)

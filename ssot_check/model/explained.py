"""Everything that is known about one finding, for somebody who doubts it."""

from __future__ import annotations

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of the owner beside the one of the copy that aligns with it; line 0 and "" where one has no counterpart."""

    owner_line: int
    owner_text: str
    copy_line: int
    copy_text: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One measured signal: its value in 0..1 and its weight in the score's linear sum; `meaning` in words."""

    name: str
    value: float
    weight: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding, why it is one, and how it may stand.

    `standing` says whether it is new, known or allowed. `owner` and `copy` name the two sides ("" when the finding is not about a pair).
    `decision` tells in words what made it a finding, with the thresholds; `silence` are the ways to let it stand, each spelled out.
    """

    finding: Finding
    rule: str
    standing: str
    owner: str = ""
    copy: str = ""
    rows: tuple[Row, ...] = ()
    signals: tuple[Signal, ...] = ()
    decision: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()

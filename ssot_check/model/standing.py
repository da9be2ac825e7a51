"""What an audit rests on besides the findings: waivers, and where the repository stood at earlier runs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location


class Period(StrEnum):
    """Which earlier run an audit is compared with.

    DAY: the last one. WEEK: the last one that is at least seven days older, else the first. PHASE: the last audit with this period,
    else the first.
    """

    DAY = "day"
    WEEK = "week"
    PHASE = "phase"


class WaiverKind(StrEnum):
    """Where a waiver is written."""

    COMMENT = "comment"
    EXCEPTION = "exception"
    BASELINE = "baseline"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A permission for findings to stand: by a comment, by the registry's `exceptions`, or by the baseline.

    `location` is where it is written (line 0 = the whole file), `path` the file it speaks of, or the pattern. `until` is an ISO date,
    the last day on which it holds ("" = always). `covers` is how many findings it lets stand, alone or with others; `expired` means
    that its term is over, so that it covers nothing.
    """

    kind: WaiverKind
    code: str
    path: str
    reason: str
    location: Location
    domain: str = ""
    until: str = ""
    owner: str = ""
    covers: int = 0
    expired: bool = False

    @property
    def sort_key(self) -> tuple[bool, str, str, str, str, Location]:
        """What has run out first, then by the end of the term; what has no term last."""
        return (not self.expired, self.until or "9999-99-99", self.path, self.code, self.domain, self.location)


@dataclass(frozen=True, slots=True)
class Standing:
    """One run as its line in the history tells it.

    `day` is an ISO date, `verdict` "clean", "findings" or "untrusted"; `score` is 0..100, None where the run gave none. The counts
    are findings (new, known, suppressed) and waivers (all, and those whose term is over); `domains` maps a name to its score.
    """

    day: str
    period: str
    verdict: str
    score: int | None
    new: int = 0
    known: int = 0
    suppressed: int = 0
    waivers: int = 0
    expired: int = 0
    domains: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """Earlier runs in the order in which they were written, oldest first.

    `name` is the file, for people ("" = no history is kept); `unreadable` counts its lines that are no runs.
    """

    name: str = ""
    runs: tuple[Standing, ...] = ()
    unreadable: int = 0

"""Suppressions: findings that somebody allows to stand, by a comment beside the code or by the registry, for a reason."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location

NEVER_SUPPRESSED: Final = ("SSOT0", "SSOT8")
"""Families that nobody may allow: what stops us from seeing, and what is wrong with suppressions and the baseline."""


class Comment(NamedTuple):
    """One comment of a file, its marks included; `location` is exactly the span of `text`."""

    text: str
    location: Location


class Reach(StrEnum):
    """How far a suppressing comment reaches; the value is the word that is written."""

    LINE = "allow"
    BLOCK = "allow-begin"
    END = "allow-end"  # kept only where it closes nothing
    FILE = "allow-file"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One suppressing comment, right or wrong.

    `codes` are in capitals, in the order written; `first` and `last` are the lines it covers, both inclusive (0 and 0: none, or the
    whole file). `until` is an ISO date, the last day on which it holds ("" = always). `malformed` says what cannot be read, "" when
    all can. `brackets` is the span between the brackets, None where there are none; `removals` are the spans to delete when the
    comment goes.
    """

    reach: Reach
    codes: tuple[str, ...]
    location: Location
    first: int = 0
    last: int = 0
    reason: str = ""
    until: str = ""
    malformed: str = ""
    unclosed: bool = False
    brackets: Location | None = None
    removals: tuple[Location, ...] = ()

    @property
    def is_sound(self) -> bool:
        """True when it names codes and a reason and can be read: only then does it suppress anything."""
        return bool(self.codes and self.reason) and not (self.malformed or self.unclosed or self.reach is Reach.END)

    def covers(self, location: Location, extent: Location | None) -> bool:
        """True for a finding of the same file at `location`: one of its own lines is covered, or the first one of its `extent`."""
        if self.reach is Reach.FILE:
            return True
        if not location.line or not self.first:
            return False
        begins = extent is not None and self.first <= extent.line <= self.last
        return begins or (self.first <= max(location.end_line, location.line) and location.line <= self.last)


class Kind(StrEnum):
    """Where a suppression is written; the value is that of SARIF 2.1.0 §3.35.2."""

    IN_SOURCE = "inSource"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Grant:
    """One code that is allowed: by a comment (`comment` is set) or by an entry of the registry's `exceptions`.

    `paths` are the files that it speaks of. `audited` tells that it is a verdict of an audit, of one finding.
    """

    kind: Kind
    code: str
    location: Location
    reason: str
    until: str = ""
    paths: tuple[str, ...] = ()
    owner: str = ""
    comment: Suppression | None = None
    audited: bool = False

    def has_run_out(self, today: date | None) -> bool:
        """True after the last day of the term."""
        return bool(self.until) and today is not None and today.isoformat() > self.until


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that stands and does not count, and the grants that allow it, by place; at least one."""

    finding: Finding
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of all grants once every finding is there; for the rules that judge the suppressions themselves.

    `codes` maps every code that may be named to the rule's name. `unused` are grants that allow nothing, as far as the run can
    tell; `expired` are those whose term is over.
    """

    codes: tuple[tuple[str, str], ...] = ()
    unused: tuple[Grant, ...] = ()
    expired: tuple[Grant, ...] = ()

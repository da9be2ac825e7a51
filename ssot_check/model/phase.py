"""How far a domain or a rule is enforced while a team makes it its own: from switched off to nothing excused."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location


class Phase(StrEnum):
    """One step. What fails a run still needs the severity that `enforcement.level` asks for."""

    OFF = "off"  # not shown, only counted
    REPORT = "report"  # shown, and fails nothing
    TOUCHED = "touched"  # fails in files that the change touches
    NEW = "new"  # fails in files that the change adds
    RATCHET = "ratchet"  # fails where the baseline does not know it; what nobody says is this
    FULL = "full"  # fails even where the baseline knows it


NEVER_PHASED: Final = "SSOT0"
"""The family that is enforced whatever the registry says: what stops us from seeing."""


@dataclass(frozen=True, slots=True)
class PhaseEntry:
    """One line of `enforcement.phases`: the name of a domain, or a rule's code or the beginning of one."""

    name: str
    phase: Phase
    location: Location

    @property
    def is_rule(self) -> bool:
        """True when it speaks of rules."""
        return self.name.startswith("SSOT") and self.name[4:].isdigit()


@dataclass(frozen=True, slots=True)
class Diff:
    """Files that differ from an earlier state, those that are gone among them, and those of them that are new; a renamed file is not."""

    changed: frozenset[str]
    added: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhaseEffect:
    """What one entry did to a run. `name` is that of the entry, "" for what holds where none does.

    `held` counts findings whose severity fails a run and that do not fail this one, `hidden` those that are not shown,
    `unexcused` those that the baseline knows and that fail all the same. `undecided` means that there was no change to
    look at, so that everything counted as `ratchet`.
    """

    name: str
    phase: Phase
    held: int = 0
    hidden: int = 0
    unexcused: int = 0
    undecided: bool = False


def stands_in(finding: Finding, paths: frozenset[str]) -> bool:
    """True when the finding, or a further fragment that it stands for, is in one of these files."""
    return finding.location.path in paths or any(part.path in paths for part in finding.further)

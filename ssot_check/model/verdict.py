"""The verdict and the severities: the only owner of the exit codes."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Verdict(IntEnum):
    """What a run concludes; the value is the process exit code."""

    CLEAN = 0
    FINDINGS = 1
    UNTRUSTED = 2


class Severity(StrEnum):
    """How much a finding or a problem weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 for the heaviest; for sorting and for comparing with a threshold."""
        return list(Severity).index(self)

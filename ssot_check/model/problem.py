"""A Problem is what stopped us from seeing; it is never mixed with findings."""

from __future__ import annotations

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.finding import Fix
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why the verdict cannot be trusted (ERROR) or is weaker than it looks (WARNING).

    `message` says what is wrong with the value seen, `cause` why (may be empty), `remedy` what to do,
    `patch` is a unified diff of the repair where the repair is certain, else empty; `fix` is the same as edits.
    """

    code: str
    message: str
    location: Location
    severity: Severity = Severity.ERROR
    cause: str = ""
    remedy: str = ""
    patch: str = ""
    domain: str = ""
    fix: Fix | None = None
    excerpt: tuple[tuple[int, str], ...] = field(default=())

    @property
    def sort_key(self) -> tuple[int, Location, str, str]:
        """Heaviest first, then by place."""
        return (self.severity.rank, self.location, self.code, self.message)

"""What the next commit touches: a report about staged files is narrowed to it."""

from __future__ import annotations

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Staged:
    """Staged paths, those that are gone among them.

    `lines` are the lines of the registry (at `registry`) that mean a file that is gone, and `domains` the domains they belong to: what
    is wrong there now is wrong because of the commit. `added` are the staged files that are new.
    """

    paths: frozenset[str]
    registry: str
    lines: frozenset[int] = frozenset()
    domains: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    def touches(self, finding: Finding) -> bool:
        """True when the finding stands in a staged file, or speaks of one."""
        named = {finding.location.path, *(item.location.path for item in finding.related), *(part.path for part in finding.further)}
        if not self.paths.isdisjoint(named):
            return True
        return finding.location.path == self.registry and (finding.location.line in self.lines or finding.domain in self.domains)

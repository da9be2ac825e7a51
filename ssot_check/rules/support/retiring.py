"""Whether a copy can be deleted: the owner must not need the copy's file itself, directly or through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ssot_check.model.finding import Fix
from ssot_check.model.match import BORROWS, Match
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.replacement import EVERYTHING
from ssot_check.rules.support.arguments import hands_over, means_another
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.loads import packages_above
from ssot_check.rules.support.unlike import with_a_type


class Retiring:
    """Answers for all copies of a project; what files take from one another is resolved once, and only when it is asked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._needed: dict[str, frozenset[str]] = {}
        self._taken: dict[tuple[str, ...] | None, dict[str, set[str]]] = {}

    def fix(self, match: Match) -> Fix | None:
        """The repair; None where the language has none, an import leads in a circle, or the owner cannot be taken as it is."""
        if match.apart or match.alone or match.root or match.overrides or means_another(match) or hands_over(match) or with_a_type(match):
            return None
        if match.confirmation is not None and any(what == BORROWS for what, _, _ in match.confirmation.differs):
            return None  # what is handed on further may have to be what it was
        found = self._project.retire(match, frozenset())
        if found is None or self.leads_back(match.owner_path, match.copy_path):
            return None
        return self._project.retire(match, frozenset(self._wanted(match.copy_path)))

    def leads_back(self, owner: str, path: str) -> bool:
        """True when importing `owner` runs `path` itself."""
        return path in self._reached(owner)

    def _reached(self, path: str) -> frozenset[str]:
        """Every file that is run when `path` is imported, itself included."""
        if path not in self._needed:
            found: set[str] = set()
            waiting = [path]
            while waiting:
                here = waiting.pop()
                if here not in found:
                    found.add(here)
                    waiting.extend(packages_above(self._project, here))
                    file = self._project.files.get(here)
                    targets = uses_of(self._project).targets(file) if file is not None else ()
                    waiting.extend(target.path for target in targets)
            self._needed[path] = frozenset(found)
        return self._needed[path]

    def _wanted(self, path: str) -> Iterable[str]:
        """Names that are taken from a file by others.

        All of them where a file takes the module as a whole, and where a test takes anything: it may put something else in the place of
        whatever the module has imported, by a name in a text.
        """
        takers = self._project.takers(path)
        if takers not in self._taken:
            self._taken[takers] = defaultdict(set)
            for file in self._project.files.values() if takers is None else map(self._project.files.__getitem__, takers):
                for target in uses_of(self._project).named(file):
                    if target.reference.kind is ReferenceKind.IMPORT:
                        names = {target.name.partition(".")[0] or EVERYTHING, *([EVERYTHING] if file.test else [])}
                        self._taken[takers][target.path].update(names)
        return self._taken[takers].get(path, ())

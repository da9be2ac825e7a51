"""Uses of an owner from outside of it, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.rules.support.footing import Footing, uses_of
from ssot_check.rules.support.uses import Target, Uses


class Importers:
    """Who refers to owned files, found out once for all domains, tests left out unless asked for."""

    def __init__(self, project: Project, uses: Uses, *, tests: bool = False) -> None:
        self._project = project
        self._by_path: dict[str, list[tuple[int, ParsedFile, Target]]] = {}
        number = 0
        for path in sorted(project.files) if project.owners else ():
            file = project.files[path]
            for target in uses.targets(file) if tests or not file.test else ():
                if target.path in project.owners:
                    self._by_path.setdefault(target.path, []).append((number, file, target))
                    number += 1

    def of(self, domain: Domain) -> Iterator[tuple[ParsedFile, Target]]:
        """Each reference into the owner once, from files that are neither the owner's, nor its wrappers."""
        owned = self._project.owned_files(domain)
        near = frozenset(owned).union(path for wrapper in domain.wrappers for path in self._project.select(wrapper.path))
        found = sorted((item for path in owned for item in self._by_path.get(path, ())), key=lambda item: item[0])
        seen = set()
        for _, file, target in found:
            if file.path not in near and target.reference not in seen:
                seen.add(target.reference)
                yield file, target


def importers_of(project: Project, *, tests: bool = False) -> Importers:
    """Who refers to owned files of the project; made once for all rules."""
    return _importers(Footing(project), tests)


@lru_cache(maxsize=4)
def _importers(footing: Footing, tests: bool) -> Importers:
    return Importers(footing.project, uses_of(footing.project), tests=tests)

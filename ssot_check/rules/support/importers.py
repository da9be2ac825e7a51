"""Uses of an owner from outside of it, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.rules.support.uses import Target, Uses


def outside_uses(project: Project, uses: Uses, domain: Domain) -> Iterator[tuple[ParsedFile, Target]]:
    """Each reference into the owner once, from files that are neither the owner's, nor its wrappers, nor tests."""
    owned = frozenset(project.owned_files(domain))
    near = owned.union(path for wrapper in domain.wrappers for path in project.select(wrapper.path))
    for path in sorted(project.files) if owned else ():
        file = project.files[path]
        if path not in near and not file.test:
            seen = set()
            for target in uses.targets(file):
                if target.path in owned and target.reference not in seen:
                    seen.add(target.reference)
                    yield file, target

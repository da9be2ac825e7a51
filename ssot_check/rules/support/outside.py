"""Files outside a domain in which a second version of something owned is nobody's intention."""

from __future__ import annotations

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.source import described


def excused_paths(project: Project, domain: Domain) -> frozenset[str]:
    """What the registry knows of already: the domain's wrappers, its deprecated files, and what `duplicates.ignore` names."""
    entries = [wrapper.path for wrapper in domain.wrappers]
    entries += [item.path for item in domain.deprecated if item.path is not None and not item.symbol]
    entries += domain.duplicates.ignore
    return frozenset(path for entry in entries for path in project.select(entry))


def is_outside(project: Project, domain: Domain, file: ParsedFile, excused: frozenset[str]) -> bool:
    """True for code of people that belongs to somebody else than the domain. Tests and stubs spell out what they are about."""
    owned = any(domain.name in project.owners.get(path, ()) for path in (file.path, described(file.path)))
    return not (owned or file.test or file.generated or file.path in excused)

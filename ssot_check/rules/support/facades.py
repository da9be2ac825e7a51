"""Wrappers that have to delegate: what stands in one is told of the wrapper and not of the copy."""

from __future__ import annotations

from ssot_check.model.project import Project


def facades(project: Project) -> frozenset[tuple[str, str]]:
    """(domain, path) of every file of a wrapper that has to delegate, but for those whose copies the domain ignores."""
    found: set[tuple[str, str]] = set()
    for domain in project.registry.domains:
        ignored = {path for entry in domain.duplicates.ignore for path in project.select(entry)}
        paths = (path for wrapper in domain.wrappers if wrapper.must_delegate for path in project.select(wrapper.path))
        found.update((domain.name, path) for path in paths if path not in ignored)
    return frozenset(found)

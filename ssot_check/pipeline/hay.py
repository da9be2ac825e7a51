"""A project as the matching room sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ssot_check.matching.haystack import Haystack
from ssot_check.model.dataclass import replace
from ssot_check.model.entry import fixed_head
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.registry import Component, Domain, Duplicates, Registry
from ssot_check.pipeline.reading.claims import claims
from ssot_check.rules.support.facades import facades


def families() -> Mapping[str, str]:
    """The group of languages that each language may be compared within."""
    return {name: language.family or name for name, language in claims().by_name.items()}


def haystack(project: Project, known: Mapping[str, str] | None = None) -> Haystack:
    """The project with its whole registry. `known` are the families, where no language need be asked for them."""
    domains = project.registry.domains
    return Haystack(
        registry=project.registry,
        files=project.files,
        owners=project.owners,
        families=families() if known is None else known,
        exempt=frozenset(_exempt(project)),
        facades=facades(project),
        heads={domain.name: tuple(fixed_head(item.path) for item in domain.owner_paths if not item.is_exclusion) for domain in domains},
        meant=frozenset(_meant(project)),
    )


def compared_as(project: Project) -> Haystack:
    """The project with what a comparison asks of its registry."""
    return replace(haystack(project), registry=bare(project.registry))


def bare(registry: Registry) -> Registry:
    """What a comparison asks of a registry, and nothing else: where two agree so far, the matches are the same."""
    return Registry(path="", dialect=registry.dialect, domains=tuple(map(_bare_domain, registry.domains)))


def _bare_domain(domain: Domain) -> Domain:
    nowhere = Location("")
    names = tuple(type(export)(export.name, nowhere) for export in domain.exports)
    limits = Duplicates(domain.duplicates.threshold, domain.duplicates.min_tokens)
    return Domain(domain.name, nowhere, domain.kind, components=(Component("", exports=names),), duplicates=limits, parent=domain.parent)


def _meant(project: Project) -> Iterable[tuple[str, str]]:
    for domain in project.registry.domains:
        for entry in domain.owner_paths:
            if entry.is_pattern and not entry.is_exclusion:
                yield from ((domain.name, path) for path in project.select(entry) if entry.is_meant_for(path))


def _exempt(project: Project) -> Iterable[tuple[str, str]]:
    """(domain, path) pairs whose copies the registry already knows: wrappers, deprecated files, ignored paths."""
    for domain in project.registry.domains:
        entries = [wrapper.path for wrapper in domain.wrappers]
        entries += [item.path for item in domain.deprecated if item.path is not None and not item.symbol]
        entries += domain.duplicates.ignore
        for entry in entries:
            for path in project.select(entry):
                yield domain.name, path

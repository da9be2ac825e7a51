"""Paths that the registry names beside its owners, gathered by path."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ssot_check.model.dataclass import dataclass
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Related
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Role


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a path is named. `what` is the role in words, or the key it stands under."""

    domain: str
    what: str
    entry: PathEntry


def mentions(project: Project, roles: Collection[Role]) -> dict[str, list[Mention]]:
    """Every path named in one of the roles, with all its places in the order written."""
    found: dict[str, list[Mention]] = {}
    for domain in project.registry.domains:
        for named in domain.named:
            if named.role in roles:
                found.setdefault(named.path.path, []).append(Mention(domain.name, named.key, named.path))
    return found


def references(project: Project) -> dict[str, list[Mention]]:
    """Every path named as something that is used or fed: wrappers, consumers, targets, templates, dependencies."""
    found = mentions(project, [role for role in Role if role is not Role.HELPER])
    for mention in (*_of_domains(project.registry.domains), *_of_environment(project)):
        found.setdefault(mention.entry.path, []).append(mention)
    return found


def also(found: Sequence[Mention]) -> tuple[Related, ...]:
    """The further places of a finding that is reported at the first one."""
    return tuple(Related(item.entry.location, f"also named here, as `{item.what}`") for item in found[1:])


def _of_domains(domains: Sequence[Domain]) -> Iterator[Mention]:
    for domain in domains:
        yield from (Mention(domain.name, "wrapper", item.path) for item in domain.wrappers)
        yield from (Mention(domain.name, "consumers.allow", entry) for entry in domain.consumers.allow)
        yield from (Mention(domain.name, "must_use", item.source) for item in domain.must_use)


def _of_environment(project: Project) -> Iterator[Mention]:
    environment = project.registry.environment
    if environment.template is not None:
        yield Mention("", "env.template", environment.template)
    for name, entries in environment.files:
        yield from (Mention("", f"env.environments.{name}", entry) for entry in entries)

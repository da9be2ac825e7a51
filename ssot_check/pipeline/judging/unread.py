"""What a registry says and no rule of this version looks at: it must not pass for checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.registry import Domain, Registry


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the registry and the codes of the rules that compare the repository with it; () when none is planned to be a rule.

    Below a domain the key begins with `domains.*`. `is_said` tells whether the registry has it.
    """

    name: str
    codes: tuple[str, ...]
    is_said: Callable[[Registry], bool]


def _in_domains(test: Callable[[Domain], object]) -> Callable[[Registry], bool]:
    return lambda registry: any(test(domain) for domain in registry.domains)


def _retires(registry: Registry) -> bool:
    return any(entry.remove_in or entry.remove_by for entry in registry.all_deprecated)


KEYS: Final = (
    Key("project.version_from", ("SSOT404",), lambda registry: bool(registry.version_from)),
    Key("facts", ("SSOT305", "SSOT501"), lambda registry: bool(registry.facts)),
    Key("facts.*.copies", ("SSOT501",), lambda registry: any(fact.copies for fact in registry.facts)),
    Key("facts.*.discover", ("SSOT505",), lambda registry: any(fact.discover for fact in registry.facts)),
    Key("env.template", ("SSOT508", "SSOT509"), lambda registry: registry.environment.template is not None),
    Key("env.environments", ("SSOT518",), lambda registry: bool(registry.environment.files)),
    Key("env.may_differ", ("SSOT518",), lambda registry: bool(registry.environment.may_differ)),
    Key("env.ambient", ("SSOT508", "SSOT510"), lambda registry: bool(registry.environment.ambient)),
    Key("env.vars", ("SSOT508", "SSOT519"), lambda registry: bool(registry.environment.variables)),
    Key("layout.forbidden_paths", ("SSOT711",), lambda registry: bool(registry.forbidden_paths)),
    Key("layout.covered_paths", ("SSOT712",), lambda registry: bool(registry.covered_paths)),
    Key("layout.frozen_paths", ("SSOT708",), lambda registry: bool(registry.frozen_paths)),
    Key("documentation.topics", ("SSOT606",), lambda registry: bool(registry.topics)),
    Key("domains.*.owners", ("SSOT701", "SSOT702"), _in_domains(lambda domain: domain.people)),
    Key("domains.*.does_not_own", ("SSOT713",), _in_domains(lambda domain: domain.does_not_own)),
    Key("domains.*.depends_on", ("SSOT119", "SSOT313"), _in_domains(lambda domain: domain.depends_on)),
    Key("domains.*.consumers", ("SSOT309",), _in_domains(lambda domain: domain.consumers.protect)),
    Key("domains.*.imports", ("SSOT312",), _in_domains(lambda domain: domain.imports)),
    Key("domains.*.lock", ("SSOT704",), _in_domains(lambda domain: domain.locked or domain.evidence)),
    Key("domains.*.deprecated.remove_in/remove_by", ("SSOT404",), _retires),
    Key("metrics", ("SSOT117",), lambda registry: any(item.key.startswith("metrics.") for item in registry.stated)),
    Key("changelog", ("SSOT118",), lambda registry: any(item.key.startswith("changelog.") for item in registry.stated)),
)
"""Keys whose rules are not all written yet. A rule that is added takes its keys out of the report by itself."""


def unread_keys(registry: Registry, codes: Collection[str]) -> Iterator[str]:
    """Keys of this registry that none of the rules with these codes looks at, in the order of the format."""
    return (key.name for key in KEYS if not any(code in codes for code in key.codes) and key.is_said(registry))

"""Two domains export the same name in the same language.

What it does
------------
Compares the `exports` of all domains. A name counts once per language, which the endings of the component's files tell: `Config` of a Rust
domain and `Config` of a TypeScript domain are two things. In Go it counts once per package: nobody writes `Init` there without the name of
its package, `store.Init` and `mail.Init` are two things.

Why it matters
--------------
A reader who needs the name is sent to two owners, and a copy of it cannot be said to belong to either.

How to fix
----------
Keep the export in the domain that defines it and remove it from the other, or give one of them another name.
"""

from collections.abc import Iterator

from ssot_check.model.entry import Export
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Component, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exports import FAMILIES, ending

_PACKAGED = "Go"
"""The family whose names are always written with the package they come from."""


def check(project: Project) -> Iterator[Finding]:
    """One finding for each further domain that exports a name, at its own line."""
    first: dict[tuple[str, str], tuple[Domain, Export]] = {}
    reported: set[tuple[str, str]] = set()
    for domain in project.registry.domains:
        for component in domain.components:
            families = _families(project, domain, component)
            for export in component.exports:
                taken = [first.setdefault((family, export.name), (domain, export)) for family in families]
                others = [entry for entry in taken if entry[0].name != domain.name]
                if others and (domain.name, export.name) not in reported:
                    reported.add((domain.name, export.name))
                    yield _finding(domain, export, *others[0])


def _families(project: Project, domain: Domain, component: Component) -> list[str]:
    """Languages of the component's files, in Go their packages; those of the whole domain when it lists names only."""
    for parts in ((component,), domain.components):
        entries = [entry for part in parts for entry in part.paths]
        paths = [path for entry in entries for path in (project.select(entry) or (entry.path,))]
        families = {_family(path) for path in paths} - {""}
        if families or entries:
            return sorted(families)
    return []


def _family(path: str) -> str:
    family = FAMILIES.get(ending(path), "")
    return f"{family} {path.rpartition('/')[0]}" if family == _PACKAGED else family


def _finding(domain: Domain, export: Export, other: Domain, theirs: Export) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"`{export.name}` is exported by `{other.name}` and by `{domain.name}`",
        location=export.location,
        why="a reader is sent to two owners for one name, and a copy of it belongs to neither for sure",
        help=f"keep it in the domain that defines it: remove it here, or from `{other.name}`",
        domain=domain.name,
        severity=RULE.severity,
        label=f"exported by `{domain.name}`",
        related=(Related(theirs.location, f"exported by `{other.name}`", theirs.name),),
        scope=f"{domain.name}.{other.name}",
        digest=export.name,
    )


RULE = Rule(code="SSOT104", name="symbol-owned-twice", severity=Severity.ERROR, explanation=__doc__, check=check)

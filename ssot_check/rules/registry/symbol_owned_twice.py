"""Two domains export the same name in the same language.

What it does
------------
Compares the `exports` of all domains. A name counts once per language, which the endings of the component's files tell: `Config` of a Rust
domain and `Config` of a TypeScript domain are two things. In Go it counts once per package: nobody writes `Init` there without the name of
its package, `store.Init` and `mail.Init` are two things.

Where files of both domains define the name themselves, they are two things that happen to be called alike, and an import says which is
meant: nothing is told. If the one is a copy of the other, SSOT201 to SSOT207 say so. That leaves a name that a domain exports and does not
define, and shell, where all that is sourced shares one set of names.

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
_SHARED = "shell"
"""The family whose names are all one set, whatever file they come from."""


def check(project: Project) -> Iterator[Finding]:
    """One finding for each further domain that exports a name, at its own line."""
    first: dict[tuple[str, str], tuple[Domain, Component, Export]] = {}
    reported: set[tuple[str, str]] = set()
    for domain in project.registry.domains:
        for component in domain.components:
            families = _families(project, domain, component)
            for export in component.exports:
                taken = [(family, *first.setdefault((family, export.name), (domain, component, export))) for family in families]
                others = [
                    (other, theirs)
                    for family, other, part, theirs in taken
                    if other.name != domain.name and not _are_two(project, family, export.name, (domain, component), (other, part))
                ]
                if others and (domain.name, export.name) not in reported:
                    reported.add((domain.name, export.name))
                    yield _finding(domain, export, *others[0])


def _families(project: Project, domain: Domain, component: Component) -> list[str]:
    """Languages of the component's files, in Go their packages; those of the whole domain when it lists names only."""
    return sorted({_family(path) for path in _paths(project, domain, component)} - {""})


def _paths(project: Project, domain: Domain, component: Component) -> list[str]:
    """Where the component's names may stand: in its own files, or in all of the domain when it lists names only."""
    parts = (component,) if component.paths else domain.components
    entries = [entry for part in parts for entry in part.paths]
    return [path for entry in entries for path in (project.select(entry) or (entry.path,))]


def _are_two(project: Project, family: str, name: str, *sides: tuple[Domain, Component]) -> bool:
    """True where each side defines the name, as far as its files of that family were read; what was not read may define it."""
    return family != _SHARED and all(
        any(_defines(project, path, name) for path in _paths(project, *side) if _family(path) == family) for side in sides
    )


def _defines(project: Project, path: str, name: str) -> bool:
    file = project.files.get(path)
    if file is None:
        return path in project.tree.files
    defined = {definition.name for definition in file.definitions if not definition.reexport}
    return name in defined or any(unit.qualified_name == name for unit in file.units)


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

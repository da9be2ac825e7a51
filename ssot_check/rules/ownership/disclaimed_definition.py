"""An owner defines what its domain says it does not own.

What it does
------------
Compares the names under `does_not_own` with the names that the owner files of the domain define. The name of a domain stands for what
that domain exports. A name that is only imported and passed on does not count.

Why it matters
--------------
The registry sends people elsewhere for that name, and finds it here: there are two of them, or the registry is wrong.

How to fix
----------
Move the definition to the domain that owns it, or take the name from `does_not_own`.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each definition."""
    for domain in project.registry.domains:
        if domain.does_not_own:
            yield from _of_domain(project, domain)


def _of_domain(project: Project, domain: Domain) -> Iterator[Finding]:
    disclaimed = {item.name: item for item in domain.does_not_own}
    for other in project.registry.domains:
        if other.name in disclaimed:
            disclaimed |= {export.name: disclaimed[other.name] for export in other.exports}
    files = (project.files[path] for path in project.owned_files(domain) if path in project.files)
    for definition in (item for file in files for item in file.definitions):
        if definition.name in disclaimed and not definition.reexport:
            yield Finding(
                code=RULE.code,
                message=f"`{definition.name}` is defined in an owner of `{domain.name}`, which says that it does not own it",
                location=definition.location,
                why="the registry sends people elsewhere for it",
                help=f"move it to the domain that owns it, or take `{definition.name}` from `does_not_own`",
                domain=domain.name,
                severity=RULE.severity,
                label="defined here",
                related=(Related(disclaimed[definition.name].location, "disclaimed here"),),
                scope=definition.name,
                digest=digest_parts((definition.name,)),
            )


RULE = Rule(code="SSOT713", name="disclaimed-definition", severity=Severity.ERROR, explanation=__doc__, check=check)

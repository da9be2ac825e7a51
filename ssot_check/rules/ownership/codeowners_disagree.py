"""The registry and CODEOWNERS name different people for an owner file.

What it does
------------
Compares `owners` of each domain with the names that CODEOWNERS gives its files: the last line that matches counts, in GitLab that of
each section, without what a `!` line takes out of it. Patterns mean what the service takes them for: `/docs` is the folder for GitHub,
and a file for GitLab, which wants `/docs/`. A file in `.github/` is GitHub's, one in `.gitlab/` or with sections GitLab's.

They disagree when no name is in both. Only names that CODEOWNERS can hold (`@user`, `@org/team`, an address) are compared, case aside.

Why it matters
--------------
Whoever the registry calls responsible is not asked to review; somebody else decides about the one true version.

How to fix
----------
Write the same names in both places.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each domain and line of CODEOWNERS."""
    for domain in project.registry.domains:
        names = tuple(name for name in domain.people if "@" in name)
        if names and project.codeowners.path:
            yield from _of_domain(project, domain, names)


def _of_domain(project: Project, domain: Domain, names: tuple[str, ...]) -> Iterator[Finding]:
    told = set()
    wanted = {name.lower() for name in names}
    for path in project.owned_files(domain):
        found = project.codeowners.reviewers.get(path, ())
        given = tuple(name for item in found for name in item.names)
        if not given or not wanted.isdisjoint(name.lower() for name in given) or found[0].location in told:
            continue
        told.add(found[0].location)
        yield Finding(
            code=RULE.code,
            message=f"`{path}` is reviewed by {', '.join(given)}, and the registry names {', '.join(names)}",
            location=found[0].location,
            why="whoever the registry calls responsible is not asked",
            help=f"write {' '.join(names)} here, or the names of this line under `owners` of `{domain.name}`",
            domain=domain.name,
            severity=RULE.severity,
            label="this line counts",
            related=(Related(domain.location, f"`owners` of `{domain.name}`"),),
            digest=digest_parts((path, *given)),
        )


RULE = Rule(code="SSOT702", name="codeowners-disagree", severity=Severity.WARNING, explanation=__doc__, check=check)

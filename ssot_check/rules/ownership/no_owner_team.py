"""A domain names no people, although other domains do.

What it does
------------
Reports each domain with owner files and without `owners`. In a registry where no domain has `owners`, the key is not in
use and nothing is reported.

Why it matters
--------------
Nobody feels responsible for a finding in that domain, and it stays.

How to fix
----------
Write `owners: ["@team"]`, as CODEOWNERS spells it.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each domain without people."""
    domains = [domain for domain in project.registry.domains if domain.owner_paths]
    if not any(domain.people for domain in domains):
        return
    for domain in domains:
        if not domain.people:
            yield Finding(
                code=RULE.code,
                message=f"the domain `{domain.name}` names nobody under `owners`, as the others do",
                location=domain.location,
                why="a finding in this domain is nobody's, and stays",
                help='write `owners: ["@team"]`, as CODEOWNERS spells it',
                domain=domain.name,
                severity=RULE.severity,
                digest=digest_parts((domain.name,)),
            )


RULE = Rule(code="SSOT701", name="no-owner-team", severity=Severity.WARNING, explanation=__doc__, check=check)

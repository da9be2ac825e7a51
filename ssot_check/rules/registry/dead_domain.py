"""Nobody uses the owner of a domain.

What it does
------------
Looks for domains whose owner is code that others are meant to import or source (Python, TypeScript, JavaScript, and
shell libraries with `exports`) and that no other file imports or sources. Tests do not count as users, unless
the owner is there for them: its files are called `test`, or import `unittest`, `pytest`, `vitest` and their like. Before
it reports such a domain it searches all other files but documents for the owner's file name and for each name that the
owner offers: a string, a setting or a Makefile may mean it.

Left out are owners that are started by themselves (executable files, `main.py`) and owners of which copies were found,
because the copies are reported. Users in another repository cannot be seen.

Why it matters
--------------
Either the domain is no longer needed and its entry guards nothing, or everybody does the work without the owner.

How to fix
----------
Find out who does the work instead, and let them use the owner. If nobody needs it any more, delete the owner and its
domain.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each domain."""
    copied = {item.domain for item in project.matches} | {item.domain for item in project.shadows}
    copied |= {item.domain for item in project.clone_classes}
    for domain in project.registry.domains:
        if domain.name in project.evidence.idle and domain.name not in copied:
            owner = next(entry.path for entry in domain.owner_paths)
            yield Finding(
                code=RULE.code,
                message=f"no other file uses {owner}, the owner of `{domain.name}`",
                location=domain.location,
                why="the domain is over, or everybody goes past its owner",
                help="let those who do this work themselves use the owner, or delete the owner and this domain",
                domain=domain.name,
                severity=RULE.severity,
                label="nothing uses its owner",
                digest=digest_parts((domain.name,)),
            )


RULE = Rule(code="SSOT120", name="dead-domain", severity=Severity.INFORMATION, explanation=__doc__, check=check)

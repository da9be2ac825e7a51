"""CODEOWNERS names nobody for an owner file.

What it does
------------
Looks up each owner file in the repository's CODEOWNERS (`.github/`, the root, `docs/`, `.gitlab/`). Of the lines that
match, the last one counts. Reported is an owner file that no line matches, or whose last line names nobody. Domains
with `owners` are always asked, all others only when CODEOWNERS covers at least half of the owner files: else it is there for something
else. A repository without CODEOWNERS is not asked.

Why it matters
--------------
Everybody may change the one true version without a review by those who know it.

How to fix
----------
Write a line for the file, such as `/app/log.py @platform`, below all lines that also match it.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry of a domain of which no file, or not every file, has a reviewer."""
    known = {path for path, found in project.codeowners.reviewers.items() if any(item.names for item in found)}
    if not project.codeowners.path:
        return
    owned = {path for domain in project.registry.domains for path in project.owned_files(domain)}
    is_usual = 2 * len(owned & known) >= len(owned)
    for domain in project.registry.domains:
        for entry in domain.owner_paths if domain.people or is_usual else ():
            bare = [path for path in project.select(entry) if path not in known]
            if bare:
                seen = f"`{bare[0]}`" if len(bare) == 1 else f"{len(bare)} files, the first `{bare[0]}`"
                who = " ".join(name for name in domain.people if "@" in name) or "@team"
                yield Finding(
                    code=RULE.code,
                    message=f"{project.codeowners.path} names nobody for {seen}, which `{domain.name}` owns",
                    location=entry.location,
                    why="everybody may change the one true version without those who know it",
                    help=f"write in {project.codeowners.path}: /{bare[0]} {who}",
                    domain=domain.name,
                    severity=RULE.severity,
                    label="no reviewer",
                    digest=digest_parts((entry.path,)),
                )


RULE = Rule(code="SSOT703", name="codeowners-missing", severity=Severity.WARNING, explanation=__doc__, check=check)

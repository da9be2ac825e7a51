"""A file belongs to no domain where each is to belong to one.

What it does
------------
Looks at the files that match `layout.covered_paths` and were analysed. Each has to be owned by a domain, or be named by one in another
role: wrapper, helper, deprecated file. Tests, generated and excluded files need no domain. A registry without the key is told nothing.

Why it matters
--------------
What nobody owns grows: the next helper is written there, because no rule is about it.

How to fix
----------
Add the file to the `paths` of the domain that it serves, or take its folder out of `layout.covered_paths`.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file."""
    entries: dict[str, PathEntry] = {}
    for entry in project.registry.covered_paths:
        for path in project.select(entry):
            entries.setdefault(path, entry)
    spoken = _spoken_of(project) if entries else frozenset()
    for path in sorted(entries.keys() & project.files.keys() - project.owners.keys() - spoken):
        file = project.files[path]
        if not file.test and not file.generated:
            yield Finding(
                code=RULE.code,
                message=f"`{path}` belongs to no domain",
                location=Location(path, 1, 1, 1, 1),
                why="what nobody owns grows: the next helper is written there",
                help="add it to the `paths` of a domain, or take it out of `layout.covered_paths`",
                severity=RULE.severity,
                label="owned by nobody",
                related=(Related(entries[path].location, "this entry wants each file owned"),),
                digest=digest_parts((path,)),
            )


def _spoken_of(project: Project) -> frozenset[str]:
    """Files that the registry names in another role than owner."""
    named = [entry.path for entry in project.registry.all_deprecated if entry.path is not None]
    for domain in project.registry.domains:
        named += [wrapper.path for wrapper in domain.wrappers]
        named += [item.path for item in domain.named]
    return frozenset(path for entry in named for path in project.select(entry))


RULE = Rule(code="SSOT712", name="uncovered-file", severity=Severity.INFORMATION, explanation=__doc__, check=check)

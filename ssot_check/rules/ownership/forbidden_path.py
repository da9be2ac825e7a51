"""A file stands where the registry allows none.

What it does
------------
Looks whether any listed file matches an entry of `layout.forbidden_paths`.

Why it matters
--------------
The folder was given up, or never wanted: what is put there grows into a second place for the same thing.

How to fix
----------
Move the files to the owner, or remove the entry when the folder is wanted again.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each forbidden path that is there."""
    for entry in project.registry.forbidden_paths:
        found = project.select(entry)
        if found:
            seen = f"`{found[0]}`" if len(found) == 1 else f"{len(found)} files, the first `{found[0]}`"
            yield Finding(
                code=RULE.code,
                message=f"the forbidden path `{entry.written}` is there: {seen}",
                location=entry.location,
                why="what is put there grows into a second place for the same thing",
                help="move what is there to its owner, or remove the entry",
                severity=RULE.severity,
                label="forbidden here",
                digest=digest_parts((entry.path,)),
            )


RULE = Rule(code="SSOT711", name="forbidden-path", severity=Severity.ERROR, explanation=__doc__, check=check)

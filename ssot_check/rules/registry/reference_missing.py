"""A path that the registry names in passing is absent: a wrapper, consumer, target, template or dependency.

What it does
------------
Looks up wrappers, consumers, sync targets, templates, what a domain uses, what must be used, and the files of each environment. Owners are
SSOT101, helper scripts SSOT114, replacements SSOT107.

Why it matters
--------------
These paths say who must follow when the owner changes. One that leads nowhere is a place that is not followed up.

How to fix
----------
Write the path under which the file stands now, or remove the entry.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.guesses import respell, suggest
from ssot_check.rules.support.mentions import Mention, also, references
from ssot_check.rules.support.places import is_missing, missing_owners


def check(project: Project) -> Iterator[Finding]:
    """One finding for each path, at the first line that names it."""
    known = missing_owners(project)
    for path, found in references(project).items():
        if path not in known and is_missing(project.tree, found[0].entry):
            yield _finding(project, path, found)


def _finding(project: Project, path: str, found: Sequence[Mention]) -> Finding:
    first = found[0]
    suggestion = suggest(project.tree, path)
    return Finding(
        code=RULE.code,
        message=f"`{path}`, named as `{first.what}`" + (f" of `{first.domain}`" if first.domain else "") + ", does not exist",
        location=first.entry.location,
        why="when the owner changes, this place is not followed up",
        help=f"write {suggestion.text}" if suggestion else "write the path under which it stands now, or remove the entry",
        domain=first.domain,
        severity=RULE.severity,
        label="no such file or folder",
        related=also(found),
        scope=first.domain,
        digest=digest_parts((path,)),
        fix=respell(project, (item.entry for item in found), suggestion),
    )


RULE = Rule(code="SSOT115", name="reference-missing", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

"""A suppression allows nothing.

What it does
------------
Reports codes of suppressing comments and entries of the registry's `exceptions` for which nothing is found. It is silent where the
run could not tell: when the report was narrowed, when the verdict is untrusted, for rules that did not run and for files that were
not read in full.

Why it matters
--------------
What was mended stays allowed: the same fault could come back at this place and nobody would be told.

How to fix
----------
Remove the comment, or the code from it; remove the entry from the registry.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.suppression import Grant
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exceptions import exception_removal
from ssot_check.rules.support.suppressions import described, removal, report, rewriting


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment and each entry, with all its idle codes."""
    groups: dict[Location, list[Grant]] = {}
    for grant in project.ledger.unused:
        groups.setdefault(grant.location, []).append(grant)
    for grants in groups.values():
        yield _finding(project, grants)


def _finding(project: Project, grants: list[Grant]) -> Finding:
    first = grants[0]
    idle = tuple(grant.code for grant in grants)
    kept = tuple(code for code in first.comment.codes if code not in idle) if first.comment else ()
    subject = f"{', '.join(idle)} in {described(first)}" if kept else described(first)
    where = "the comment" if first.comment else "the entry"
    found = report(
        RULE.code,
        RULE.severity,
        first.location,
        f"{subject} allows nothing",
        why="what was mended stays allowed, so it could come back unseen",
        help=f"remove {', '.join(idle)} from it" if kept else f"remove {where}",
        label="not needed any more",
    )
    if first.comment is None:
        return found if first.audited else replace(found, fix=exception_removal(project, first.location, Safety.SAFE))
    fix = rewriting(first.comment, kept, "remove the idle codes", Safety.SAFE) if kept else removal(first.comment)
    return replace(found, fix=fix)


RULE = Rule(code="SSOT801", name="unused-suppression", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SAFE)

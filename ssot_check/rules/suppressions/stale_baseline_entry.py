"""A baseline entry matches nothing any more.

What it does
------------
Reports entries of the baseline with more findings than there are. It is silent where the run could not tell: when the report was
narrowed, when the verdict is untrusted, and for entries of a rule that did not run or of a file that was not read in full.

Why it matters
--------------
What was mended stays allowed: the same copy could come back and nobody would be told. A baseline may only shrink.

How to fix
----------
Run `ssot-check baseline prune`, and commit the file together with the repair.
"""

from collections.abc import Iterator

from ssot_check.model.baseline import BaselineEntry
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry, at its line of the baseline."""
    if project.baseline is not None:
        for entry in project.stale:
            yield _finding(entry, project.baseline.path)


def _finding(entry: BaselineEntry, path: str) -> Finding:
    known = entry.identity
    where = f"`{known.scope}` in {known.path}" if known.scope else known.path
    more = f" ({entry.count} of them)" if entry.count > 1 else ""
    return Finding(
        code=RULE.code,
        message=f"the baseline holds {known.code} for {where}, which is no longer found{more}",
        location=Location(path, entry.line, 1, entry.line, 1) if entry.line else Location(path),
        why="what was mended stays allowed, so it could come back unseen",
        help="ssot-check baseline prune",
        domain=known.domain,
        severity=RULE.severity,
        label="no longer found",
        scope=known.scope,
        digest=digest_parts(known),
    )


RULE = Rule(code="SSOT806", name="stale-baseline-entry", severity=Severity.WARNING, explanation=__doc__, check=check)

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

A file that was renamed keeps its entries, as far as git tells. A shallow clone may not hold the commit that renamed it; the message
says so, and `git fetch --unshallow` mends it.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.baseline_entries import about, entry_finding


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry, at its line of the baseline."""
    if project.baseline is not None:
        for entry in project.stale:
            more = f" ({entry.count} of them)" if entry.count > 1 else ""
            message = f"the baseline holds {about(entry)}, which is no longer found{more}"
            hidden = project.tree.shallow and not project.tree.has(entry.identity.path)
            unseen = f"; this clone is shallow, so {entry.identity.path} may have been renamed in a commit that it does not hold"
            yield replace(
                entry_finding(RULE.code, entry, project.baseline.path, message + (unseen if hidden else ""), RULE.severity),
                why="what was mended stays allowed, so it could come back unseen",
                help="git fetch --unshallow, then check again" if hidden else "ssot-check baseline prune",
                label="no longer found",
            )


RULE = Rule(code="SSOT806", name="stale-baseline-entry", severity=Severity.ERROR, explanation=__doc__, check=check)

"""A suppression gives no reason.

What it does
------------
Reports suppressing comments without text behind `--`, and entries of the registry's `exceptions` without a `reason`. They suppress nothing
until they have one.

Why it matters
--------------
Without a reason nobody can tell later whether the fault may still stand, so it stays for ever.

How to fix
----------
Say why, behind two dashes: `# ssot: allow[SSOT201] -- runs before the package is installed`. The fix removes
the comment or the entry, which allows nothing as it stands.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.suppression import Reach
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exceptions import exception_removal
from ssot_check.rules.support.suppressions import comments, removal, report, spelled


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment and each entry that names codes and no reason."""
    for comment in comments(project):
        if comment.codes and not comment.reason and not comment.malformed and comment.reach is not Reach.END:
            until = f" until={comment.until}" if comment.until else ""
            found = report(
                RULE.code,
                RULE.severity,
                comment.location,
                f"{spelled(comment)} gives no reason, so it allows nothing",
                why="nobody can tell later whether the fault may still stand",
                help=f"ssot: {comment.reach}[{', '.join(comment.codes)}]{until} -- <why it may stand>",
                label="no reason",
            )
            yield replace(found, fix=removal(comment, Safety.SUGGESTED))
    for entry in project.registry.exceptions:
        if not entry.reason:
            found = report(
                RULE.code,
                RULE.severity,
                entry.location,
                f"the exception of {entry.code} in {entry.path.written} gives no reason, so it allows nothing",
                why="nobody can tell later whether the fault may still stand",
                help="add `reason: <why it may stand>`",
                label="no reason",
            )
            yield replace(found, fix=exception_removal(project, entry.location, Safety.SUGGESTED))


RULE = Rule(code="SSOT802", name="missing-reason", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

"""A suppression names no code.

What it does
------------
Reports suppressing comments without codes, and those that mean all of them (`allow[]`, `allow[*]`, `allow[all]`). They suppress
nothing.

Why it matters
--------------
A comment without a code would hide faults that nobody has seen yet, of rules that do not exist yet.

How to fix
----------
Name the codes that are reported at this place: `# ssot: allow[SSOT201] -- reason`. The fix removes
the comment, which allows nothing as it stands.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.suppression import Reach
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.suppressions import comments, removal, report, spelled


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment."""
    for comment in comments(project):
        if not comment.codes and not comment.malformed and comment.reach is not Reach.END:
            found = report(
                RULE.code,
                RULE.severity,
                comment.location,
                f"{spelled(comment)} names no code, so it allows nothing",
                why="it would hide faults that nobody has seen yet",
                help=f"ssot: {comment.reach}[<code>] -- {comment.reason or '<why it may stand>'}",
                label="which rule?",
            )
            yield replace(found, fix=removal(comment, Safety.SUGGESTED))


RULE = Rule(code="SSOT805", name="blanket-suppression", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

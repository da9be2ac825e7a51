"""A suppressed block is not closed, or closed without having been opened.

What it does
------------
Reports each `ssot: allow-begin[...]` without its `ssot: allow-end`, which suppresses nothing, and each `ssot: allow-end` that closes
no block. An end without codes closes the block opened last; one with codes closes the block with the same codes.

Why it matters
--------------
Where the end was deleted, everything down to the end of the file would be allowed. Where the beginning was deleted, nothing is.

How to fix
----------
Write the missing comment, or remove the one that is left.
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
    """One finding for each comment without its counterpart."""
    for comment in comments(project):
        if comment.unclosed:
            yield report(
                RULE.code,
                RULE.severity,
                comment.location,
                f"{spelled(comment)} is not closed, so it allows nothing",
                why="it is not known which lines are meant",
                help="ssot: allow-end below the last line that may stand",
                label="opened here",
            )
        elif comment.reach is Reach.END:
            found = report(
                RULE.code,
                RULE.severity,
                comment.location,
                f"{spelled(comment)} closes no block",
                why="where its beginning was, nothing is allowed",
                help="ssot: allow-begin[<code>] -- <why it may stand> above the first line that may stand, or remove this one",
                label="nothing is open here",
            )
            yield replace(found, fix=removal(comment, Safety.SUGGESTED))


RULE = Rule(code="SSOT809", name="unclosed-block", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

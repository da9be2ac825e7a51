"""A comment looks like a suppression and cannot be read as one.

What it does
------------
Reports comments that begin with `ssot:` and a word like `allow`, and that do not follow the form
`ssot: allow[CODE, ...] until=YYYY-MM-DD -- reason`: another word, codes without brackets, a date that is none, text between the parts.
They suppress nothing. Other comments that begin with `ssot:` are prose and are left alone.

Why it matters
--------------
Whoever wrote it believes that something is allowed, with a reason and a term that nobody will ever check.

How to fix
----------
Write it in the form above; `docs/suppressions.md` has an example for each language.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.suppressions import comments, report


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment."""
    for comment in comments(project):
        if comment.malformed:
            yield report(
                RULE.code,
                RULE.severity,
                comment.location,
                f"this suppression cannot be read, so it allows nothing: {comment.malformed}",
                why="whoever wrote it believes that something is allowed",
                help="ssot: allow[CODE] until=YYYY-MM-DD -- reason",
                label="cannot be read",
            )


RULE = Rule(code="SSOT808", name="malformed-suppression", severity=Severity.ERROR, explanation=__doc__, check=check)

"""A unit outside the owner is equal to an owned unit but for layout and comments (clone type 1).

What it does
------------
Compares every function, method, class and constant table outside a domain with the units that the domain owns.
Two units are equal when their tokens are equal; line breaks, indentation width and comments do not count. A file with the bytes of an
owner's is told once, at its largest unit, where each of them is too small. Tests and
generated files that a pattern like `api/**` takes along with other code own nothing; name them, or a pattern of theirs, where they do.

Why it matters
--------------
An exact copy works today and drifts tomorrow: a mended bug in the owner stays open in the copy, and nobody can
tell any more which one is right.

How to fix
----------
Delete the copy and take the name from its owner; the `help` line spells the import or `source` line for that file. In Python `check --fix`
does it for a plain function at the top of a file when that is certain to keep what the program does: every outside name means the same in
both files, nothing else binds the name, and the owner can be imported there and does not import the copy's file. For other functions
and classes, and for functions in shell scripts, the same is only suggested. Imports that nobody reads then are removed.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.match import CloneType, Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches
from ssot_check.rules.support.retiring import Retiring


def check(project: Project) -> Iterator[Finding]:
    """One finding for each exact copy; a fallback definition is advisory."""
    retiring = Retiring(project)
    for match in matches(project, lambda item: item.clone_type is CloneType.EXACT and item.owner.kind not in BLOCKS):
        severity = Severity.ERROR if match.tier is Tier.GATE else Severity.WARNING
        yield replace(copy_finding(RULE.code, match, severity, "an exact copy of"), fix=retiring.fix(match))


RULE = Rule(code="SSOT201", name="exact-copy", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SAFE)

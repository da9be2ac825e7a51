"""A unit outside the owner is an edited copy of an owned unit (clone type 3).

What it does
------------
Scores how much of an owned unit stands again elsewhere: rare statements and token sequences, the order of tokens, names from
outside, words of literals. At or above the domain's `duplicates.threshold` the finding is an error (gate tier);
somewhat below it is a warning with low confidence (advisory tier), which fails a run only under `enforcement.level: strict`.
Pairs that call other things, say other things, have another name or are equal nowhere in a row are hints: counted, and reported as
information under `--hints` (of 207 pairs that a reader judged, each by a fit to the other repositories, 91 in a hundred reported
ones were true, and 54 of the hints). An owner whose statements stand together inside a
longer function is found there too; the finding then names the lines.

Why it matters
--------------
Most copies are edited a little. Each edit is either a feature that the owner should have or a bug that only the copy has.

How to fix
----------
Read the statements that differ, move what is worth keeping into the owner, and replace the copy by it. A deliberate variant
belongs under `exceptions` with a reason, or its path under the domain's `duplicates.ignore`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.match import CloneType, Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches


def check(project: Project) -> Iterator[Finding]:
    """One finding for each edited copy, in its tier."""
    for match in matches(project, lambda item: item.clone_type is CloneType.NEAR and item.owner.kind not in BLOCKS):
        gate = match.tier is Tier.GATE
        what = "an edited copy of" if gate else "possibly an edited copy of"
        yield copy_finding(RULE.code, match, Severity.ERROR if gate else Severity.WARNING, what)


RULE = Rule(code="SSOT203", name="near-copy", severity=Severity.ERROR, explanation=__doc__, check=check)

"""A unit outside the owner is equal to an owned unit after renaming (clone type 2).

What it does
------------
Compares units with their own names numbered in order of appearance, literals abstracted, and annotations, docstrings and
decorators left out. Names from outside the unit must be the same: equal shape alone is no evidence.

Why it matters
--------------
A renamed copy hides from text search. It is what is left when somebody, or something, adapts a pasted utility.

How to fix
----------
Replace the copy by the owner. Where literals differ, give the owner a parameter for them: the help names the lines, and numbers. There is a
fix only where names alone differ, or in Python messages to people (a logger's, an error's) besides; it suggests the import under the copy's
name, where parameters and decorators are the same.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.arguments import differs_in_extras, says_other_values
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches
from ssot_check.rules.support.retiring import Retiring


def check(project: Project) -> Iterator[Finding]:
    """One finding for each renamed copy; a fallback definition is advisory."""
    retiring = Retiring(project)
    for match in matches(project, lambda item: item.clone_type is CloneType.RENAMED and item.owner.kind not in BLOCKS):
        severity = Severity.ERROR if match.tier is Tier.GATE else Severity.WARNING
        yield replace(copy_finding(RULE.code, match, severity, _what(match)), fix=retiring.fix(match))


def _what(match: Match) -> str:
    said = match.confirmation
    if differs_in_extras(match):
        return "equal, but for documentation, annotations or decorators, to"
    if says_other_values(match):
        return "a copy with other names and values of" if said is not None and said.renames else "a copy with other values of"
    if match.owner.name != match.copy.name:
        return "a renamed copy of"
    proved = said is not None and said.clone_type is CloneType.RENAMED
    return "a copy with other names of" if proved else "a copy with other names or values of"


RULE = Rule(code="SSOT202", name="renamed-copy", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

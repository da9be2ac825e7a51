"""The term of a suppression is over.

What it does
------------
Reports suppressing comments and entries of the registry's `exceptions` whose `until` lies before today. They suppress nothing any
more: the findings they allowed are reported again. Today is that of `SOURCE_DATE_EPOCH` where it is set, else the day in UTC.

Why it matters
--------------
Somebody promised to mend this by that day. A term that has no effect is no promise.

How to fix
----------
Mend the fault and remove the suppression, or agree on a new day and say why.
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
from ssot_check.rules.support.suppressions import described, removal, report


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment and each entry."""
    by_place: dict[Location, Grant] = {}
    for grant in project.ledger.expired:
        by_place.setdefault(grant.location, grant)
    for grant in by_place.values():
        owner = f", ask {grant.owner}" if grant.owner else ""
        found = report(
            RULE.code,
            RULE.severity,
            grant.location,
            f"the term of {described(grant)} ended on {grant.until}, so it allows nothing any more",
            why=f"it was to stand until then: {grant.reason}",
            help=f"mend the fault and remove the suppression, or set a new day{owner}",
            label=f"until {grant.until}",
        )
        if grant.comment:
            yield replace(found, fix=removal(grant.comment))
        else:
            yield found if grant.audited else replace(found, fix=exception_removal(project, grant.location, Safety.SAFE))


RULE = Rule(code="SSOT803", name="expired-suppression", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SAFE)

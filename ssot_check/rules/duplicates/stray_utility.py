"""A utility of a domain's kind stands outside every owner, and its owner has nothing like it.

What it does
------------
Looks at functions outside every owner that plainly belong to the kind of a registered domain: their name, at least two calls
and the words they use are those of the kind's profile. Nothing owned resembles them, and they do not use the owner. At most three of
a domain are told, the plainest; this is information and never fails a run. Where a domain's only home is among the tests, nothing is
told of the rest.

Why it matters
--------------
The next person who needs it looks into the owner, does not find it, and writes it again.

How to fix
----------
Move it into the domain's owner and export it, or leave it where it is when it serves one place only.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.match import Stray
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import named
from ssot_check.rules.support.homes import home_of, new_home


def check(project: Project) -> Iterator[Finding]:
    """One piece of information for each stray that is told."""
    for stray in project.strays:
        if not _is_for_tests(stray, project):
            yield _finding(stray, project)


def _is_for_tests(stray: Stray, project: Project) -> bool:
    """True where all that the domain owns in that language is of the tests, and the utility is not."""
    home, path = home_of(project, stray.domain, stray.unit.location.path), stray.unit.location.path
    file = project.files.get(home)
    return file is not None and file.test and not project.files[path].test


def _finding(stray: Stray, project: Project) -> Finding:
    unit = stray.unit
    owner = home_of(project, stray.domain, unit.location.path)
    said = (f"belongs to `{stray.domain}` by: {', '.join(stray.evidence)}",)
    return Finding(
        code=RULE.code,
        message=f"{named(unit)} is a utility of the kind of `{stray.domain}`, and no owner has it",
        location=unit.signature,
        extent=unit.location,
        why=f"who looks for it in {owner or f'the files of `{stray.domain}`'} will not find it, and will write it again",
        help=f"if others may need it, move it to {owner or new_home(stray.domain)} and export it there",
        domain=stray.domain,
        severity=Severity.INFORMATION,
        confidence="low",
        label=f"of the kind of `{stray.domain}`",
        notes=(*said, *((f"{stray.more} more of this kind are not listed",) if stray.more else ())),
        scope=unit.qualified_name,
        digest=unit.fingerprint.renamed,
    )


RULE = Rule(code="SSOT211", name="stray-utility", severity=Severity.INFORMATION, explanation=__doc__, check=check)

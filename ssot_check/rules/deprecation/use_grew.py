"""What is deprecated is used more often than the baseline knows.

What it does
------------
Where the baseline holds uses of what a domain deprecates (SSOT401, SSOT402, SSOT403), counts for each domain the uses
that are new and those that are gone. More new ones than gone ones are reported. A use that moved from one file to
another leaves the number as it was, but is still new in its file. Mentions in documents and pipelines count like
imports. Only runs over the whole repository are judged, and none with `--baseline-ref`. This finding cannot be put into
a baseline.

Why it matters
--------------
A baseline is there to shrink. With more uses than at the start, the day of the removal moves away.

How to fix
----------
Remove the new uses, or at least as many old ones. `ssot-check baseline update --reason "why"` accepts the new uses, and
records the reason.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity

_USES = ("SSOT401", "SSOT402", "SSOT403")
_SHOWN = 3


def check(project: Project) -> Iterator[Finding]:
    """One finding for each domain, and one for the uses that belong to none."""
    entries = project.baseline.entries if project.baseline else ()
    known = {entry.identity.domain for entry in entries if entry.identity.code in _USES}
    places = {domain.name: domain.location for domain in project.registry.domains}
    for name in sorted(known):
        fresh = [finding for finding in project.fresh if finding.code in _USES and finding.domain == name]
        gone = sum(entry.count for entry in project.stale if entry.identity.code in _USES and entry.identity.domain == name)
        if len(fresh) > gone:
            total = sum(entry.count for entry in entries if entry.identity.code in _USES and entry.identity.domain == name)
            yield _finding(name, places.get(name, Location(project.registry.path, 1, 1, 1, 1)), (total, total + len(fresh) - gone), fresh)


def _finding(name: str, place: Location, counts: tuple[int, int], fresh: list[Finding]) -> Finding:
    whose = f"what `{name}` deprecates" if name else "what is deprecated"
    return Finding(
        code=RULE.code,
        message=f"{counts[1]} places use {whose}, and the baseline knows {counts[0]}",
        location=place,
        why="a baseline is there to shrink: with each further use the removal moves away",
        help=f"mend {fresh[0].location.path}:{fresh[0].location.line}" + (f" and {len(fresh) - 1} more" if len(fresh) > 1 else ""),
        domain=name,
        severity=RULE.severity,
        label="more uses than before",
        related=tuple(Related(finding.location, "new") for finding in fresh[:_SHOWN]),
        digest=digest_parts((name,)),
    )


RULE = Rule(code="SSOT410", name="use-grew", severity=Severity.ERROR, explanation=__doc__, check=check)

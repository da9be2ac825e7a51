"""Two domains claim the same path.

What it does
------------
Compares the owner paths and members of all domains. The same path in two domains is reported once, at the later claim; so are patterns
of two domains that meet in the same files. A `!pattern` takes files out and owns nothing. A file inside a folder that another
domain owns is SSOT105.

Why it matters
--------------
With two owners nobody decides: each domain's copies are looked for twice, and a change that is right for one is wrong for the other.

How to fix
----------
Leave the path with one domain. Let the other name it as something it uses (`depends_on`), or give it a file of its own.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import Claim, claims, is_below


def check(project: Project) -> Iterator[Finding]:
    """One finding for each path, and one for each pair of entries whose patterns meet."""
    by_path: dict[str, list[Claim]] = {}
    for claim in claims(project):
        if not claim.entry.symbol:
            by_path.setdefault(claim.path, []).append(claim)
    for path, found in by_path.items():
        first_of_each = list({claim.domain.name: claim for claim in reversed(found)}.values())[::-1]
        if len(first_of_each) > 1:
            yield _finding(project, f"`{path}`", first_of_each)
    for (first, second), files in sorted(_meeting(project).items()):
        one, two = by_path[first][0], by_path[second][0]
        count = f"{len(files)} files" if len(files) > 1 else "one file"
        yield _finding(project, f"{count} of `{two.entry.path}` (`{files[0]}`)", [one, two])


def _meeting(project: Project) -> dict[tuple[str, str], list[str]]:
    """Files that different patterns of two domains both select, by the patterns; nested and equal ones left out."""
    shared = {path for path, domains in project.owners.items() if len(domains) > 1}
    claiming: dict[str, list[Claim]] = {}
    for claim in claims(project):
        for path in project.select(claim.entry):
            if path in shared and not claim.entry.symbol:
                claiming.setdefault(path, []).append(claim)
    meeting: dict[tuple[str, str], list[str]] = {}
    for path in sorted(claiming):
        for pair in _crossing(claiming[path]):
            meeting.setdefault(pair, []).append(path)
    return meeting


def _crossing(found: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(found):
        for two in found[number + 1 :]:
            patterns = "*" in one.path + two.path or "?" in one.path + two.path or "[" in one.path + two.path
            nested = is_below(one.path, two.path) or is_below(two.path, one.path)
            if patterns and not nested and one.path != two.path and one.domain.name != two.domain.name:
                yield one.path, two.path


def _finding(project: Project, what: str, found: Sequence[Claim]) -> Finding:
    first, last = found[0], found[-1]
    names = " and ".join([", ".join(f"`{claim.domain.name}`" for claim in found[:-1]), f"`{last.domain.name}`"])
    exported = [{export.name for export in claim.component.exports} for claim in found]
    both = sorted(set.intersection(*exported))
    uses = f"give `{last.name}` `depends_on: [{first.domain.name}]`"
    if project.registry.dialect is Dialect.COMPAT:
        uses = f"list it under `uses` of `{last.name}`"
    return Finding(
        code=RULE.code,
        message=f"{what} is owned by {names}",
        location=last.entry.location,
        why="with two owners nobody decides, and every copy counts for both",
        help=f"keep it in one of them, such as `{first.domain.name}`, and remove it here; {uses} if it needs the file",
        domain=last.domain.name,
        severity=RULE.severity,
        label=f"claimed again by `{last.name}`",
        related=tuple(Related(claim.entry.location, f"claimed by `{claim.name}`") for claim in found[:-1]),
        notes=(f"all of them export {', '.join(both)}",) if both else (),
        scope=last.name,
        digest=digest_parts(sorted({claim.path for claim in found})),
    )


RULE = Rule(code="SSOT103", name="path-owned-twice", severity=Severity.ERROR, explanation=__doc__, check=check)

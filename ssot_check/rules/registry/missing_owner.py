"""The path of an owner is not in the repository.

What it does
------------
Looks up every path and member of every domain in the repository's files. Where one is missing it looks for what was meant: where git moved
the file, another ending, a file that became a folder, a file of that name elsewhere, a close spelling. Patterns that match nothing are
SSOT009. Ignored files and local settings such as `.env` are not expected in the tree.

Why it matters
--------------
A domain whose owner is gone protects nothing: no copy is compared with it, and whoever follows the registry finds an empty place.

How to fix
----------
Write the path under which the file stands now, or restore the file. When the knowledge is gone, remove the entry.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Role
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import Claim, claims, retired
from ssot_check.rules.support.guesses import respell, suggest
from ssot_check.rules.support.mentions import mentions, references
from ssot_check.rules.support.places import is_missing, resolve


def check(project: Project) -> Iterator[Finding]:
    """One finding for each missing path of a domain; further lines that name it are related."""
    missing: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims(project):
        if is_missing(project.tree, claim.entry):
            missing.setdefault((claim.domain.name, claim.entry.path), []).append(claim)
    for found in missing.values():
        yield _finding(project, found)


def _finding(project: Project, found: list[Claim]) -> Finding:
    claim, path = found[0], found[0].entry.path
    suggestion = suggest(project.tree, path)
    elsewhere = list(_elsewhere(project, path))
    related = [Related(item.entry.location, f"also named here, by `{item.name}`") for item in found[1:]]
    related += [Related(entry.location, label) for entry, label in elsewhere]
    if (old := retired(project).get(path)) is not None:
        related.append(Related(old.location, "deprecated here"))
    what = "member" if claim.entry in claim.component.members else "owner"
    return Finding(
        code=RULE.code,
        message=f"the {what} `{path}` of `{claim.name}` does not exist",
        location=claim.entry.location,
        why=f"what the registry says about `{claim.domain.name}` points at nothing, so nothing is compared with it",
        help=f"write {suggestion.text}" if suggestion else _remedy(project, path),
        domain=claim.domain.name,
        severity=RULE.severity,
        label="no such file or folder",
        related=tuple(related),
        scope=claim.name,
        digest=digest_parts((path,)),
        fix=respell(project, [item.entry for item in found] + [entry for entry, _ in elsewhere], suggestion),
    )


def _remedy(project: Project, path: str) -> str:
    """What to do where nothing like the path is found."""
    old = retired(project).get(path)
    for use in old.use if old else ():
        if target := resolve(project.registry, project.tree, use.path):
            return f"write `{target}`, which line {use.location.line} names as the replacement"
    return "write the path under which it stands now, restore it, or remove the entry"


def _elsewhere(project: Project, path: str) -> Iterator[tuple[PathEntry, str]]:
    """Further entries that name the missing path; their own rules leave them to this one."""
    registry = project.registry
    yield from ((entry, "also required here") for entry in registry.required_files if entry.path == path)
    uses = (use for old in registry.all_deprecated for use in old.use)
    yield from ((use, "also named as a replacement") for use in uses if use.path == path)
    for name, mentioned in (*references(project).items(), *mentions(project, (Role.HELPER,)).items()):
        yield from ((item.entry, f"also named here, as `{item.what}`") for item in mentioned if name == path)


RULE = Rule(code="SSOT101", name="missing-owner", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

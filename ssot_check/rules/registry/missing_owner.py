"""The path of an owner is not in the repository.

What it does
------------
Looks up every path and member of every domain in the repository's files. For a missing one it looks for the file that
was meant: where git moved it, the same name with another ending, a folder in its place, the same name elsewhere, a
close spelling. Patterns that match nothing are SSOT009. Files that git ignores and local settings such as `.env` need
not be in the repository.

Why it matters
--------------
A domain whose owner is gone protects nothing: no copy is compared with it, and whoever follows the registry finds an
empty place.

How to fix
----------
Write the path under which the file stands now, or restore the file. When the knowledge is gone, remove the entry.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, Role
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
    known = _Known(_elsewhere(project), retired(project)) if missing else _Known({}, {})
    for found in missing.values():
        yield _finding(project, found, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What else the registry says, by path, gathered once: a registry may name thousands of files that are gone."""

    elsewhere: Mapping[str, Sequence[tuple[PathEntry, str]]]
    retired: Mapping[str, Deprecated]


def _finding(project: Project, found: list[Claim], known: _Known) -> Finding:
    claim, path = found[0], found[0].entry.path
    suggestion = suggest(project.tree, path)
    elsewhere = known.elsewhere.get(path, ())
    old = known.retired.get(path)
    related = [Related(item.entry.location, f"also named here, by `{item.name}`") for item in found[1:]]
    related += [Related(entry.location, label) for entry, label in elsewhere]
    if old is not None:
        related.append(Related(old.location, "deprecated here"))
    what = "member" if claim.member else "owner"
    return Finding(
        code=RULE.code,
        message=f"the {what} `{path}` of `{claim.name}` does not exist",
        location=claim.entry.location,
        why=f"what the registry says about `{claim.domain.name}` points at nothing, so nothing is compared with it",
        help=f"write {suggestion.text}" if suggestion else _remedy(project, old),
        domain=claim.domain.name,
        severity=RULE.severity,
        label="no such file or folder",
        related=tuple(related),
        scope=claim.name,
        digest=digest_parts((path,)),
        fix=respell(project, [item.entry for item in found] + [entry for entry, _ in elsewhere], suggestion),
    )


def _remedy(project: Project, old: Deprecated | None) -> str:
    """What to do where nothing like the path is found."""
    for use in old.use if old else ():
        if target := resolve(project.registry, project.tree, use.path):
            return f"write `{target}`, which line {use.location.line} names as the replacement"
    return "write the path under which it stands now, restore it, or remove the entry"


def _elsewhere(project: Project) -> Mapping[str, Sequence[tuple[PathEntry, str]]]:
    """Further entries by the path they name; where that is missing, their own rules leave them to this one."""
    found: defaultdict[str, list[tuple[PathEntry, str]]] = defaultdict(list)
    for entry in project.registry.required_files:
        found[entry.path].append((entry, "also required here"))
    for use in (use for old in project.registry.all_deprecated for use in old.use):
        found[use.path].append((use, "also named as a replacement"))
    for name, mentioned in (*references(project).items(), *mentions(project, (Role.HELPER,)).items()):
        found[name].extend((item.entry, f"also named here, as `{item.what}`") for item in mentioned)
    return found


RULE = Rule(code="SSOT101", name="missing-owner", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

"""A path is an owner, a member or a wrapper, and deprecated.

What it does
------------
Looks up every owner path, member and wrapper that exists among the paths that are deprecated as a whole, their folders and patterns
included. A deprecated symbol inside an owner is no contradiction. An owner that is gone is SSOT101.

Why it matters
--------------
The registry tells people to use a file and not to use it. Whichever they do, a check is against them.

How to fix
----------
Decide: take the path off the list of deprecated paths, or name the owner that replaced it.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import claims, is_below, plain, retired


def check(project: Project) -> Iterator[Finding]:
    """One finding for each path that both are said of, at the claim."""
    gone = retired(project)
    seen: set[tuple[str, str]] = set()
    for domain, what, entry in _claimed(project):
        old = gone.get(plain(entry.path)) or _covering(project, entry.path, gone)
        if old is None or not project.tree.has(plain(entry.path)) or (domain, entry.path) in seen:
            continue
        seen.add((domain, entry.path))
        yield _finding(domain, what, entry, old)


def _claimed(project: Project) -> Iterator[tuple[str, str, PathEntry]]:
    """Domain, part and entry of everything the registry tells people to use."""
    for claim in claims(project):
        yield claim.domain.name, "member" if claim.entry in claim.component.members else "owner", claim.entry
    for domain in project.registry.domains:
        yield from ((domain.name, "wrapper", wrapper.path) for wrapper in domain.wrappers)


def _covering(project: Project, path: str, gone: dict[str, Deprecated]) -> Deprecated | None:
    """The deprecated folder or pattern that a file belongs to."""
    for old, entry in gone.items():
        if entry.path is not None and (is_below(path, old) or (entry.path.is_pattern and path in project.select(entry.path))):
            return entry
    return None


def _finding(domain: str, what: str, entry: PathEntry, old: Deprecated) -> Finding:
    by = f"`{old.domain}` deprecates it" if old.domain else "it is deprecated"
    use = f", and name `{old.use[0].path}` as the {what} instead" if old.use else ""
    return Finding(
        code=RULE.code,
        message=f"`{entry.path}` is {_a(what)} of `{domain}`, and {by} on line {old.location.line}",
        location=entry.location,
        why="the registry tells people to use the file and not to use it",
        help=f"take it off the deprecated paths (line {old.location.line}), or remove it here{use}",
        domain=domain,
        severity=RULE.severity,
        label=f"{what} here",
        related=(Related(old.location, "deprecated here"),),
        scope=f"{domain}.{what}",
        digest=digest_parts((entry.path,)),
    )


def _a(what: str) -> str:
    return f"an {what}" if what == "owner" else f"a {what}"


RULE = Rule(code="SSOT106", name="owned-and-deprecated", severity=Severity.ERROR, explanation=__doc__, check=check)

"""A domain's path lies inside another domain's folder.

What it does
------------
Looks for owner paths and members that stand below a folder which another domain owns, where neither domain names the other as its `parent`.
Each pair of domains is reported once.

Why it matters
--------------
Files inside belong to both domains, by accident or on purpose; the registry does not say which, and both sets of rules apply.

How to fix
----------
Say that it is meant with `parent`, or leave the inner path out of the outer domain (`"!src/app/log.py"`).
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import Claim, claims, is_below, plain


def check(project: Project) -> Iterator[Finding]:
    """One finding for each inner domain and outer domain, at the first inner path."""
    every = list(claims(project))
    parents = {domain.name: domain.parent for domain in project.registry.domains}
    folders = [claim for claim in every if claim.path in project.tree.folders or claim.path == "."]
    pairs: dict[tuple[str, str], list[tuple[Claim, Claim]]] = {}
    for outer in folders:
        for inner in every:
            if is_below(inner.path, outer.path) and not (_related(inner.domain, outer.domain, parents) or _is_left_out(inner, outer)):
                pairs.setdefault((inner.domain.name, outer.domain.name), []).append((inner, outer))
    for found in pairs.values():
        yield _finding(project, *found[0], more=len({inner.path for inner, _ in found}) - 1)


def _related(one: Domain, two: Domain, parents: dict[str, str]) -> bool:
    """True when they are one domain, or one lies above the other by `parent`."""
    return two.name in _line(one.name, parents) or one.name in _line(two.name, parents)


def _is_left_out(inner: Claim, outer: Claim) -> bool:
    """True where the outer domain says itself, with a `!path`, that it does not own the inner one."""
    left = {plain(entry.path.removeprefix("!")) for entry in outer.component.paths if entry.is_exclusion}
    return any(inner.path == path or is_below(inner.path, path) for path in left)


def _line(name: str, parents: dict[str, str]) -> list[str]:
    line = [name]
    while (name := parents.get(name, "")) and name not in line:
        line.append(name)
    return line


def _finding(project: Project, inner: Claim, outer: Claim, more: int) -> Finding:
    remedy = f"add `parent: {outer.domain.name}` to `{inner.domain.name}`"
    if project.registry.dialect is Dialect.COMPAT:
        remedy = f"move `{inner.domain.name}` below `{outer.domain.name}` as one of its parts"
    return Finding(
        code=RULE.code,
        message=f"`{inner.entry.path}` of `{inner.domain.name}` lies inside `{outer.entry.path}`, which `{outer.domain.name}` owns",
        location=inner.entry.location,
        why="the files inside belong to both domains, and the registry does not say that this is meant",
        help=f"{remedy}, or leave the path out of `{outer.domain.name}`",
        domain=inner.domain.name,
        severity=RULE.severity,
        label="owned by both",
        related=(Related(outer.entry.location, f"claimed by `{outer.name}`"),),
        notes=(f"{more} more of its paths lie inside as well",) if more else (),
        scope=inner.domain.name,
        digest=outer.domain.name,
    )


RULE = Rule(code="SSOT105", name="nested-ownership", severity=Severity.WARNING, explanation=__doc__, check=check)

"""The replacement of something deprecated cannot be used.

What it does
------------
Follows `use` of each deprecated entry (in a compat registry `use_instead`) to the file it names. The ending may be
missing, an import alias may stand in front (`@/utils/log`), and a folder may be meant. Reported is a replacement

* that is nowhere in the repository
* that does not define the symbol it names
* that is deprecated itself, or whose chain of replacements comes back to where it began

Why it matters
--------------
Whoever meets a deprecated module is told where to go. A wrong address costs more than none, because it looks checked.

How to fix
----------
Write the path of the file that replaces it today. In a chain, name its end.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import disputed, plain, retired
from ssot_check.rules.support.exports import is_provided, provided
from ssot_check.rules.support.guesses import Suggestion, respell, suggest
from ssot_check.rules.support.places import missing_owners, resolve


def check(project: Project) -> Iterator[Finding]:
    """One finding for each replacement that is nowhere, and one for each entry or circle with another defect."""
    known, disputes = missing_owners(project), disputed(project)
    gone = {path: entry for path, entry in retired(project).items() if path not in disputes}
    nowhere: dict[str, list[tuple[Deprecated, PathEntry]]] = {}
    circles: set[frozenset[str]] = set()
    for old in project.registry.all_deprecated:
        for use in (_split(item) for item in old.use if not item.is_pattern and item.path not in known):
            target = resolve(project.registry, project.tree, use.path)
            if target is None:
                nowhere.setdefault(use.path, []).append((old, use))
            elif use.symbol:
                yield from _symbol(project, old, use, target)
            else:
                yield from _chain(old, use, _follow(project, old, target, gone), gone, circles)
    for path, found in nowhere.items():
        yield _nowhere(project, path, found)


def _split(use: PathEntry) -> PathEntry:
    """The entry with `::symbol` apart, where the dialect leaves it in the path."""
    path, _, symbol = use.path.partition("::")
    return replace(use, path=path, symbol=use.symbol or symbol)


def _nowhere(project: Project, path: str, found: list[tuple[Deprecated, PathEntry]]) -> Finding:
    old, use = found[0]
    suggestion = suggest(project.tree, path)
    return _finding(
        old, use, f"the replacement `{path}` of {_named(old)} does not exist",
        f"write {suggestion.text}" if suggestion else "write the path that replaces it today, or say that nothing does",
        related=tuple(Related(item.location, f"also the replacement of {_named(other)}") for other, item in found[1:]),
        fix=(project, suggestion, tuple(item for _, item in found)),
    )  # fmt: skip


def _symbol(project: Project, old: Deprecated, use: PathEntry, target: str) -> Iterator[Finding]:
    paths = project.select(use) or (target,)
    names = provided(project, paths)
    if names is not None and not is_provided(use.symbol, names, paths):
        message = f"the replacement `{use.symbol}` of {_named(old)} is not defined in `{target}`"
        yield _finding(old, use, message, f"write the name as `{target}` defines it")


def _follow(project: Project, old: Deprecated, target: str, gone: dict[str, Deprecated]) -> list[str]:
    """Where replacements of replacements lead, from the entry's own path on; the last is in the list twice when they turn in a circle."""
    way = [plain(old.path.path) if old.path and not old.symbol else "", target]
    while way[-1] in gone and way[-1] not in way[:-1]:
        uses = gone[way[-1]].use
        following = resolve(project.registry, project.tree, uses[0].path) if uses else None
        if following is None:
            break
        way.append(following)
    return way


def _chain(old: Deprecated, use: PathEntry, way: list[str], gone: dict[str, Deprecated], circles: set[frozenset[str]]) -> Iterator[Finding]:
    if way[-1] in way[:-1]:
        circle = way[way.index(way[-1]) :]
        if frozenset(circle) not in circles:
            circles.add(frozenset(circle))
            shown = " → ".join(f"`{path}`" for path in circle)
            yield _finding(old, use, f"the replacements turn in a circle: {shown}", "name a file that is not deprecated")
    elif (following := gone.get(way[1])) is not None:
        message = f"the replacement `{use.path}` of {_named(old)} is deprecated itself (line {following.location.line})"
        remedy = "name a file that is not deprecated" if way[-1] in gone else f"write `{way[-1]}`, where the chain ends"
        yield _finding(old, use, message, remedy, related=(Related(following.location, "deprecated here"),))


def _finding(
    old: Deprecated, use: PathEntry, message: str, remedy: str, related: tuple[Related, ...] = (),
    fix: tuple[Project, Suggestion | None, tuple[PathEntry, ...]] | None = None,
) -> Finding:  # fmt: skip
    return Finding(
        code=RULE.code,
        message=message,
        location=use.location,
        why="whoever meets the deprecated module is sent to the wrong place",
        help=remedy,
        domain=old.domain,
        severity=RULE.severity,
        label="named as the replacement",
        related=related,
        scope=old.domain,
        digest=digest_parts((old.path.path if old.path else "", old.symbol, use.path, use.symbol)),
        fix=respell(fix[0], fix[2], fix[1]) if fix else None,
    )


def _named(old: Deprecated) -> str:
    path = old.path.path if old.path else ""
    return f"`{path}::{old.symbol}`" if path and old.symbol else f"`{path or old.symbol}`"


RULE = Rule(code="SSOT107", name="invalid-replacement", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

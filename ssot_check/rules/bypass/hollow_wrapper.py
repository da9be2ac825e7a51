"""A wrapper never refers to the owner that it is said to wrap, or holds its own copy of what the owner does.

What it does
------------
A wrapper is a file that passes calls on to the owner, and may therefore do what is banned for others. For each entry of
`wrappers`, three questions are asked; with `must_delegate: false` only the last one.

* Does at least one of its files import, source or name a file of the owner? This is reported only when all files of the
  wrapper were analysed and one of them is in a language of the owner.
* In a file that does: does each function, method and class that others can use call the owner, directly or through
  another one in that file? Private functions, helpers, and functions that do no work are left alone. One that has a
  name of the owner is an error, any other a warning.
* Is any function, class or block in it a copy of the owner's (exact, renamed or edited)? `duplicates` of the domain
  says how alike they must be, and files under `duplicates.ignore` are left alone.

Why it matters
--------------
A wrapper that does not ask the owner is a second owner, and one that may do what everybody else may not.

How to fix
----------
Let the wrapper call the owner instead of the copy, or take it off the list. When it rightly has nothing to pass on, say
`must_delegate: false` and why.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.match import Tier
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Wrapper
from ssot_check.model.unit import Unit
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import copy_finding, named
from ssot_check.rules.support.delegation import Wrapping
from ssot_check.rules.support.facades import facades
from ssot_check.rules.support.footing import uses_of


def check(project: Project) -> Iterator[Finding]:
    """One finding for each wrapper, or function of one, that does not ask the owner, and for each copy in one that may or may not."""
    copied: set[tuple[str, str]] = set()
    inside = facades(project)
    for match in project.matches:
        if match.tier is Tier.GATE and (match.domain, match.copy_path) in inside:
            copied.add((match.domain, match.copy_path))
            yield copy_finding(RULE.code, match, RULE.severity, "in a wrapper and a copy of")
    for domain in project.registry.domains:
        for wrapper in domain.wrappers:
            copies = any((domain.name, path) in copied for path in project.select(wrapper.path))
            if wrapper.must_delegate and not copies:
                yield from _wrapper(project, domain, wrapper)


def _wrapper(project: Project, domain: Domain, wrapper: Wrapper) -> Iterator[Finding]:
    paths = project.select(wrapper.path)
    owned = frozenset(project.owned_files(domain)) - frozenset(paths)
    files = [project.files[path] for path in paths if path in project.files]
    languages = {project.files[path].language for path in owned if path in project.files}
    certain = files and len(files) == len(paths) and not any(file.problems for file in files)
    if not certain or not any(file.language in languages for file in files):
        return
    uses = uses_of(project)
    if all(owned.isdisjoint(uses.files(file)) for file in files):
        owner = next((entry.path for entry in domain.owner_paths), domain.name)
        yield Finding(
            code=RULE.code,
            message=f"`{wrapper.path.path}` is a wrapper of `{domain.name}` and never refers to {owner}",
            location=Location(paths[0], 1, 1, 1, 1),
            why="it has the wrapper's permit, and does the owner's work itself",
            help=f"let it call {owner}, or take it off `wrappers`",
            domain=domain.name,
            severity=RULE.severity,
            label="refers to no file of the owner",
            related=(Related(wrapper.path.location, "listed as a wrapper here"),),
            digest=wrapper.path.path,
        )
        return
    for file in files:
        wrapping = Wrapping(project, uses, file, owned)
        for unit in wrapping.hollow() if not owned.isdisjoint(uses.files(file)) else ():
            yield _past(domain, wrapper, unit, named_alike=unit.name in wrapping.offered)


def _past(domain: Domain, wrapper: Wrapper, unit: Unit, *, named_alike: bool) -> Finding:
    owner = next((entry.path for entry in domain.owner_paths), domain.name)
    return Finding(
        code=RULE.code,
        message=f"{named(unit)} of the wrapper `{wrapper.path.path}` does not reach {owner}",
        location=unit.signature,
        extent=unit.location,
        why="it has the wrapper's permit, and does the owner's work itself",
        help=f"let it call {owner}, or move it out of the wrapper",
        domain=domain.name,
        severity=RULE.severity if named_alike else Severity.WARNING,
        label="calls nothing of the owner",
        related=(Related(wrapper.path.location, "listed as a wrapper here"),),
        scope=unit.qualified_name,
        digest=unit.fingerprint.renamed,
    )


RULE = Rule(code="SSOT310", name="hollow-wrapper", severity=Severity.ERROR, explanation=__doc__, check=check)

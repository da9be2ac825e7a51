"""A file uses a protected owner and is not among its consumers.

What it does
------------
Holds where a domain says so:

    consumers: {protect: true, allow: [services/billing/**]}

Only files that match `allow` may then import, source or name a file of the owner; the owner itself, its wrappers and
tests may, too. Each file is reported once for each file of the owner that it uses.

Why it matters
--------------
The owner is protected because each further user makes it harder to change, or because what it does is dangerous.

How to fix
----------
Go through one of the listed consumers, or add the file to `consumers.allow` when it belongs there.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.listed import listed
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.importers import importers_of
from ssot_check.rules.support.uses import Target

_SHOWN = 4


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file and file of the owner that it uses."""
    protected = [domain for domain in project.registry.domains if domain.consumers.protect]
    for domain in protected:
        allowed = frozenset(path for entry in domain.consumers.allow for path in project.select(entry))
        found: dict[tuple[str, str], list[Target]] = {}
        for file, target in importers_of(project).of(domain):
            if file.path not in allowed:
                found.setdefault((file.path, target.path), []).append(target)
        for (path, _), targets in found.items():
            yield _finding(domain, path, targets)


def _finding(domain: Domain, path: str, targets: list[Target]) -> Finding:
    target, names = targets[0], list(dict.fromkeys(item.name for item in targets if item.name))
    allowed = ", ".join(entry.written for entry in domain.consumers.allow) or "nobody"
    return Finding(
        code=RULE.code,
        message=f"`{path}` uses {target.path}, which `{domain.name}` protects; allowed: {allowed}",
        location=target.reference.location,
        why="a protected owner is changed with its listed consumers in mind, and with no others",
        help=f"go through a listed consumer, or add the file to `consumers.allow` of `{domain.name}`",
        domain=domain.name,
        severity=RULE.severity,
        label="not among the consumers",
        related=(Related(domain.location, "protected here"),),
        notes=_taken(names),
        digest=target.path,
    )


def _taken(names: list[str]) -> tuple[str, ...]:
    return (f"it takes {listed([f'`{name}`' for name in names], _SHOWN)}",) if names[1:] else ()


RULE = Rule(code="SSOT309", name="outside-consumer", severity=Severity.ERROR, explanation=__doc__, check=check)

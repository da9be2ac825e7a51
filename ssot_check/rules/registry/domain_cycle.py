"""Domains depend on one another in a circle.

What it does
------------
Follows `depends_on` (`uses`, `imports_from_config`) from domain to domain, and reports each circle once, at the step that closes it.

Why it matters
--------------
None of the domains in the circle can be understood, tested or moved without all others.

How to fix
----------
Take the step out that is wrong. When two domains really need each other, they are one.
"""

from collections.abc import Iterator, Mapping

from ssot_check.model.entry import Export
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each circle."""
    steps = {domain.name: domain.depends_on for domain in project.registry.domains}
    done: set[str] = set()
    seen: set[frozenset[str]] = set()
    for name in steps:
        for circle in _circles(name, steps, done):
            if frozenset(item.name for item in circle) not in seen:
                seen.add(frozenset(item.name for item in circle))
                yield _finding(circle)


def _circles(start: str, steps: Mapping[str, tuple[Export, ...]], done: set[str]) -> Iterator[list[Export]]:
    """The steps of each circle that is met on the way from `start`; a domain is gone through once. Depth costs no stack."""
    way: list[Export] = []
    waiting: list[tuple[str, Iterator[Export]]] = [] if start in done else [(start, iter(steps.get(start, ())))]
    while waiting:
        name, rest = waiting[-1]
        step = next(rest, None)
        if step is None:
            waiting.pop()
            done.add(name)
            way = way[:-1]
            continue
        names = [item for item, _ in waiting]
        if step.name in names:
            yield [*way[names.index(step.name) :], step]
        elif step.name not in done:
            waiting.append((step.name, iter(steps.get(step.name, ()))))
            way.append(step)


def _finding(circle: list[Export]) -> Finding:
    names = [circle[-1].name, *(step.name for step in circle)]
    last = circle[-1]
    return Finding(
        code=RULE.code,
        message=f"domains depend on one another in a circle: {' → '.join(f'`{name}`' for name in names)}",
        location=last.location,
        why="none of them can be understood, tested or moved without all others",
        help="take the step out that is wrong; two domains that need each other are one",
        domain=names[-2] if len(names) > 1 else last.name,
        severity=RULE.severity,
        label="closes the circle",
        related=tuple(Related(step.location, "a step of the circle") for step in circle[:-1]),
        digest="→".join(sorted(set(names))),
    )


RULE = Rule(code="SSOT119", name="domain-cycle", severity=Severity.ERROR, explanation=__doc__, check=check)

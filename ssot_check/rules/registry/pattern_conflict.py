"""One import spelling is allowed and forbidden.

What it does
------------
Compares `imports.allowed` with `imports.forbidden`, those of all domains together. Where an allowed pattern describes
exactly one spelling (`^@/utils/log$` describes `@/utils/log`), that spelling is tried on every forbidden pattern; a
match is reported. So is the same pattern in both lists. An allowed pattern for many spellings may meet a forbidden one:
the forbidden one is then an exception to it.

Why it matters
--------------
Nobody can follow both. Which one wins depends on the order in which a checker happens to look.

How to fix
----------
Narrow the forbidden pattern to what is really forbidden (add its folder, or `^` and `$`), or drop the allowed one.
"""

import re
from collections.abc import Iterator

from ssot_check.model.entry import ImportPattern
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.import_patterns import example, is_endless


def check(project: Project) -> Iterator[Finding | Problem]:
    """One finding for each pair of patterns, at the allowed one; one problem for each pattern that could search for ever."""
    patterns = list(dict.fromkeys(_patterns(project)))
    endless = [(domain, pattern) for domain, pattern in patterns if is_endless(pattern)]
    yield from (_endless(domain, pattern) for domain, pattern in endless)
    forbidden = [(item[1], re.compile(item[1].regex)) for item in patterns if not item[1].allowed and item not in endless]
    for domain, allowed in patterns:
        spelling = example(allowed.regex) if allowed.allowed else ""
        for against, expression in forbidden if allowed.allowed else ():
            if spelling and expression.search(spelling):
                yield _finding(domain, allowed, against, f"the import `{spelling}`")
            elif allowed.regex == against.regex:
                yield _finding(domain, allowed, against, "every such import")


def _patterns(project: Project) -> Iterator[tuple[str, ImportPattern]]:
    yield from (("", pattern) for pattern in project.registry.import_patterns)
    yield from ((domain.name, pattern) for domain in project.registry.domains for pattern in domain.imports)


def _endless(domain: str, pattern: ImportPattern) -> Problem:
    return Problem(
        "SSOT005",
        f"`{pattern.regex}` was not searched with",
        pattern.location,
        Severity.WARNING,
        cause="it repeats a group that has a repeat or a choice inside, and such a search may never end",
        remedy="write it without the outer repeat",
        domain=domain,
    )


def _finding(domain: str, allowed: ImportPattern, forbidden: ImportPattern, what: str) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"{what} is allowed by `{allowed.regex}` and forbidden by `{forbidden.regex}`",
        location=allowed.location,
        why="nobody can follow both, and which one wins depends on who looks",
        help=f"narrow the forbidden pattern on line {forbidden.location.line} so that it leaves this one out, or remove one of the two",
        domain=domain,
        severity=RULE.severity,
        label="allowed here",
        related=(Related(forbidden.location, "forbidden here"),),
        scope=domain,
        digest=f"{allowed.regex}\x1f{forbidden.regex}",
    )


RULE = Rule(code="SSOT109", name="pattern-conflict", severity=Severity.ERROR, explanation=__doc__, check=check)

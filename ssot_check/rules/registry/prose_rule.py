"""Rules of a domain are prose: no check is bound to them.

What it does
------------
Counts the rules of each domain (and those of the registry itself) to which no check is bound, and reports the number once per domain, at
the first of them. One line per rule would bury everything else: a registry has dozens, and the point is how much of it is unproved.

Why it matters
--------------
A rule that nothing proves is kept as long as everybody remembers it.

How to fix
----------
Bind the rule to a check (`{text: ..., check: SSOT302}`), say it as `bans` or `must_use`, or leave it as advice: this is no fault.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Policy
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each domain with such rules, and one for the registry's own."""
    for name, policies in (("", project.registry.policies), *((domain.name, domain.policies) for domain in project.registry.domains)):
        unbound = [policy for policy in policies if not policy.check]
        if unbound:
            yield _finding(project, name, unbound, len(policies))


def _finding(project: Project, domain: str, unbound: Sequence[Policy], count: int) -> Finding:
    whose = f"of `{domain}`" if domain else "of the registry itself"
    how_many = "the one rule" if count == 1 else f"{len(unbound)} of the {count} rules" if len(unbound) < count else f"the {count} rules"
    verb = "is" if len(unbound) == 1 else "are"
    remedy = "write `{text: ..., check: SSOT...}`, or say it as `bans` or `must_use`"
    if project.registry.dialect is Dialect.COMPAT:
        remedy = "version 2 of the registry lets a rule name its check: `{text: ..., check: SSOT...}`"
    return Finding(
        code=RULE.code,
        message=f"{how_many} {whose} {verb} prose that no check is bound to",
        location=unbound[0].location,
        why="a rule that nothing proves is kept as long as everybody remembers it",
        help=remedy,
        domain=domain,
        severity=RULE.severity,
        label="not bound to a check",
        scope=domain,
    )


RULE = Rule(code="SSOT116", name="prose-rule", severity=Severity.INFORMATION, explanation=__doc__, check=check)

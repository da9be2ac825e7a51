"""A domain protects nothing: it has no path, no member, no fact and no rule.

What it does
------------
Reports domains that have neither owner paths nor members, facts, rules, bans, `must_use` or variants. A domain of which
a part could not be read is left out, because that is reported already.

Why it matters
--------------
Such a domain looks like a decision, and no check follows from it.

How to fix
----------
Name its owner, as in `paths: [src/app/log.py]`, or remove the domain.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding for each such domain, at its name."""
    starts = sorted(domain.location.line for domain in project.registry.domains)
    about = {fact.domain for fact in project.registry.facts}
    for domain in project.registry.domains:
        if not _holds(domain) and domain.name not in about and not _has_trouble(project, domain, starts):
            yield _finding(domain)


def _holds(domain: Domain) -> bool:
    rules = (domain.policies, domain.bans, domain.must_use, domain.variants, domain.imports)
    return bool(domain.owner_paths or domain.facts or domain.default_bans or any(rules))


def _has_trouble(project: Project, domain: Domain, starts: list[int]) -> bool:
    """True when the loader complained about something between this domain's line and the next one's."""
    first = domain.location.line
    after = next((line for line in starts if line > first), None)
    places = (problem.location for problem in project.problems if problem.location.path == project.registry.path)
    return any(first <= place.line and (after is None or place.line < after) for place in places)


def _finding(domain: Domain) -> Finding:
    return Finding(
        code=RULE.code,
        message=f"the domain `{domain.name}` owns nothing: it has no path, no member, no fact and no rule",
        location=domain.location,
        why="it looks like a decision and decides nothing",
        help=f"name its owner under `path` of `{domain.name}`, or remove the domain",
        domain=domain.name,
        severity=RULE.severity,
        label="owns nothing",
        scope=domain.name,
    )


RULE = Rule(code="SSOT113", name="ownerless-domain", severity=Severity.WARNING, explanation=__doc__, check=check)

"""A number under `metrics` of the registry differs from what can be counted.

What it does
------------
Counts again what the name of a number says: domains (`total_domains`, `ssot_domains`), owner paths (`ssot_files`,
`owner_paths`) and deprecated modules (`deprecated_modules`). Deprecated modules can be counted in several ways, and
each is right: the entries of `deprecated_modules` or those of all lists, with or without the ones called removed. Other
numbers are not judged: they are about another time or another tool.

Why it matters
--------------
People quote the numbers of a registry. A number typed by hand is true on the day it is typed.

How to fix
----------
Write the number that the message gives, or remove the line.
"""

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.entry import Stated
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import named

_PREFIX: Final = "metrics."
_COUNT: Final = re.compile(r"(?:total_|number_of_|num_)?(\w+?)(?:_count|_total)?")
_DOMAINS: Final = ("domains", "ssot_domains", "sources_of_truth")
_PATHS: Final = ("ssot_files", "owner_paths", "owned_paths", "owners")
_DEPRECATED: Final = ("deprecated_modules", "deprecated_paths", "deprecated_files", "deprecated_entries")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each number."""
    for item in project.registry.stated:
        if item.key.startswith(_PREFIX) and item.text.strip().isdigit():
            counts = _counts(project.registry, item.key.removeprefix(_PREFIX))
            if counts and int(item.text) not in {number for _, number in counts}:
                yield _finding(item, counts)


def _counts(registry: Registry, name: str) -> list[tuple[str, int]]:
    """What the name may count, in words, and how many there are; [] for a name that counts something else."""
    match = _COUNT.fullmatch(name.casefold())
    noun = match[1] if match else ""
    if noun in _DOMAINS:
        return [("domains", len(registry.domains))]
    if noun in _PATHS:
        return [("owner paths", len({entry.path for domain in registry.domains for entry in domain.owner_paths}))]
    if noun not in _DEPRECATED:
        return []
    every = {named(entry): entry for entry in registry.all_deprecated}
    lists = [("in the list", list(registry.deprecated)), ("in all lists", list(every.values()))]
    found = [(where, len(entries)) for where, entries in lists if entries]
    still = [(f"{where} and not called removed", sum(entry.state is not State.REMOVED for entry in entries)) for where, entries in lists]
    return [*found, *(item for item in still if item[1])]


def _finding(item: Stated, counts: list[tuple[str, int]]) -> Finding:
    shown = ", ".join(f"{number} {what}" for number, what in {number: what for what, number in counts[::-1]}.items())
    fix = Fix(f"write {counts[0][1]}", Safety.SAFE, (Edit(item.location, str(counts[0][1])),)) if len(counts) == 1 else None
    return Finding(
        code=RULE.code,
        message=f"`{item.key}` says {item.text}; counted: {shown}",
        location=item.location,
        why="a number in the registry is quoted, and this one was true on some other day",
        help=f"write {counts[0][1]}, or remove the line",
        severity=RULE.severity,
        label="typed by hand",
        fix=fix,
        digest=item.key,
    )


RULE = Rule(code="SSOT117", name="wrong-metric", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SAFE)

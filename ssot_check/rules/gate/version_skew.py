"""Hooks, pipelines and requirements fix different versions of ssot-check.

What it does
------------
Gathers the exact versions: `rev` of the pre-commit hook, `ssot-check==1.2.3` and `ssot-check@1.2.3` in commands, `==` in requirements
files and `pyproject.toml`, the version of an action. A leading `v` does not count. Ranges and names of branches are not compared.

Why it matters
--------------
Rules and scores differ between versions: what passes on one's own machine fails in the pipeline, or the other way round, and the
baseline of one is stale for the other.

How to fix
----------
Write one version everywhere.
"""

import re
from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.model.wiring import Pin

_EXACT = re.compile(r"\d+(\.\d+)+\S*")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each version that differs from the first."""
    exact = [pin for pin in project.wiring.pins if _EXACT.fullmatch(pin.version)]
    first: dict[str, Pin] = {}
    for pin in exact:
        first.setdefault(pin.version, pin)
    base, *others = first.values() if first else (None,)
    for pin in others:
        if base is not None and pin is not None:
            yield Finding(
                code=RULE.code,
                message=f"ssot-check {pin.version} here and {base.version} in `{base.location.path}`",
                location=pin.location,
                why="what passes with one version may fail with the other",
                help=f"write one version everywhere, such as {max(pin.version, base.version, key=_number)}",
                severity=RULE.severity,
                label=f"version {pin.version}",
                related=(Related(base.location, f"version {base.version}"),),
                digest=digest_parts((pin.version, base.version)),
            )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


RULE = Rule(code="SSOT905", name="version-skew", severity=Severity.WARNING, explanation=__doc__, check=check)

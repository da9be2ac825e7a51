"""The registry is changed, and neither its version nor its changelog says so.

What it does
------------
Holds for a compat registry with a `version` or a `changelog`. Under `--since`, `--staged` and `--baseline-ref`, a change of the registry
must raise the `version` and add an entry to the `changelog`, whichever of them it has. Comments, blank lines, moved
lines and remarks about the registry itself (dates, notes, metrics, the plan of the migration) are no change. Version 2
of the registry has neither key, since git's history is its changelog; there nothing is asked.

Why it matters
--------------
Others hold a copy of the registry, or quote its version: they cannot see that it means something else now.

How to fix
----------
Raise `version`, and write under `changelog` what is different.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ssot_check.model.changes import Deed, Lines
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry
from ssot_check.model.verdict import Severity

_IDLE: Final = re.compile(r"\s*(?:#.*)?")
_REMARK: Final = re.compile(r"(?:^|\s+)#.*$")
_VERSION: Final = re.compile(r"[\"']?version[\"']?\s*:")
_HISTORY: Final = re.compile(r"[\"']?changelog[\"']?\s*:")


def check(project: Project) -> Iterator[Finding]:
    """One finding."""
    changes, registry = project.changes, project.registry
    change = changes.files.get(registry.path) if changes else None
    lines = changes.lines.get(registry.path) if changes else None
    if change is None or lines is None or change.deed is not Deed.CHANGED or not _keeps_history(registry):
        return
    number = _first(lines, registry)
    missing = [name for name, done in _duties(registry, lines) if not done]
    if number and missing:
        yield Finding(
            code=RULE.code,
            message=f"the registry is changed, and its {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} as before",
            location=Location(registry.path, number, 1, number, 1),
            why="whoever holds a copy or quotes its version cannot see that it means something else now",
            help=f"write the change down: {' and '.join(missing)}",
            severity=RULE.severity,
            label="changed here",
            digest=" ".join(missing),
        )


def _keeps_history(registry: Registry) -> bool:
    return any(_VERSION.match(line) or _HISTORY.match(line) for line in registry.lines)


def _duties(registry: Registry, lines: Lines) -> Iterator[tuple[str, bool]]:
    """What the registry keeps of its history, and whether the change wrote it."""
    written = {number for number, _ in lines.added}
    if any(_VERSION.match(line) for line in registry.lines):
        yield "`version`", any(_VERSION.match(text) for _, text in lines.added)
    if any(_HISTORY.match(line) for line in registry.lines):
        yield "`changelog`", any(item.key.startswith("changelog.") and item.location.line in written for item in registry.stated)


def _first(lines: Lines, registry: Registry) -> int:
    """The first line of substance that the change wrote, or the place where it took one out; 0 when there is neither."""
    aside = {item.location.line for item in registry.stated}
    told = [(number, text) for number, text in lines.added if not _IDLE.fullmatch(text) and not _VERSION.match(text)]
    before = Counter(_said(text) for text in lines.removed if not _IDLE.fullmatch(text) and not _VERSION.match(text))
    fresh = [number for number, text in told if number not in aside and not before[_said(text)]]
    if fresh:
        return fresh[0]
    gone = before - Counter(_said(text) for _, text in told)
    remarks = sum(number in aside for number, _ in told)
    return 1 if gone.total() > remarks else 0


def _said(text: str) -> str:
    """A line without its indentation and the remark behind it."""
    return _REMARK.sub("", text.strip())


RULE = Rule(
    code="SSOT706", name="registry-changed", severity=Severity.WARNING, explanation=__doc__, check=check,
    change=_keeps_history,
)  # fmt: skip

"""A deprecated file does not say that it is deprecated.

What it does
------------
Looks into the files that are deprecated as a whole, where a language or format reads them, for a word of it: "deprecated" (also as a
decorator, a `DeprecationWarning` or `@deprecated`), "obsolete", "superseded", "legacy", "moved to" and the like. An `__init__.py` that is
empty, tests and files called removed or archived need none.

Why it matters
--------------
Whoever opens the file, or finds it by a search, does not read the registry first.

How to fix
----------
Write a line at the top that says it, and what replaces the file; in code, warn at import.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import old_files
from ssot_check.rules.support.successors import shown_successor


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file, or for each deprecated folder with such files."""
    seen = set()
    for path, entry in sorted(old_files(project).items()):
        if path in project.evidence.unmarked and entry.state not in (State.REMOVED, State.ARCHIVED) and entry.location not in seen:
            seen.add(entry.location)
            target = shown_successor(project, entry)
            yield Finding(
                code=RULE.code,
                message=f"{path} is deprecated and does not say so",
                location=Location(path, 1, 1, 1, 1),
                why="whoever opens the file does not read the registry first",
                help=f"write at the top: deprecated, use {target}" if target else "write at the top that it is deprecated, and why",
                domain=entry.domain,
                severity=RULE.severity,
                label="no word of it in this file",
                related=(Related(entry.location, "deprecated here"),),
                digest=path,
            )


RULE = Rule(code="SSOT409", name="missing-notice", severity=Severity.INFORMATION, explanation=__doc__, check=check)

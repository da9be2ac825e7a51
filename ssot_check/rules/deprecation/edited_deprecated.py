"""A change makes a deprecated file grow.

What it does
------------
Under `--since`, `--staged` and `--baseline-ref`, counts the lines that the change adds to a deprecated file and those that it
removes.
Blank lines, comments and lines that say that something is deprecated do not count. More lines added than removed are
reported; a repair or a rename that leaves the length as it was is not. A new file in a deprecated folder counts as
growth. The change that deprecates a file may edit it.

Why it matters
--------------
New code in a file that is to go has to be moved out again, or the file stays because of it.

How to fix
----------
Put the new code where the replacement is, and let the deprecated file shrink.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.changes import Changes, Deed
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.changed import brought_back, is_fresh
from ssot_check.rules.support.outdated import old_files
from ssot_check.rules.support.successors import twin

_IDLE: Final = re.compile(r"\s*(?:(?:#|//|/?\*+|--|\"\"\"|''').*)?")
_NOTICE: Final = re.compile(r"deprecat|obsolete|supersed|no longer|moved to|replaced by|removed in|import warnings", re.IGNORECASE)


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file."""
    if project.changes is None:
        return
    back = brought_back(project)
    for path, entry in sorted(old_files(project).items()):
        change = project.changes.files.get(path)
        known = change is None or path in back or entry.state is State.ARCHIVED or change.origin
        if change is not None and not known and change.deed in (Deed.ADDED, Deed.CHANGED) and not is_fresh(project, entry.location):
            grown, line = _growth(project, project.changes, path)
            if grown > 0:
                yield _finding(project, path, entry, grown, line)


def _growth(project: Project, changes: Changes, path: str) -> tuple[int, int]:
    """Lines of substance that a file has more than before, and the first that was added."""
    lines = changes.lines.get(path)
    if lines is None and changes.files[path].deed is Deed.ADDED:  # git does not track it yet
        return (project.files[path].lines if path in project.files else 0), 1
    added = [number for number, text in lines.added if _counts(text)] if lines else []
    return (len(added) - _counted(lines.removed) if lines else 0), min(added, default=1)


def _counted(texts: Iterable[str]) -> int:
    return sum(_counts(text) for text in texts)


def _counts(text: str) -> bool:
    return not _IDLE.fullmatch(text) and not _NOTICE.search(text)


def _finding(project: Project, path: str, entry: Deprecated, grown: int, line: int) -> Finding:
    target = twin(project, entry, path)
    return Finding(
        code=RULE.code,
        message=f"the change makes the deprecated `{path}` {grown} {'line' if grown == 1 else 'lines'} longer",
        location=Location(path, line, 1, line, 1),
        why="what is put into a file that is to go has to be moved out again, or keeps the file",
        help=f"put it into `{target}`" if target else "put it where the replacement is",
        domain=entry.domain,
        severity=RULE.severity,
        label="added here",
        related=(Related(entry.location, "deprecated here"),),
        digest=digest_parts((path,)),
    )


RULE = Rule(
    code="SSOT406", name="edited-deprecated", severity=Severity.WARNING, explanation=__doc__, check=check,
    change=lambda registry: bool(registry.all_deprecated),
)  # fmt: skip

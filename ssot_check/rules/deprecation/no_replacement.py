"""Something is deprecated, and nobody says what to use instead.

What it does
------------
Reports deprecated entries without `use` (`use_instead`) whose file or symbol is still there. Where the domain owns one single file
(or one single file of that language), that is the replacement and need not be written. A `reason` (or remark) that says that nothing
replaces it is an answer, too. An entry that a remark narrows to a part of its file is not judged.

Why it matters
--------------
Whoever meets the warning has to guess, or stays with what works.

How to fix
----------
Write `use`. When nothing replaces it, say so in `reason`.
"""

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, Dialect, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import is_whole
from ssot_check.rules.support.outdated import is_left, named
from ssot_check.rules.support.successors import successor

_NOTHING: Final = re.compile(
    r"no (?:direct |longer )?(?:replacement|successor|alternative|substitute|need)|no longer|not needed|nothing replaces|not replaced"
    r"|unused|dead code|without (?:a )?(?:replacement|successor)|dropped",
    re.IGNORECASE,
)


def check(project: Project) -> Iterator[Finding]:
    """One finding for each thing."""
    answered = {named(entry) for entry in project.registry.all_deprecated if entry.use or _says(entry)}
    seen = set(answered)
    for entry in project.registry.all_deprecated:
        is_open = entry.state not in (State.REMOVED, State.ARCHIVED) and (
            entry.path is None or (is_left(project, entry) and _is_clear(entry))
        )
        if is_open and named(entry) not in seen and not successor(project, entry)[0]:
            seen.add(named(entry))
            yield _finding(project, entry)


def _is_clear(entry: Deprecated) -> bool:
    """False when a remark narrows the entry to a part of the file that only a person understands."""
    return is_whole(entry) or bool(entry.symbol or (entry.path and entry.path.symbol))


def _says(entry: Deprecated) -> bool:
    note = entry.path.note if entry.path else ""
    return _NOTHING.search(f"{entry.reason} {note}") is not None


def _finding(project: Project, entry: Deprecated) -> Finding:
    compat = project.registry.dialect is Dialect.COMPAT
    key = "use_instead" if compat else "use"
    return Finding(
        code=RULE.code,
        message=f"`{named(entry)}` is deprecated, and nothing is named to use instead",
        location=entry.location,
        why="whoever meets it has to guess, or stays with what works",
        help=f"write `{key}: ...`, or say in `reason` that nothing replaces it",
        domain=entry.domain,
        severity=RULE.severity,
        label="without a replacement",
        digest=named(entry),
    )


RULE = Rule(code="SSOT407", name="no-replacement", severity=Severity.WARNING, explanation=__doc__, check=check)

"""A suppression names a code that no rule has, or that may not be suppressed.

What it does
------------
Compares every code of suppressing comments and of the registry's `exceptions` with the codes of all rules. Codes are whole: `SSOT2`
names nothing. Rules of family 0 (what stops the check from seeing) and of family 8 (suppressions themselves) may not be suppressed.

Why it matters
--------------
Such a code has no effect. Whoever wrote it believes that something is allowed, or that a risk was recorded.

How to fix
----------
Write the code that is suggested; `ssot-check explain --list` shows all of them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Fix, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.suppression import NEVER_SUPPRESSED, Reach, Suppression
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exceptions import code_rewriting, exception_removal
from ssot_check.rules.support.suppressions import comments, meant_code, removal, report, rewriting

_WHY: Final = "it has no effect, and whoever wrote it believes that it has"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each comment and each entry with such codes."""
    known = dict(project.ledger.codes)
    if not known:
        return
    for comment in comments(project):
        bad = {code: meant_code(code, known) for code in comment.codes if code not in known}
        if bad and not comment.malformed and comment.reach is not Reach.END:
            found = report(RULE.code, RULE.severity, comment.location, _message(bad), why=_WHY, help=_help(bad), label="no effect")
            yield replace(found, fix=_fix(comment, bad))
    for entry in project.registry.exceptions:
        if entry.code not in known:
            bad = {entry.code: meant_code(entry.code.upper(), known)}
            found = report(RULE.code, RULE.severity, entry.location, _message(bad), why=_WHY, help=_help(bad), label="no effect")
            guess = bad[entry.code]
            mended = code_rewriting(project, entry, guess) if guess else exception_removal(project, entry.location, Safety.SUGGESTED)
            yield replace(found, fix=mended)


def _message(bad: Mapping[str, str]) -> str:
    return "; ".join(
        f"{code} may not be suppressed" if code.startswith(NEVER_SUPPRESSED) else f"no rule has the code {code}" for code in bad
    )


def _help(bad: Mapping[str, str]) -> str:
    guesses = [f"{guess} for {code}" for code, guess in bad.items() if guess]
    if guesses:
        return f"did you mean {', '.join(guesses)}?"
    if all(code.startswith(NEVER_SUPPRESSED) for code in bad):
        return "remove it, and mend what it is about"
    return "`ssot-check explain --list` shows all codes"


def _fix(comment: Suppression, bad: Mapping[str, str]) -> Fix | None:
    if all(bad.values()):
        return rewriting(comment, tuple(bad.get(code) or code for code in comment.codes), "write the code that is meant", Safety.SUGGESTED)
    kept = tuple(code for code in comment.codes if code not in bad)
    return rewriting(comment, kept, "remove what is no code", Safety.SUGGESTED) if kept else removal(comment, Safety.SUGGESTED)


RULE = Rule(code="SSOT804", name="unknown-code", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

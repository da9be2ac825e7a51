"""A file that the registry requires is absent, or deprecated.

What it does
------------
Looks up each path under `file_existence.required`. A missing one that is an owner as well is SSOT101 and not repeated.

Why it matters
--------------
A list of required files is a promise that somebody checks. One wrong entry, and either the check is red for ever or nobody runs it.

How to fix
----------
Write the path under which the file stands now, or remove the entry.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import disputed, plain, retired
from ssot_check.rules.support.guesses import respell, suggest
from ssot_check.rules.support.places import is_missing, missing_owners


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry."""
    known, disputes, gone = missing_owners(project), disputed(project), retired(project)
    for entry in project.registry.required_files:
        path = plain(entry.path)
        if is_missing(project.tree, entry):
            if entry.path not in known:
                yield _missing(project, entry)
        elif path in gone and path not in disputes:
            old = gone[path]
            use = f"write `{old.use[0].path}`, which replaces it" if old.use else "require what replaces it, or remove the entry"
            related = (Related(old.location, "deprecated here"),)
            yield _finding(entry, f"the required file `{entry.path}` is deprecated (line {old.location.line})", use, related)


def _missing(project: Project, entry: PathEntry) -> Finding:
    suggestion = suggest(project.tree, entry.path)
    help_text = f"write {suggestion.text}" if suggestion else "write the path under which it stands now, or remove the entry"
    finding = _finding(entry, f"the required file `{entry.path}` does not exist", help_text, ())
    return replace(finding, fix=respell(project, (entry,), suggestion))


def _finding(entry: PathEntry, message: str, remedy: str, related: tuple[Related, ...]) -> Finding:
    return Finding(
        code=RULE.code,
        message=message,
        location=entry.location,
        why="whoever checks the list of required files fails here, or has stopped checking it",
        help=remedy,
        severity=RULE.severity,
        label="required here",
        related=related,
        digest=digest_parts((entry.path,)),
    )


RULE = Rule(code="SSOT112", name="required-file-missing", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)

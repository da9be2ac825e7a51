"""A file lacks an import, `source` line or include that the registry demands of it.

What it does
------------
Looks at `must_use` of each domain: every file that matches `files` must import, source or include `source`, itself or through a script that
it sources. A `source` line whose path is known only at run time counts when the file name fits. Not asked are the `source` itself and the
files that the domain owns. Files in a language without an analyser, and programs in another language than the `source`, cannot be asked;
that is told as SSOT010. A compat registry has no
`must_use`; there, the sentence "All ... MUST source FILE" is read as one, and the finding is a warning.

Why it matters
--------------
The rule "every script uses the library" is only as good as the next script that forgets it, and nobody sees that one.

How to fix
----------
Write the line that the `help` names. Where a file rightly does without, narrow `files`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.listed import after
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain, MustUse
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.footing import uses_of

_PROGRAMS = frozenset(("go", "python", "rust", "shell", "typescript"))
_BLIND = (Skip.NO_LANGUAGE, Skip.FOREIGN, Skip.UNREADABLE, Skip.CRASHED, Skip.HUGE)


def check(project: Project) -> Iterator[Finding | Problem]:
    """One finding for each file and demand."""
    for domain in project.registry.domains:
        owned = frozenset(project.owned_files(domain)) if domain.must_use else frozenset()
        for rule in domain.must_use:
            sources = frozenset(project.select(rule.source))
            asked = [path for path in project.select(rule.files) if path not in owned and path not in sources]
            if not sources:
                continue  # the source itself is missing, and reference-missing says so
            for path in asked:
                file = project.files.get(path)
                if file is not None and (other := _other_language(project, file, sources)):
                    yield _unasked_of(domain, rule, path, f"it is {file.language}, and `{rule.source.path}` is {other}")
                elif file is None:
                    yield from _unasked(project, domain, rule, path)
                elif sources.isdisjoint(uses_of(project).files(file)) and not _may(file, sources):
                    yield _finding(project, domain, rule, path)


def _other_language(project: Project, file: ParsedFile, sources: frozenset[str]) -> str:
    """The language of the source where a program in that of the file cannot take anything from it; "" where it can."""
    spoken = {project.files[path].language for path in sources if path in project.files}
    return min(spoken) if {file.language, *spoken} <= _PROGRAMS and spoken and file.language not in spoken else ""


def _may(file: ParsedFile, sources: frozenset[str]) -> bool:
    """True when a `source` line whose path nobody can know ends in the right file name."""
    names = {path.rpartition("/")[2] for path in sources}
    return any(item.kind is ReferenceKind.SOURCE and "$" in item.name and item.name.rpartition("/")[2] in names for item in file.references)


def _finding(project: Project, domain: Domain, rule: MustUse, path: str) -> Finding:
    replacement = project.replacements.get((domain.name, rule.source.path, path))
    return Finding(
        code=RULE.code,
        message=f"`{path}` does not use `{rule.source.path}`, which `{domain.name}` demands{_words(rule.files.written)}",
        location=Location(path, 1, 1, 1, 1),
        why="it does without what all others of its kind share, and nobody notices",
        help=after(f"write near the top: {replacement.line}", replacement.first)
        if replacement and replacement.line
        else f"import or source {rule.source.path}",
        domain=domain.name,
        severity=Severity.WARNING if project.registry.dialect is Dialect.COMPAT else RULE.severity,
        label="the line is missing in this file",
        related=(Related(rule.location, "demanded here"),),
        digest=rule.source.path,
    )


def _unasked(project: Project, domain: Domain, rule: MustUse, path: str) -> Iterator[Problem]:
    skipped = project.skip_reasons.get(path)
    if skipped is not None and skipped.reason in _BLIND:
        yield _unasked_of(domain, rule, path, skipped.reason.value)


def _unasked_of(domain: Domain, rule: MustUse, path: str, cause: str) -> Problem:
    return Problem(
        "SSOT010",
        f"whether `{path}` uses `{rule.source.path}` was not checked",
        Location(path),
        Severity.WARNING,
        cause=cause,
        remedy="narrow `files` of the `must_use` entry to files that can use it",
        domain=domain.name,
    )


def _words(written: str) -> str:
    """The demand, as a pattern or as the sentence in which a compat registry makes it."""
    return f": {written}" if " " in written.strip() else f" of every `{written}`"


RULE = Rule(code="SSOT311", name="missing-use", severity=Severity.ERROR, explanation=__doc__, check=check)

"""Nothing uses a deprecated file any more.

What it does
------------
Looks for imports, `source` lines, literal names (`import_module("...")`), and mentions in documents, pipelines, compose files and scripts
of each deprecated file that is still there. It speaks for Python, TypeScript, JavaScript and shell only, and not where a file of that
language could not be read in full. For a folder, all of its files must be unused. A name that is put together at run time and a user in
another repository cannot be seen; tests and lines that only tell of the file are no use.

Why it matters
--------------
What nobody deletes is found, read, copied and kept running by somebody.

How to fix
----------
Delete the file and take its entry out of the registry, or write `state: removed`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import named, old_files, old_uses, reached

_SEEN = ("python", "typescript", "shell")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry."""
    old = old_files(project)
    groups: dict[str, list[str]] = {}
    entries: dict[str, Deprecated] = {}
    for path, entry in sorted(old.items()):
        if path in project.tree.files and entry.state not in (State.REMOVED, State.ARCHIVED):
            groups.setdefault(named(entry), []).append(path)
            entries.setdefault(named(entry), entry)
    used = _used(project, old) if groups else {}
    dim = {file.language for file in project.files.values() if file.problems}
    for name, paths in groups.items():
        files = [project.files.get(path) for path in paths]
        if all(_is_seen(file, dim) for file in files) and not any(used.get(path) for path in paths):
            yield _finding(entries[name], name, _tests(project, old, paths))


def _is_seen(file: ParsedFile | None, dim: set[str]) -> bool:
    return file is not None and file.language in _SEEN and file.language not in dim


def _used(project: Project, old: dict[str, Deprecated]) -> dict[str, list[str]]:
    """Files that use each deprecated file, tests left out; a line that only tells of it is no use."""
    found: dict[str, list[str]] = {}
    for use in old_uses(project, old):
        if not use.file.test:
            found.setdefault(use.target.path, []).append(use.file.path)
    for path, touch in reached(project, old):
        found.setdefault(path, []).append(touch.location.path)
    for mention in project.evidence.mentions:
        if not mention.told:
            found.setdefault(mention.path, []).append(mention.location.path)
    return found


def _tests(project: Project, old: dict[str, Deprecated], paths: list[str]) -> list[str]:
    return sorted({use.file.path for use in old_uses(project, old) if use.file.test and use.target.path in paths})


def _finding(entry: Deprecated, name: str, tests: list[str]) -> Finding:
    with_tests = f", and {tests[0]}{f' and {len(tests) - 1} more' if len(tests) > 1 else ''}, which tests it" if tests else ""
    return Finding(
        code=RULE.code,
        message=f"nothing uses the deprecated `{name}` any more" + (" but its tests" if tests else ""),
        location=entry.location,
        why="what nobody deletes is found, read and copied by somebody",
        help=f"delete it{with_tests}, and take this entry out",
        domain=entry.domain,
        severity=RULE.severity,
        label="safe to delete, as far as this repository shows",
        digest=name,
    )


RULE = Rule(code="SSOT408", name="safe-to-delete", severity=Severity.INFORMATION, explanation=__doc__, check=check)

"""A file that the verdict rests on could not be read or parsed.

What it does
------------
Reports every owner file that cannot be analysed for what it is (binary, larger than the size limit, a Git LFS
pointer, a link that is named itself, inside a submodule or below a linked folder, left out of a sparse checkout; pictures, archives and
other stored data that a pattern takes along are counted alone), every other file in scope that cannot be opened, every source
file that is binary or larger than the limit, and every file that its language could not parse. Among the tests, and for web code that
is binary or large, it is a warning. So are declarations (`.d.ts`) outside the owners, which hold no code, and data outside them that is
broken on purpose (`fixtures/`, `bad.json`), or of a format that no owner has while neither facts nor bans ask for it, what else a sparse
checkout leaves out, and TOML 1.1 where 1.0 would not be valid.

Lines that a grammar does not know are a warning as well, in every language but Python, and the rest of the file is analysed:
`new(3)` of Go 1.26 is right, and younger than the grammar. When more than half of a file is lost so, it is an error, unless each place
shows a form that the grammar is known to lack. No score reaches 100 meanwhile.

Why it matters
--------------
Copies of an owner that was not read cannot be found, and a file that was not read may hold copies. A pass over such a
repository would say more than was seen, so the verdict is UNTRUSTED (exit code 2).

How to fix
----------
Give the tool what it needs: `git lfs pull`, `git submodule update --init`, the right file permissions, a larger
`max-file-bytes`, or text instead of a binary file. A file that may stay unread is named under `scan.exclude`; for an
owner that leaves a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.beside_code import is_stored_beside

_REMEDIES: Final = {
    Skip.BINARY: "name a text file as the owner, or move the entry out of the owner's paths",
    Skip.HUGE: "raise `max-file-bytes`, or split the file",
    Skip.LFS_POINTER: "run `git lfs pull`, or name a file that is not kept in LFS",
    Skip.SYMLINK: "name the file that the link points to",
    Skip.SUBMODULE: "own a file of this repository; a submodule is checked in its own repository",
    Skip.NOT_CHECKED_OUT: "add it to the sparse checkout: `git sparse-checkout add`",
    Skip.UNREADABLE: "check the file's permissions",
    Skip.CRASHED: "report it with the file",
    Skip.SPECIAL: "name a regular file as the owner",
}

_ANYWHERE: Final = (Skip.UNREADABLE, Skip.CRASHED)
_FOLDERS: Final = (Skip.SUBMODULE, Skip.SYMLINK)


def check(project: Project) -> Iterator[Problem]:
    """One problem for each owner that was skipped for what it is, and for each file in scope that cannot be opened."""
    # A link below an owned folder loses nothing: the file it points to is listed too.
    written = {entry.path for domain in project.registry.domains for entry in domain.owner_paths}
    named = {path for entry in project.registry.scan.exclude for path in project.select(entry)}
    for item in project.skipped:
        if item.reason not in _REMEDIES:
            continue
        owners = project.owners.get(item.path, ()) if item.reason is not Skip.SYMLINK or item.path in written else ()
        severity = Severity.WARNING if item.path in named else Severity.ERROR
        for domain in owners:
            if item.reason is Skip.BINARY and is_stored_beside(project, project.registry.domain(domain), item.path):
                continue
            yield _unseen_owner(item, domain, severity)
        if item.reason in _ANYWHERE and not owners:
            remedy = f"{_REMEDIES[item.reason]}, or name the file under `scan.exclude`"
            yield Problem(RULE.code, f"`{item.path}` {item.reason}", Location(item.path), cause="it may hold copies", remedy=remedy)
    yield from _below_the_unseen(project, named)
    yield from _not_here(project)


def _not_here(project: Project) -> Iterator[Problem]:
    """One warning for all that is left out of a sparse checkout: whoever works in one has chosen so, and must not take a pass for more."""
    left = [item.path for item in project.skipped if item.reason is Skip.NOT_CHECKED_OUT and item.path not in project.owners]
    if left:
        many = "1 file is" if len(left) == 1 else f"{len(left):,} files are"
        message = f"{many} left out of the sparse checkout and compared with nothing, the first `{left[0]}`"
        remedy = "where the verdict counts, check a full checkout: `git sparse-checkout disable`"
        yield Problem(RULE.code, message, Location(left[0]), Severity.WARNING, cause="they may hold copies", remedy=remedy)


def _below_the_unseen(project: Project, named: AbstractSet[str]) -> Iterator[Problem]:
    """Owners that git does not list, for they stand in a submodule or below a linked folder: without this they would pass unseen."""
    reasons = {item.path: item for item in project.skipped if item.reason in _FOLDERS}
    for domain in project.registry.domains if reasons else ():
        for entry in (entry for entry in domain.owner_paths if not entry.is_pattern and entry.path not in project.tree.files):
            folders = entry.path.split("/")[:-1]
            above = ("/".join(folders[:depth]) for depth in range(1, len(folders) + 1))
            item = next((reasons[path] for path in above if path in reasons), None)
            if item is not None:
                severity = Severity.WARNING if item.path in named else Severity.ERROR
                yield _unseen_owner(SkippedFile(entry.path, item.reason), domain.name, severity, entry.location)


def _unseen_owner(item: SkippedFile, domain: str, severity: Severity, place: Location | None = None) -> Problem:
    return Problem(
        RULE.code,
        f"owner `{item.path}` of `{domain}` was not analysed: {item.reason}",
        place or Location(item.path),
        severity,
        cause="copies of what it owns cannot be found",
        remedy=_REMEDIES[item.reason],
        domain=domain,
    )


RULE = Rule(code="SSOT007", name="unreadable-source", severity=Severity.ERROR, explanation=__doc__, check=check)

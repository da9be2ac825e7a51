"""An owner is written in a language that has no analyser.

What it does
------------
Counts the owner files that no language of ssot-check reads, entry by entry of the registry, with the endings of their names.
One that begins with `#!` and a known program, names its language in a comment for shellcheck, vim or Emacs, or is plainly a
shell library, is read, whatever it is called. Descriptions, licences and pictures that a folder takes along with code, and
`members`, are not counted.

Why it matters
--------------
Copies of such an owner are not searched for. The domain looks clean, and it is only unseen; the count makes the gap
visible in every report without failing the run. Where more of what an entry means is analysed than not, it is information.

How to fix
----------
List under `members` of the domain what is no code: templates, samples, lists. Otherwise keep the entry: paths, deprecations and
ownership are still checked, and a language gets its analyser in one file (see the guide for contributors).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.beside_code import ending, is_beside_code

_SHOWN: Final = 4
_UNCLAIMED: Final = (Skip.NO_LANGUAGE, Skip.FOREIGN)


def check(project: Project) -> Iterator[Problem]:
    """One warning for each registry entry that names such files."""
    for domain in project.registry.domains:
        told = {path for part in domain.components for entry in part.members for path in project.select(entry)}
        for entry in domain.owner_paths:
            paths = project.select(entry)
            found = [path for path in paths if path not in told and _is_unread(project, domain, path)]
            told.update(found)
            if found:
                yield _problem(domain, entry.location, found, sum(path in project.files for path in paths))


def _is_unread(project: Project, domain: Domain, path: str) -> bool:
    skipped = project.skip_reasons.get(path)
    return skipped is not None and skipped.reason in _UNCLAIMED and not is_beside_code(project, domain, path)


def _problem(domain: Domain, place: Location, paths: list[str], read: int) -> Problem:
    """What is said of the `paths` of one entry, of which as many others as `read` are analysed."""
    endings = {ending(path) for path in paths}
    known = [f"`{kind}`" for kind in sorted(endings) if "." in kind]
    bare = "a file without an ending" if len(paths) == 1 else "files without an ending"
    kinds = listed([bare, *known] if len(known) < len(endings) else known, _SHOWN)
    count = f"`{paths[0]}`" if len(paths) == 1 else f"{len(paths)} files, the first `{paths[0]}`"
    return Problem(
        RULE.code,
        f"owner of `{domain.name}` not analysed{_of(len(paths), read)}: no analyser for {kinds} ({count})",
        place,
        Severity.INFORMATION if read > len(paths) else Severity.WARNING,
        cause="copies of what they own are not searched for" if read else "copies of what it owns are not searched for",
        remedy="list under `members` what is no code, such as templates and samples; the other checks hold for this domain all the same",
        domain=domain.name,
    )


def _of(unread: int, read: int) -> str:
    return f" in {unread} of {unread + read} files" if read else ""


RULE = Rule(code="SSOT010", name="not-analysed", severity=Severity.WARNING, explanation=__doc__, check=check)

"""An owner is written in a language that has no analyser.

What it does
------------
Counts the owner files of each domain that no language of ssot-check reads, by the ending of their names. One that begins
with `#!` and a known program, names its language in a comment for shellcheck, vim or Emacs, or is plainly a shell library, is
read, whatever it is called. Descriptions, licences and pictures that a folder takes along with code
are not counted.

Why it matters
--------------
Copies of such an owner are not searched for. The domain looks clean, and it is only unseen; the count makes the gap
visible in every report without failing the run.

How to fix
----------
Nothing in the repository is wrong. Keep the entry: paths, deprecations and ownership are still checked. To close
the gap, add an analyser for the language (one file, see the guide for contributors).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.beside_code import ending, is_beside_code

_UNCLAIMED: Final = (Skip.NO_LANGUAGE, Skip.FOREIGN)


def check(project: Project) -> Iterator[Problem]:
    """One warning for each domain and kind of file, at the first registry entry that names such a file."""
    for domain in project.registry.domains:
        kinds: dict[str, list[str]] = {}
        for path in project.owned_files(domain):
            skipped = project.skip_reasons.get(path)
            if skipped is not None and skipped.reason in _UNCLAIMED and not is_beside_code(project, domain, path):
                kinds.setdefault(ending(path), []).append(path)
        for kind in sorted(kinds):
            yield _problem(project, domain, kind, kinds[kind])


def _problem(project: Project, domain: Domain, kind: str, paths: list[str]) -> Problem:
    place = next(entry.location for entry in domain.owner_paths if paths[0] in project.select(entry))
    count = f"`{paths[0]}`" if len(paths) == 1 else f"{len(paths)} files, the first `{paths[0]}`"
    return Problem(
        RULE.code,
        f"owner of `{domain.name}` not analysed: no analyser for `{kind}` ({count})",
        place,
        Severity.WARNING,
        cause="copies of what it owns are not searched for",
        remedy="the other checks still hold for this domain; an analyser for the language would close the gap",
        domain=domain.name,
    )


RULE = Rule(code="SSOT010", name="not-analysed", severity=Severity.WARNING, explanation=__doc__, check=check)

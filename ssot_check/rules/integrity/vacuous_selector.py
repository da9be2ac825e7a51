"""A pattern of the registry matches no file of the repository, or leaves none to compare.

What it does
------------
Tries every pattern of the registry on the listed files. It is an error when

* a pattern matches no file: owner paths and members, wrappers, the files under `must_use`, `allow_in`, allowed
  variants, files of facts
* the canonical file of a fact is not there, or has no key or constant of the name that `select` gives: nothing can be
  compared with it
* `duplicates.ignore`, `allow_in` or an entry of `exceptions` covers every file outside the owner: nothing is ever reported
* the `kind` of `variants` is not that of a single allowed file: one that nobody recognises (`compos`) forbids nothing
* `scan.tests` makes tests of all files, those of the owners included

It is a warning when the paths of one domain take in nearly all code: nothing is left that could be a copy. A plain path
that is missing is SSOT101. Repositories of one or two files with code are not asked.

Why it matters
--------------
A pattern with a typing mistake (`scr/log/**`) protects nothing, and every later run passes. It is the quietest way to
switch a check off, so the verdict is UNTRUSTED (exit code 2).

How to fix
----------
Correct the pattern, or remove the entry when the files are gone for good. Patterns follow gitignore and are relative to
the repository's root; files that git ignores do not count. `ssot-check --show-files` prints the files that are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.entry import PathEntry
from ssot_check.model.facts import UnreadFact
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project, Tree
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.blindness import NEARLY_ALL, Blind, blind, blind_everywhere, wide
from ssot_check.rules.support.no_kind import of_no_kind


def check(project: Project) -> Iterator[Problem]:
    """One problem for each glob without a file; an entry that stands in two roles is told once."""
    told: set[PathEntry] = set()
    yield from (_away(item, "") for item in blind_everywhere(project))
    for domain in project.registry.domains:
        yield from _too_wide(domain, project)
        yield from (_away(item, domain.name) for item in blind(domain, project))
        for role, entry in _globs(domain):
            if entry.is_pattern and entry not in told and not entry.is_exclusion and not project.select(entry):
                told.add(entry)
                problem = _problem(entry, f"{role} of domain `{domain.name}`", project, domain.name)
                # A glob read out of a sentence is our guess; a wrong guess must not cost the verdict.
                guessed = role == MUST_USE and project.registry.dialect is Dialect.COMPAT
                yield replace(problem, severity=Severity.WARNING) if guessed else problem
        yield from of_no_kind(RULE.code, domain, project)
    for fact in project.registry.facts:
        for place in (*(fact.copies), *((fact.canonical,) if fact.canonical else ())):
            if place.file.is_pattern and not project.select(place.file):
                yield _problem(place.file, f"a file of fact `{fact.name}`", project, fact.domain)
    unread = (item for item in project.facts.unread if not item.place.file.is_pattern or project.select(item.place.file))
    yield from map(_without_value, unread)


def _without_value(item: UnreadFact) -> Problem:
    """A fact of which nothing is known is compared with nothing."""
    what = f"`{item.place.select}` of {item.place.file.written}" if item.place.select else item.place.file.written
    return Problem(
        RULE.code,
        f"{what}, the canonical value of fact `{item.fact.name}`, gives no value",
        item.place.file.location,
        cause=item.cause,
        remedy="write a key path joined by dots, or the name of a constant, that the file has",
        domain=item.fact.domain,
    )


def _too_wide(domain: Domain, project: Project) -> Iterator[Problem]:
    """A domain that owns nearly all files that hold anything to compare, tests aside, finds no copy anywhere, and looks clean."""
    code = {path for path, file in project.files.items() if file.units and not file.test}
    found = wide(domain, project, code)
    owned = set().union(*found.values())
    if not owned or len(owned) < NEARLY_ALL * len(code):
        return
    entry = max(found, key=lambda item: len(found[item]))
    yield Problem(
        RULE.code,
        f"`{entry.written}` leaves nothing to compare: `{domain.name}` owns {len(owned):,} of {len(code):,} files that hold code",
        entry.location,
        Severity.WARNING,
        cause="copies are searched for outside the owner, and hardly anything is outside",
        remedy="name the files that hold the one true version, not everything that uses them",
        domain=domain.name,
    )


def _away(item: Blind, domain: str) -> Problem:
    return Problem(
        RULE.code,
        f"`{item.entry.written}`, in {item.key}, covers all {item.files:,} files with code that it is asked about",
        item.entry.location,
        cause=item.cause,
        remedy=item.remedy,
        domain=domain,
    )


MUST_USE: Final = "a `must_use` pattern"


def _globs(domain: Domain) -> Iterator[tuple[str, PathEntry]]:
    yield from (("an owner pattern", entry) for entry in domain.owner_paths)
    yield from (("a wrapper", wrapper.path) for wrapper in domain.wrappers)
    yield from ((MUST_USE, rule.files) for rule in domain.must_use)
    yield from (("an `allow_in` pattern", entry) for ban in domain.bans for entry in ban.allow_in)
    yield from (("an allowed variant", entry) for variants in domain.variants for entry in variants.allowed)


def _problem(entry: PathEntry, role: str, project: Project, domain: str) -> Problem:
    return Problem(
        RULE.code,
        f"`{entry.written}`, {role}, matches no file",
        entry.location,
        cause=_cause(entry.path, project.tree),
        remedy="correct the pattern, or remove the entry",
        domain=domain,
    )


def _cause(pattern: str, tree: Tree) -> str:
    """The longest leading folder that exists, and the step where the pattern leaves the tree."""
    folder = ""
    for step in pattern.strip("/").split("/")[:-1]:
        longer = f"{folder}/{step}" if folder else step
        if any(mark in step for mark in "*?["):
            break
        if longer not in tree.folders:
            return f"there is no folder `{longer}`"
        folder = longer
    return f"no listed file in `{folder}` matches" if folder else "no listed file matches"


RULE = Rule(code="SSOT009", name="vacuous-selector", severity=Severity.ERROR, explanation=__doc__, check=check)

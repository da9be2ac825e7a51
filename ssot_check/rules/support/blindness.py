"""Patterns of the registry that take so much away that a check which they belong to can find nothing."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final, NamedTuple

from ssot_check.model.entry import PathEntry
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain

FEWEST: Final = 3
"""In a repository with fewer files of code a pattern may cover all of them and mean no harm."""
NEARLY_ALL: Final = 0.95
"""Share of the files that hold code from which a domain owns nearly all of them."""

_ROUNDING: Final = 1e-6


class Blind(NamedTuple):
    """The widest of the patterns that cover all there is: the key it stands under, how many files it takes away, what follows."""

    entry: PathEntry
    key: str
    files: int
    cause: str
    remedy: str


def blind(domain: Domain, project: Project) -> Iterator[Blind]:
    """Lists of the domain that leave no file outside its owner."""
    code = {path for path, file in project.files.items() if file.units and not file.test}
    outside = code.difference(project.owned_files(domain))
    ignore = domain.duplicates.ignore
    exact = "name the files that may keep their copy; with `threshold: 1.0` only exact copies are reported"
    yield from _covering(project, ignore, outside, f"`duplicates.ignore` of `{domain.name}`", "no copy is left to be reported", exact)
    for ban in domain.bans:
        key = f"`allow_in` of a ban of `{domain.name}`"
        yield from _covering(project, ban.allow_in, outside, key, "the ban holds nowhere", "name the files that may, or remove the ban")


def blind_everywhere(project: Project) -> Iterator[Blind]:
    """Patterns by which the owners and everything else count as tests, and exceptions that switch their rule off."""
    code = {path for path, file in project.files.items() if file.units}
    patterns = project.registry.scan.tests if code.intersection(project.owners) else ()
    cause = "bans do not hold in tests, and tests are no copies of code"
    yield from _covering(project, patterns, code, "`scan.tests`", cause, "name the tests")
    for item in project.registry.exceptions:
        if not item.symbol:
            key = f"an exception of {item.code}"
            yield from _covering(project, (item.path,), code, key, "the rule is switched off", "name the one file that may")


def wide(domain: Domain, project: Project, code: set[str]) -> dict[PathEntry, set[str]]:
    """What each entry of a domain that names more than one file owns of the files that hold `code`."""
    return {entry: code.intersection(project.select(entry)) for entry in domain.owner_paths if entry.path not in project.tree.files}


def room(project: Project) -> int:
    """How many files may lose their code, or go, before a check that has something to look at now has nothing any more."""
    code = {path for path, file in project.files.items() if file.units}
    plain = {path for path in code if not project.files[path].test}
    lists: list[tuple[tuple[PathEntry, ...], set[str]]] = [(project.registry.scan.tests, code)]
    lists += (((item.path,), code) for item in project.registry.exceptions)
    left = [len(project.files.keys() - project.owners.keys())]
    for domain in project.registry.domains:
        outside = plain.difference(project.owned_files(domain))
        lists += ((entries, outside) for entries in (domain.duplicates.ignore, *(ban.allow_in for ban in domain.bans)))
        owned = set[str]().union(*wide(domain, project, plain).values())
        left += [max(0, ceil(len(plain) - len(owned) / NEARLY_ALL - _ROUNDING))] if owned else []
    left += (len(files.difference(*map(project.select, entries))) for entries, files in lists if entries)
    return min(left)


def _covering(project: Project, entries: tuple[PathEntry, ...], files: set[str], key: str, cause: str, remedy: str) -> Iterator[Blind]:
    taken = {entry: files.intersection(project.select(entry)) for entry in entries}
    if taken and len(files) >= FEWEST and len(set().union(*taken.values())) == len(files):
        yield Blind(max(taken, key=lambda entry: len(taken[entry])), key, len(files), cause, remedy)

"""What each listed file is to a run before it is read: scanned, a test, executable, owned, and which lines of the registry mean it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count, product
from typing import NamedTuple

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.registry import Registry
from ssot_check.model.source import Skip
from ssot_check.workspace.files import Survey, path_entries


class Role(NamedTuple):
    """`marks` has a bit for all that is said of a file; `is_named` is True where a line of the registry means it beyond scanning.

    `is_bound` is True where such a line says more than what the file itself may or must do: what others may do hangs on it.

    The numbers of the bits follow from the registry: roles under two registries are not compared.
    """

    marks: int
    is_named: bool
    is_bound: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of every file in the order of their names, as numbers into `kinds`; `rest` is a digest of what belongs to no file."""

    kinds: tuple[Role, ...]
    by_file: Numbers
    rest: str

    def role_of(self, number: int) -> Role:
        """That of the file of this number."""
        return self.kinds[self.by_file[number]]


def roles_by_path(survey: Survey, registry: Registry) -> dict[str, Role]:
    """The role of every listed file, by path, ascending."""
    marks = dict.fromkeys(sorted(survey.tree.files), 0)
    bits = (1 << number for number in count())
    for paths in (survey.tree.executable, survey.tests, survey.scanned):
        _mark(marks, paths, next(bits))
    reasons = {reason: next(bits) for reason in Skip}
    for item in survey.skipped:
        marks[item.path] |= reasons[item.reason]
    for domain in registry.domains:
        _mark(marks, (path for path, domains in survey.owners.items() if domain.name in domains), next(bits))
    scan = {(entry.path, entry.location.line) for entry in path_entries(registry.scan)}
    about_itself = _about_itself(registry)
    named, bound = set(survey.owners), set(survey.owners)
    for entry in sorted(survey.selected):
        _mark(marks, survey.selected[entry], next(bits))
        if entry not in scan:
            named.update(survey.selected[entry])
        if entry not in scan and entry not in about_itself:
            bound.update(survey.selected[entry])
    roles = {(said, *meant): Role(said, *meant) for said in set(marks.values()) for meant in product((False, True), repeat=2)}
    return {path: roles[said, path in named, path in bound] for path, said in marks.items()}


def _about_itself(registry: Registry) -> frozenset[tuple[str, int]]:
    """Entries that say of each file, whatever the others hold, what it may do, must use, or that it has to be owned."""
    entries = [*registry.covered_paths]
    for domain in registry.domains:
        entries += (*domain.consumers.allow, *domain.duplicates.ignore, *(rule.files for rule in domain.must_use))
        entries += (entry for ban in domain.bans for entry in ban.allow_in)
    found = Counter((entry.path, entry.location.line) for entry in entries)
    said = Counter((entry.path, entry.location.line) for entry in path_entries(registry))
    return frozenset(entry for entry, count in found.items() if count == said[entry])  # else it stands for something else, too


def _mark(marks: dict[str, int], paths: Iterable[str], bit: int) -> None:
    for path in paths:
        marks[path] |= bit


def rest_of(survey: Survey) -> str:
    """Digest of what is told of no listed file: who listed them, and what is not there."""
    renamed = (f"{old}\0{new}" for old, new in sorted(survey.tree.renames.items()))
    return digest_parts((survey.lister, *sorted(survey.tree.ignored), "\0", *renamed))


def packed(found: Mapping[str, Role], rest: str) -> Roles:
    """The roles, which stand in the order of their paths, as they are kept."""
    kinds = sorted(set(found.values()))
    numbers = {role: number for number, role in enumerate(kinds)}
    return Roles(tuple(kinds), array("I", (numbers[role] for role in found.values())), rest)

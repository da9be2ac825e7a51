"""What each listed file is to a run before it is read: scanned, a test, executable, owned, and which lines of the registry mean it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import count
from typing import NamedTuple

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.registry import Registry
from ssot_check.model.source import Skip
from ssot_check.workspace.files import Survey, path_entries


class Role(NamedTuple):
    """`marks` has a bit for all that is said of a file; `is_named` is True where a line of the registry means it beyond scanning.

    The numbers of the bits follow from the registry: roles under two registries are not compared.
    """

    marks: int
    is_named: bool


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
    named = set(survey.owners)
    for entry in sorted(survey.selected):
        _mark(marks, survey.selected[entry], next(bits))
        if entry not in scan:
            named.update(survey.selected[entry])
    roles = {(said, meant): Role(said, meant) for said in set(marks.values()) for meant in (False, True)}
    return {path: roles[said, path in named] for path, said in marks.items()}


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

"""What each listed file is to a run before it is read: scanned, a test, executable, owned, and which lines of the registry mean it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ssot_check.model.digest import digest_parts
from ssot_check.model.registry import Registry
from ssot_check.workspace.files import Survey, path_entries

_NOTHING: Final = ""


class Role(NamedTuple):
    """`said` are the marks of a file as text; `is_named` is True where a line of the registry means it that is not about scanning."""

    said: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of every file in the order of their names, as numbers into `kinds`; `rest` is a digest of what belongs to no file."""

    kinds: tuple[Role, ...]
    by_file: tuple[int, ...]
    rest: str


def roles_by_path(survey: Survey, registry: Registry) -> dict[str, Role]:
    """The role of every listed file."""
    marks: dict[str, list[str]] = defaultdict(list)
    for name, paths in (("executable", survey.tree.executable), ("test", survey.tests), ("scanned", survey.scanned)):
        for path in paths:
            marks[path].append(name)
    for item in survey.skipped:
        marks[item.path].append(f"skipped: {item.reason.value}")
    for path, domains in survey.owners.items():
        marks[path].append(f"of: {' '.join(domains)}")
    scan = {(entry.path, entry.location.line) for entry in path_entries(registry.scan)}
    named = set(survey.owners)
    for entry in sorted(survey.selected):
        for path in survey.selected[entry]:
            marks[path].append(f"by: {entry}")
            if entry not in scan:
                named.add(path)
    return {path: Role("\0".join(marks[path]) if path in marks else _NOTHING, path in named) for path in sorted(survey.tree.files)}


def rest_of(survey: Survey) -> str:
    """Digest of what is told of no listed file: who listed them, and what is not there."""
    renamed = (f"{old}\0{new}" for old, new in sorted(survey.tree.renames.items()))
    return digest_parts((survey.lister, *sorted(survey.tree.ignored), "\0", *renamed))


def packed(found: Mapping[str, Role], rest: str) -> Roles:
    """The roles as they are kept."""
    kinds = sorted(set(found.values()))
    numbers = {role: number for number, role in enumerate(kinds)}
    return Roles(tuple(kinds), tuple(numbers[found[path]] for path in sorted(found)), rest)

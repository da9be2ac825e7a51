"""Data classes, models, interfaces and structs that declare the same fields, and enumerations of the same members and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.members import are_members
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.rules.support.field_types import are_of_other_types
from ssot_check.rules.support.fields import Rarity
from ssot_check.rules.support.kin import are_related, takes_in
from ssot_check.rules.support.other_forms import is_other_form
from ssot_check.rules.support.outside import excused_paths, is_outside

LEAST_FIELDS: Final = 4
LEAST_MEMBERS: Final = 3
"""The same of members of an enumeration: their values are equal, too."""
LEAST_SHARED: Final = 6
LEAST_ALIKE: Final = 0.85
"""With six fields and more in common, one of seven may have been added or dropped since."""
LEAST_RARITY: Final = 3.0
LEAST_TELLING: Final = 2
"""Fields that next to no other class has: `id`, `name`, `created_at` and `status` are everywhere."""


@dataclass(frozen=True, slots=True)
class SchemaCopy:
    """`copy` declares the fields of `owner`, but for those that only one of both has."""

    domain: Domain
    owner: Unit
    copy: Unit
    shared: tuple[str, ...]
    only_owner: tuple[str, ...]
    only_copy: tuple[str, ...]
    known: bool = False
    """The copy's file takes the owner in by name."""
    typed: bool = False
    """Many of the fields are of other types."""

    @property
    def is_other_form(self) -> bool:
        """True where both are the same data in two forms, or frames of two things."""
        return (self.typed and self.owner.name != self.copy.name) or is_other_form(
            self.owner, self.copy, known=self.known, equal=not (self.only_owner or self.only_copy)
        )


def schema_copies(project: Project) -> Iterator[SchemaCopy]:
    """The copies of owned schemas outside their domain, one for each copy: the most alike, by place."""
    declared = [(file, unit) for _, file in sorted(project.files.items()) for unit in file.units if _is_schema(file, unit)]
    rarity = Rarity(unit for _, unit in declared if not are_members(unit.fields))
    counted = Rarity({(unit.name, frozenset(unit.fields)): unit for _, unit in declared if are_members(unit.fields)}.values())
    owned = list(_owned(project))
    excused = {domain.name: excused_paths(project, domain) for domain, _, _ in owned}
    told = {match.copy.signature for match in project.matches} | {shadow.copy.signature for shadow in project.shadows}
    # Told already, with the other one as the owner.
    turned = {(match.copy.signature, match.owner.signature) for match in project.matches}
    turned |= {(shadow.copy.signature, shadow.owner.signature) for shadow in project.shadows}
    for file, unit in declared:
        fit = [
            item
            for domain, owner_file, owner in owned
            if owner_file.language == file.language
            and is_outside(project, domain, file, excused[domain.name])
            and not are_related(owner, unit)
            and (owner.signature, unit.signature) not in turned
            and are_members(owner.fields) == are_members(unit.fields)
            and (item := _compared(domain, owner, unit, counted if are_members(unit.fields) else rarity, known=takes_in(file, owner)))
        ]
        if fit and unit.signature not in told and not _is_first(fit[0], project):
            found = min(
                fit, key=lambda item: (len(item.only_owner) + len(item.only_copy), item.owner.name != unit.name, item.owner.location)
            )
            yield replace(found, typed=are_of_other_types(project, found.owner, unit, found.shared))


def _owned(project: Project) -> Iterator[tuple[Domain, ParsedFile, Unit]]:
    for path, names in sorted(project.owners.items()):
        file = project.files.get(path)
        for unit in file.units if file is not None else ():
            if file is not None and _is_schema(file, unit):
                exporting = [name for name in names if any(export.name == unit.name for export in project.registry.domain(name).exports)]
                yield project.registry.domain((exporting or list(names))[0]), file, unit


def _is_schema(file: ParsedFile, unit: Unit) -> bool:
    """A class, interface or struct of its own with enough fields; a class inside a function or another class is a part of that.

    One that a program wrote may be an owner; `is_outside` leaves it out as a copy.
    """
    top = unit.kind is UnitKind.CLASS and not unit.scope and Trait.NESTED not in unit.traits
    return top and len(set(unit.fields)) >= least_of(unit.fields) and not file.test


def least_of(fields: Sequence[str]) -> int:
    """How many fields or members make a type that can be told from others."""
    return LEAST_MEMBERS if are_members(fields) else LEAST_FIELDS


def _is_first(found: SchemaCopy, project: Project) -> bool:
    """Two owners with one schema accuse each other: the one that stands first keeps it."""
    return bool(project.owners.get(found.copy.location.path)) and found.copy.location < found.owner.location


def _compared(domain: Domain, owner: Unit, unit: Unit, rarity: Rarity, *, known: bool) -> SchemaCopy | None:
    ours, theirs = set(owner.fields), set(unit.fields)
    shared = ours & theirs
    if ours != theirs and (len(shared) < LEAST_SHARED or len(shared) < LEAST_ALIKE * len(ours | theirs)):
        return None
    if len(shared) < LEAST_FIELDS and owner.name != unit.name:
        return None
    if rarity.of(shared) < LEAST_RARITY or len(rarity.telling(shared)) < LEAST_TELLING:
        return None
    kept = tuple(rarity.ordered(shared))
    return SchemaCopy(domain, owner, unit, kept, tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours)), known)

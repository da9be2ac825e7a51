"""Data classes, models, interfaces and structs that declare the same fields, and enumerations of the same members and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.members import are_members
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.rules.support.fields import Rarity
from ssot_check.rules.support.kin import are_related, takes_in
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
_API: Final = regex(r"(?:^|/)apis?/(?:[\w.-]+/)*v\d+(?:(?:alpha|beta)\d+)?(?=/[^/]+$)")
_GO: Final = ".go"
_WORD_BEGINS: Final = regex(r"(?<=[a-z0-9])[A-Z]|(?<=_)[A-Za-z]")


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

    @property
    def is_other_form(self) -> bool:
        """True for types under other names, where no field is of a type of the other or one is turned into the other beside it.

        That is the same data before and after it was read, as are a struct of Go with tags and one without under any names. So are
        two of one family (`ReadHandles`, `WriteHandles`), unless nothing differs: each is the frame of its own thing. A version of an
        API (`apis/config/v1beta1`) declares what others rely on, and must not change with what is inside. States and kinds of two
        things may be counted alike: an enumeration is known by its name.
        """
        if are_members(self.owner.fields) and self.owner.name != self.copy.name:
            return True
        if _api(self.copy) and _api(self.owner) != _api(self.copy):
            return True
        if _is_tagged(self.owner) is not _is_tagged(self.copy):
            return True
        mine, theirs = _types(self.owner), _types(self.copy)
        turned = self.known or (bool(mine) and bool(theirs) and mine.isdisjoint(theirs))
        differ = bool(self.only_owner or self.only_copy) or mine != theirs
        return self.owner.name != self.copy.name and (turned or (differ and _kind(self.owner) == _kind(self.copy)))


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
            yield min(fit, key=lambda item: (len(item.only_owner) + len(item.only_copy), item.owner.name != unit.name, item.owner.location))


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


def _api(unit: Unit) -> str:
    """The folder of a version of an API that declares the type; "" for a type inside."""
    path = unit.location.path
    found = _API.search(path)
    return path[: found.end()] if found else ""


def _is_tagged(unit: Unit) -> bool:
    """True for a struct of Go that says how its fields are read or written: nothing else in it is a text."""
    return unit.location.path.endswith(_GO) and any(word.startswith('"') for word in unit.fingerprint.words)


def _types(unit: Unit) -> frozenset[str]:
    """Names of a declaration that are neither its own, nor fields, nor words of texts."""
    return frozenset(word for word in unit.fingerprint.words if not word.startswith('"')) - {unit.name, *unit.fields}


def _kind(unit: Unit) -> str:
    """What a type is by its name: the last word of it, of several (`MergeHandles`: `Handles`), else all of it."""
    return unit.name[max((found.start() for found in _WORD_BEGINS.finditer(unit.name)), default=0) :].lower()


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

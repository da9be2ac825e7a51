"""Names of functions and methods by the type that has them, as far as other files may depend on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from ssot_check.matching.frames import last_names
from ssot_check.matching.hierarchy import type_of
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind


def answers(file: ParsedFile) -> Counter[tuple[tuple[str, str], str]]:
    """The functions and methods by type and name; as `matching.hierarchy` has it, a type is known by its folder and name."""
    found = (unit for unit in file.units if unit.kind in FUNCTIONS and Trait.NESTED not in unit.traits)
    return Counter((type_of(unit), unit.name) for unit in found)


def types_of(units: Iterable[Unit]) -> set[tuple[str, str]]:
    """The types of the methods among these units."""
    return {type_of(unit) for unit in units if unit.kind is UnitKind.METHOD}


def asked_names(project: Project) -> tuple[str, ...]:
    """Names that an interface may ask for, and those of the methods of every type that an owner has a part of."""
    units = [unit for file in project.files.values() for unit in file.units]
    asking = [unit for unit in units if Trait.PROTOCOL in unit.traits]
    owned = (unit for path in project.owners if path in project.files for unit in project.files[path].units)
    types = types_of(owned).union((unit.location.path.rpartition("/")[0], unit.name) for unit in asking)
    found = {word for unit in asking for word in unit.fingerprint.words}
    found.update(unit.name for unit in units if unit.kind is UnitKind.METHOD and type_of(unit) in types)
    return tuple(sorted(found))


def faces(file: ParsedFile, owned: set[int]) -> Iterator[tuple[tuple[str, ...], Hashable]]:
    """The names of all that a file has, with what others may ask of each by its name."""
    for unit in file.units:
        yield (unit.qualified_name, unit.name), _face(unit, is_owned=id(unit) in owned)
    for item in file.definitions:
        yield (item.name,), item.reexport


def _face(unit: Unit, *, is_owned: bool) -> Hashable:
    """What others may ask of a unit by its name; of a private one also whether it keeps what it has found."""
    calls = last_names(unit.calls) if unit.is_private else frozenset[str]()
    return unit.kind, unit.scope, unit.traits, unit.bases, unit.fields, unit.parameters, unit.reuse, calls, is_owned

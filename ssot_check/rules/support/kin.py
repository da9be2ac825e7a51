"""What two types have to do with each other, besides what both declare."""

from __future__ import annotations

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit


def are_related(owner: Unit, unit: Unit) -> bool:
    """One inherits from the other, or uses it: what it repeats it means to override or to convert."""
    return _names(unit, owner) or _names(owner, unit)


def _names(unit: Unit, other: Unit) -> bool:
    return any(name.rpartition(".")[2] == other.name and name != unit.name for name in (*unit.bases, *unit.calls)) or (
        unit.name != other.name and other.name in unit.fingerprint.words
    )


def takes_in(file: ParsedFile, owner: Unit) -> bool:
    """True when the file takes the owner in by name."""
    return any(owner.name in (reference.alias, reference.name.rpartition(".")[2]) for reference in file.references)

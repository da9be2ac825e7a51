"""Two classes of which Python lets neither inherit from the other."""

from __future__ import annotations

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit, UnitKind

_FROZEN = regex(r"\bfrozen\s*=\s*True\b")


def are_apart(project: Project, owner: Unit, copy: Unit) -> bool:
    """True for a `TypedDict` and what is none, for a `NamedTuple`, and for data classes of which one alone is frozen."""
    owners, copies = _ancestors(project, owner), _ancestors(project, copy)
    if ("TypedDict" in owners) != ("TypedDict" in copies) or "NamedTuple" in copies:
        return True
    return _is_frozen(project, owner) != _is_frozen(project, copy)


def _ancestors(project: Project, unit: Unit) -> set[str]:
    """The last words of its bases and of theirs, each of any class of that name."""
    found: set[str] = set()
    new = _bases(unit)
    while new:
        found |= new
        units = (each for file in project.files.values() for each in file.units if each.kind is UnitKind.CLASS and each.name in new)
        new = {base for each in units for base in _bases(each)} - found
    return found


def _bases(unit: Unit) -> set[str]:
    return {base.partition("[")[0].rpartition(".")[2] for base in unit.bases}


def _is_frozen(project: Project, unit: Unit) -> bool:
    """True where what stands above the class says so."""
    above = project.written(unit.location).splitlines()[: unit.signature.line - unit.location.line]
    return _FROZEN.search("\n".join(above)) is not None

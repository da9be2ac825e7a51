"""Two classes of which Python lets neither inherit from the other."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit, UnitKind

_FROZEN: Final = regex(r"\bfrozen\s*=\s*True\b")


def are_apart(project: Project, owner: Unit, copy: Unit) -> bool:
    """True for a `TypedDict` and what is none, for a `NamedTuple`, and for data classes of which one alone is frozen."""
    owners, copies = _ancestors(project, owner), _ancestors(project, copy)
    if ("TypedDict" in owners) != ("TypedDict" in copies) or "NamedTuple" in copies:
        return True
    above = [_above(project, unit) for unit in (owner, copy)]
    return all("dataclass" in said for said in above) and len({_FROZEN.search(said) is None for said in above}) > 1


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


def _above(project: Project, unit: Unit) -> str:
    """What stands above the class: its decorators."""
    return "\n".join(project.written(unit.location).splitlines()[: unit.signature.line - unit.location.line])

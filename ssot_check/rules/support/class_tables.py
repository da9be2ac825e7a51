"""Tables that classes set for themselves: one that derives from another has its table already."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.project import Project
from ssot_check.model.unit import UnitKind

_PROVED: Final = (CloneType.EXACT, CloneType.RENAMED)


def of_classes(project: Project, match: Match) -> Match:
    """The match, of what two classes set for themselves with the owner's class where the copy's derives from it.

    Under a name with two underscores each class tells about itself what something else reads of it: that is a hint.
    """
    if match.owner.kind is not UnitKind.TABLE or not match.copy.scope:
        return match
    name, above = match.copy.name, match.owner.scope
    units = project.files[match.copy_path].units
    bases = next((unit.bases for unit in units if unit.kind is UnitKind.CLASS and unit.qualified_name == match.copy.scope), ())
    derives = any(base.rpartition(".")[2] == above for base in bases)
    tells = name.startswith("__") and name.endswith("__")
    return replace(match, base=f"`{above}`" if derives else "", tier=Tier.HINT if tells else match.tier)


def set_by_classes(match: Match) -> str:
    """What to do about a table that two classes set for themselves, "" for anything else."""
    tables = match.owner.kind is match.copy.kind is UnitKind.TABLE and match.clone_type in _PROVED
    if not tables or not match.owner.scope or not match.copy.scope:
        return ""
    if match.base:
        return f"delete this `{match.copy.name}`: the class inherits it from {match.base}"
    taken = f": {match.use}" if match.use else f" ({match.owner_path})"
    return f"write `{match.copy.name} = {match.owner.qualified_name}` here{taken}"

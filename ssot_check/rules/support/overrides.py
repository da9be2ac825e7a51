"""Functions of a script that stand below the line that sources the owner's: what is defined last is what is called, on purpose."""

from __future__ import annotations

from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit, UnitKind


def overrides(project: Project, owner: Unit, copy: Unit) -> int:
    """The line above a function by which its script sources the owner that it puts itself in the place of; 0 where it does not."""
    file = project.files.get(copy.location.path)
    if file is None or owner.name != copy.name or not owner.kind is copy.kind is UnitKind.FUNCTION:
        return 0
    if not any(item.kind is ReferenceKind.SOURCE for item in file.references):
        return 0
    from ssot_check.rules.support.footing import uses_of  # a hook that comes to no such copy resolves no references

    uses, wanted = uses_of(project), owner.location.path
    for target in uses.targets(file):
        line = target.reference.location.line
        if target.reference.kind is ReferenceKind.SOURCE and line < copy.location.line:
            further = project.files.get(target.path)
            if target.path == wanted or (further is not None and wanted in uses.files(further)):
                return line
    return 0


def kept_or_taken(owner: Unit, line: int, code: str) -> str:
    """What to do about such a function."""
    return (
        f"this overrides `{owner.name}` of {owner.location.path}, which line {line} sources: "
        f"let it stand below the line # ssot: allow[{code}] -- REASON, or delete it to take the sourced one"
    )

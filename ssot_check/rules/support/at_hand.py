"""A value of the owner that a file imports by now, and that has a method called like what is banned: `log.error` for `console.error`."""

from __future__ import annotations

from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.doing import last
from ssot_check.rules.support.footing import uses_of


def at_hand(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to call in place of a banned name; "" where the file imports no such value of the files that `use` says."""
    file, called = project.files.get(touch.location.path), last(touch.name)
    if file is None or touch.kind is not TouchKind.NAME or not called:
        return ""
    homes = {path for path in project.offering(domain, ban) if path in project.files and _has_method(project, path, called)}
    for target in uses_of(project).named(file) if homes else ():
        name = target.name.rpartition(".")[2]
        units = project.files[target.path].units if target.path in homes else ()
        is_value = name in {item.name for item in project.definitions(target.path)} and not any(
            unit.name == name and not unit.scope for unit in units
        )
        if target.path in homes and name and is_value:
            return f"use `{target.reference.alias or name}.{called}` of {target.path}, which this file imports"
    return ""


def _has_method(project: Project, path: str, name: str) -> bool:
    return any(unit.kind is UnitKind.METHOD and unit.name == name for unit in project.files[path].units)

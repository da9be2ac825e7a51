"""A value of the owner that a file imports by now, and that has a method called like what is banned: `log.error` for `console.error`."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.doing import last
from ssot_check.rules.support.footing import uses_of

_MADE: Final = regex(r"(?:export[ \t]+)?(?:const[ \t]+)?(\w+)[ \t]*(?::[^=\n]*)?=[ \t]*(?:new[ \t]+)?(\w+)\(")
"""A line that makes a value of a class: `LOG = Logger(`, `export const log = new Logger(`."""


def at_hand(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to call in place of a banned name; "" where the file imports no such value of the files that `use` says."""
    file, called = project.files.get(touch.location.path), last(touch.name)
    if file is None or touch.kind is not TouchKind.NAME or not called:
        return ""
    homes = {path for path in project.offering(domain, ban) if path in project.files and _makers(project, path, called)}
    for target in uses_of(project).named(file) if homes else ():
        name = target.name.rpartition(".")[2]
        if target.path in homes and _is_made(project, target.path, name, _makers(project, target.path, called)):
            return f"use `{target.reference.alias or name}.{called}` of {target.path}, which this file imports"
    return ""


def _makers(project: Project, path: str, name: str) -> set[str]:
    """The classes of a file that have a method of the name."""
    return {unit.scope for unit in project.files[path].units if unit.kind is UnitKind.METHOD and unit.name == name}


def _is_made(project: Project, path: str, name: str, makers: set[str]) -> bool:
    """True where all that the file defines under the name are values that it makes of one of these classes."""
    made = [_MADE.match(project.written(item.location)) for item in project.definitions(path) if item.name == name]
    return bool(made) and all(found is not None and found[1] == name and found[2] in makers for found in made)

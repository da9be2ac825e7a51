"""Python functions that are called by their name: what looks for `module.dump` finds no owner that stands elsewhere under another head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.rules.support.footing import uses_of

_PYTHON: Final = ".py"
_LEAST: Final = 3
"""So many modules of one folder with a function of one name and as many parameters answer
somebody who asks each of them; so do more, whatever else they can be given."""
_HOOKS: Final = ("conftest.py", "pytest_")


def is_called_by_name(project: Project, copy: Unit) -> bool:
    """True for a hook of pytest, and for a function that modules beside it have, too, and that no file takes from its own."""
    if copy.kind is not UnitKind.FUNCTION or copy.scope or not copy.location.path.endswith(_PYTHON):
        return False
    folder, _, name = copy.location.path.rpartition("/")
    if name == _HOOKS[0] and copy.name.startswith(_HOOKS[1]):
        return True
    named = [path for path in project.tree.by_folder.get(folder, ()) if path.endswith(_PYTHON) and _defines(project, path, copy.name)]
    beside = [project.files.get(path) for path in named] if len(named) >= _LEAST else []
    alike = [unit for file in beside if file is not None and not file.test for unit in file.units if _is_namesake(unit, copy)]
    asked = sum(unit.parameters == copy.parameters for unit in alike) >= _LEAST or len(alike) > _LEAST
    return asked and not any(_takes(project, file, copy) for file in _takers(project, copy.location.path))


def _defines(project: Project, path: str, name: str) -> bool:
    return any(item.name == name and not item.reexport for item in project.definitions(path))


def _is_namesake(unit: Unit, copy: Unit) -> bool:
    return unit.name == copy.name and unit.kind is copy.kind and not unit.scope


def _takers(project: Project, path: str) -> Iterator[ParsedFile]:
    """The files, but for tests, that may take something from a module."""
    takers = project.takers(path)
    files = project.files.values() if takers is None else map(project.files.__getitem__, takers)
    return (file for file in files if not file.test)


def _takes(project: Project, file: ParsedFile, copy: Unit) -> bool:
    return any(target.path == copy.location.path and target.name == copy.name for target in uses_of(project).named(file))

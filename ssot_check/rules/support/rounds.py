"""Ways back to the file that would import another one, in languages other than Python."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.places import INDEX_NAMES

_GO: Final = ".go"


def takes(project: Project, path: str, into: str) -> bool:
    """True when a module needs the other one to run; an index that gathers what lies below it does well with that."""
    folder, _, name = path.rpartition("/")
    file = project.files.get(path)
    if file is None or (name in INDEX_NAMES and into.startswith(f"{folder}/")):
        return False
    return any(item.path == into and not (item.reference.late or item.reference.passing) for item in uses_of(project).targets(file))


def round_packages(project: Project, start: str, into: str) -> str:
    """Why a package cannot import another one: the first package that this imports on the shortest way back; "" where it can."""
    found: dict[str, str] = {}
    waiting = [start] if start != into else []
    for here in waiting:
        for path in project.tree.by_folder.get(here, ()):
            file = project.files.get(path) if path.endswith(_GO) else None
            for target in uses_of(project).targets(file) if file is not None and not file.test else ():
                folder = target.path.rpartition("/")[0]
                if target.path.endswith(_GO) and folder not in found and folder != start:
                    found[folder] = found.get(here, folder)
                    waiting.append(folder)
        if into in found:
            way = found[into]
            return f"{_called(start)} imports {_called(way)}" + ("" if way == into else f", which leads back to {_called(into)}")
    return ""


def _called(folder: str) -> str:
    return folder or "the root package"

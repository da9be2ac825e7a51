"""What a Python file loads as soon as it is imported: from there no import leads back to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.unit import Unit
from ssot_check.rules.support.footing import Footing, uses_of
from ssot_check.rules.support.layers import other_layer

_PYTHON: Final = (".py", ".pyi")
"""Other languages do well with modules that take functions from one another (TypeScript), or tell it themselves (Go)."""


def way_out(project: Project, owner: Unit, into: str) -> str:
    """What comes first where the file `into` cannot take the owner: its file loads that one, or is of another layer; "" where it can."""
    path = owner.location.path
    if not (path.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    way = _ways(Footing(project)).of(path).get(into, "")
    if not way:
        return other_layer(project, owner, into)
    name = owner.scope.partition(".")[0] or owner.name
    back = "imports this file" if way == into else f"imports {way}, which leads back to this file"
    return f"move `{name}` out of {path} to a module that both can import, for {path} {back}"


@lru_cache(maxsize=4)
def _ways(footing: Footing) -> _Ways:
    return _Ways(footing.project)


class _Ways:
    """What each file loads, found once for all copies of one owner."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, Mapping[str, str]] = {}

    def of(self, start: str) -> Mapping[str, str]:
        """Every file that importing `start` loads, with the one that `start` itself names on the shortest way there."""
        if start not in self._known:
            self._known[start] = self._walked(start)
        return self._known[start]

    def _walked(self, start: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        waiting = [start]
        for here in waiting:
            file = self._project.files.get(here)
            for target in uses_of(self._project).targets(file) if file is not None else ():
                if target.path not in found and target.path != start and not target.reference.late:
                    found[target.path] = found.get(here, target.path)
                    waiting.append(target.path)
        return found

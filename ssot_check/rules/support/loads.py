"""What a Python file loads as soon as it is imported: from there no import leads back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    if reason := leads_back(project, owner.location.path, into):
        return moved_out(owner.scope.partition(".")[0] or owner.name, owner.location.path, reason)
    return other_layer(project, owner, into)


def leads_back(project: Project, path: str, into: str) -> str:
    """Why an import of `path` at the top of the Python file `into` makes a circle, "" where it makes none."""
    if not (path.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    way = _ways(Footing(project)).of(path, into).get(into, "")
    if not way:
        return ""
    return f"{path} imports this file" if way == into else f"{path} imports {way}, which leads back to this file"


def moved_out(name: str, path: str, reason: str, inside: str = "") -> str:
    """What comes first; `inside` is the line that a function can write in itself, "" where that is no way."""
    late = f", or write `{inside}` inside the function" if inside else ""
    return f"move `{name}` out of {path} to a module that both can import{late}, for {reason}"


@lru_cache(maxsize=4)
def _ways(footing: Footing) -> _Ways:
    return _Ways(footing.project)


class _Ways:
    """What each file loads, found once for all copies of one owner."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, frozenset[tuple[str, str]]], Mapping[str, str]] = {}

    def of(self, start: str, into: str) -> Mapping[str, str]:
        """Every file that importing `start` in `into` loads, with the one that `start` itself names on the shortest way there."""
        key = start, frozenset(self._running(into))
        if key not in self._known:
            self._known[key] = self._walked(*key)
        return self._known[key]

    def _running(self, into: str) -> Iterator[tuple[str, str]]:
        """What a file takes from packages around it: they run before it does, so that nobody loads them again."""
        file = self._project.files.get(into)
        for target in uses_of(self._project).targets(file) if file is not None else ():
            folder, _, name = target.path.rpartition("/")
            if name == "__init__.py" and into.startswith(f"{folder}/") and not target.reference.late:
                yield target.path, target.name

    def _walked(self, start: str, running: frozenset[tuple[str, str]]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        waiting = [start]
        for here in waiting:
            file = self._project.files.get(here)
            for target in uses_of(self._project).targets(file) if file is not None else ():
                new = target.path not in found and target.path != start and (target.path, target.name) not in running
                if new and not target.reference.late:
                    found[target.path] = found.get(here, target.path)
                    waiting.append(target.path)
        return found

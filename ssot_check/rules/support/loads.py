"""What a file loads as soon as it is imported, in Python the packages around it among it: from there no import leads back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.unit import Unit
from ssot_check.rules.support.borders import across_a_border
from ssot_check.rules.support.footing import Footing, uses_of
from ssot_check.rules.support.layers import other_layer, other_platform
from ssot_check.rules.support.rounds import round_packages, takes
from ssot_check.rules.support.uses import Target

_PYTHON: Final = (".py", ".pyi")
_GO: Final = ".go"
_JAVASCRIPT: Final = "JavaScript"


def way_out(project: Project, owner: Unit, into: str) -> str:
    """What comes first where the file `into` cannot take the owner, whose file loads that one, or is of another layer or side; else ""."""
    name, path = owner.scope.partition(".")[0] or owner.name, owner.location.path
    if not takes_already(project, path, into) and (reason := leads_back(project, path, into)):
        return moved_out(name, path, reason)
    return other_layer(project, owner, into) or other_platform(project, owner, into) or across_a_border(project, name, path, into)


def takes_already(project: Project, path: str, into: str) -> bool:
    """True where the file `into` imports `path` as it begins to run: another name of that file comes along as the first one does."""
    file = project.files.get(into)
    found = uses_of(project).named(file) if file is not None else ()
    return any(target.path == path and not (target.reference.late or target.reference.typing) for target in found)


def leads_back(project: Project, path: str, into: str) -> str:
    """Why an import of `path` at the top of the file `into` makes a circle, "" where it makes none.

    Python refuses one of any length, and so does Go between packages. Modules of TypeScript do well that take functions from one another,
    but whoever lets two of them do so is told of that (313).
    """
    if path.endswith(_GO) and into.endswith(_GO):
        return round_packages(project, path.rpartition("/")[0], into.rpartition("/")[0])
    if {FAMILIES.get(ending(path)), FAMILIES.get(ending(into))} == {_JAVASCRIPT}:
        return f"{path} imports this file" if takes(project, path, into) else ""
    if not (path.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    way = _ways(Footing(project)).back(path, into)
    if not way:
        return ""
    if way in packages_above(project, path):
        return f"an import of {path} runs {way}, which leads back to this file"
    return f"{path} imports this file" if way == into else f"{path} imports {way}, which leads back to this file"


def packages_above(project: Project, path: str) -> Iterator[str]:
    """The `__init__.py` of every folder that a file lies in: an import of the file runs them, which no import says."""
    folder = path.rpartition("/")[0]
    while folder:
        if (package := f"{folder}/__init__.py") in project.tree.files:
            yield package
        folder = folder.rpartition("/")[0]


def moved_out(name: str, path: str, reason: str, inside: str = "") -> str:
    """What comes first; `inside` is the line that a function can write in itself, "" where that is no way."""
    late = f", or write `{inside}` inside the function" if inside and path.endswith(_PYTHON) else ""
    place = "package" if path.endswith(_GO) else "module"
    return f"move `{name}` out of {path} to a {place} that both can import{late}, for {reason}"


@lru_cache(maxsize=4)
def _ways(footing: Footing) -> _Ways:
    return _Ways(footing.project)


class _Ways:
    """What each file loads, found once for all copies of one owner."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, frozenset[tuple[str, str]], frozenset[str]], Mapping[str, str]] = {}

    def back(self, start: str, into: str) -> str:
        """The file by which importing `start` in `into` loads `into` again, the one that `start` itself needs; "" where it does not."""
        running = frozenset(self._running(into))
        # Nearly all pairs make no circle, whatever runs already: what is asked first, one answer serves for all copies.
        if into not in self._loaded(start, running, frozenset()):
            return ""
        return self._loaded(start, running, frozenset(self._run_before(into))).get(into, "")

    def _running(self, into: str) -> Iterator[tuple[str, str]]:
        """What a file takes from packages around it: they run before it does, so that nobody loads them again."""
        for target in self._targets(into):
            folder, _, name = target.path.rpartition("/")
            if name == "__init__.py" and into.startswith(f"{folder}/"):
                yield target.path, target.name

    def _run_before(self, into: str) -> Iterator[str]:
        """Packages that an import in a file runs no more: those around it, and around what it imports by now, which does well."""
        yield into
        for path in (into, *(target.path for target in self._targets(into))):
            yield from packages_above(self._project, path)

    def _loaded(self, start: str, running: frozenset[tuple[str, str]], before: frozenset[str]) -> Mapping[str, str]:
        """Every file that importing `start` loads, with the one that `start` itself needs on the shortest way there."""
        key = start, running, before
        if key not in self._known:
            self._known[key] = self._walked(*key)
        return self._known[key]

    def _walked(self, start: str, running: frozenset[tuple[str, str]], before: frozenset[str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        waiting = [start]
        for here in waiting:
            named = (target.path for target in self._targets(here) if (target.path, target.name) not in running)
            around = (package for package in packages_above(self._project, here) if package not in before)
            for path in (*named, *around):
                if path not in found and path != start:
                    found[path] = found.get(here, path)
                    waiting.append(path)
        return found

    def _targets(self, path: str) -> Iterator[Target]:
        """What a file imports as soon as it is loaded itself."""
        file = self._project.files.get(path)
        for target in uses_of(self._project).targets(file) if file is not None else ():
            if not target.reference.late:
                yield target

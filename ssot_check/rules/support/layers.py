"""Which libraries of other people a Python package knows: a daemon must not come to load a window toolkit for the sake of one function."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ssot_check.model.location import shared_parts
from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind
from ssot_check.model.platforms import PLATFORMS
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit
from ssot_check.rules.support.footing import Footing, uses_of

_PYTHON: Final = (".py", ".pyi")
_LAYER: Final = 3
"""What so many files of a package load is what it is built on; fewer may use it by the way."""


def other_layer(project: Project, owner: Unit, into: str) -> str:
    """What comes first where the owner's file loads a library of its layer that nothing beside the file `into` knows; "" where none."""
    path = owner.location.path
    if not (path.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    strange = _Libraries.of(project).strange(path, into)
    file = project.files.get(into)
    if not strange or (file is not None and any(target.path == path for target in uses_of(project).named(file))):
        return ""  # what the file loads by now it may go on loading
    name = owner.scope.partition(".")[0] or owner.name
    _, folder = _packages(path, into)
    return f"move `{name}` out of {path} to a module that both can import, for {path} imports `{strange}`, which nothing in {folder} uses"


def other_platform(project: Project, owner: Unit, into: str) -> str:
    """What comes first where the owner's file loads a library of one platform, in a repository that loads such of another one too."""
    path, file = owner.location.path, project.files.get(into)
    needed = _of_platforms(project.files.get(path))
    if not needed or file is None or needed & _of_platforms(file) or any(target.path == path for target in uses_of(project).named(file)):
        return ""
    name = min(needed)
    here = PLATFORMS[name]
    if not any(PLATFORMS[item] != here for other in project.files for item in _of_platforms(project.files[other])):
        return ""
    moved = owner.scope.partition(".")[0] or owner.name
    return f"move `{moved}` out of {path} to a module that both can import, for {path} imports `{name}`, which only {here} has"


def _of_platforms(file: ParsedFile | None) -> frozenset[str]:
    """Libraries of one platform that a file loads, wherever it does."""
    imports = (item for item in (file.references if file is not None else ()) if item.kind is ReferenceKind.IMPORT)
    return frozenset(_top(item) for item in imports if _top(item) in PLATFORMS)


class _Libraries:
    """The libraries that each file loads, asked of each file once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, frozenset[str]] = {}

    @staticmethod
    def of(project: Project) -> _Libraries:
        """The one of this project."""
        return _libraries(Footing(project))

    def strange(self, owner: str, into: str) -> str:
        """The first library, by name, on which the owner's package is built and that no file of the other one's knows.

        Packages are what lies side by side in the deepest folder that is around both.
        """
        file, other = self._project.files.get(owner), self._project.files.get(into)
        above, folder = _packages(owner, into)
        if file is None or other is None or other.test or not above or not folder:
            return ""
        loaded = {_top(item) for item in file.references if self._is_strange(item, owner) and not item.late}
        known = frozenset[str]().union(*(self._all(item) for item in self._below(folder))) if loaded else frozenset[str]()
        layer = [self._all(item) for item in self._below(above)] if loaded - known else []
        return next((name for name in sorted(loaded - known) if sum(name in names for names in layer) >= _LAYER), "")

    def _below(self, folder: str) -> Iterator[ParsedFile]:
        files = self._project.files
        return (files[path] for path in files if path.startswith(f"{folder}/") and path.endswith(_PYTHON))

    def _all(self, file: ParsedFile) -> frozenset[str]:
        if file.path not in self._known:
            self._known[file.path] = frozenset(_top(item) for item in file.references if self._is_strange(item, file.path))
        return self._known[file.path]

    def _is_strange(self, item: Reference, path: str) -> bool:
        """True for an import of what is neither Python's own nor of this repository."""
        if item.kind is not ReferenceKind.IMPORT or item.typing:
            return False
        top, tree = _top(item), self._project.tree
        known = tree.by_stem.get(top.lower(), ())
        ours = top in sys.stdlib_module_names or any(place in tree.folders or place.endswith(_PYTHON) for place in known)
        return not ours and not uses_of(self._project).meant(item.name, path)


@lru_cache(maxsize=4)
def _libraries(footing: Footing) -> _Libraries:
    return _Libraries(footing.project)


def _packages(owner: str, into: str) -> tuple[str, str]:
    """The folders that part both files, "" for a file that stands in the one around both."""
    mine, theirs = owner.split("/")[:-1], into.split("/")[:-1]
    shared = shared_parts("/".join(mine), "/".join(theirs)) if mine and theirs else 0
    return "/".join(mine[: shared + 1]) if len(mine) > shared else "", "/".join(theirs[: shared + 1]) if len(theirs) > shared else ""


def _top(item: Reference) -> str:
    return item.name.partition(".")[0]

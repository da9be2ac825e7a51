"""Names of modules in a program that is started in a folder which is a package itself: `tasks.models` of `shop/tasks/models.py`.

`shop/__init__.py` says that the name begins with `shop`; the imports of the files below it say that it does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssot_check.model.replacement import Roots

_PACKAGE = "__init__.py"


class Programs:
    """The folders from which files below them take modules, by the first part of a name."""

    def __init__(self, files: AbstractSet[str], roots: Roots) -> None:
        self._files = files
        self._folders: dict[str, list[str]] = {}
        for begin in sorted(roots.inside):
            folder, _, first = begin.rpartition("/")
            if folder and f"{folder}/{_PACKAGE}" in files:
                self._folders.setdefault(first, []).append(folder)

    def module(self, dotted: str, into: str) -> list[tuple[str, str]]:
        """(path, rest of the name) of the longest leading part that is a module for the file `into`, from the nearest such folder."""
        parts = dotted.split(".")
        folders = [folder for folder in self._folders.get(parts[0], ()) if into.startswith(f"{folder}/")]
        for folder in sorted(folders, key=len, reverse=True):
            for length in range(len(parts), 0, -1):
                stem = "/".join((folder, *parts[:length]))
                if path := next((path for path in _spelled(stem) if path in self._files), ""):
                    return [(path, ".".join(parts[length:]))]
        return []


def _spelled(stem: str) -> Iterator[str]:
    yield from (f"{stem}/{_PACKAGE}", f"{stem}.py")

"""What files provide by name, and whether that is known for sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, ending

__all__ = ["FAMILIES", "ending", "is_code", "is_provided", "provided"]  # the first two are model vocabulary that rules take from here

_EXPORTS_BY_NAME: Final = frozenset(("go", "rust", "typescript"))


def is_code(path: str) -> bool:
    """True when the ending is that of a programming language."""
    return ending(path) in FAMILIES


def provided(project: Project, paths: Sequence[str]) -> frozenset[str] | None:
    """Every name that the files provide; None when it cannot be known.

    It is known when something was analysed, no code among the files was left out or read in part, and none may define
    more than can be seen. Documents and data beside the code do not count; files that are sourced whole do.
    """
    if any(is_code(path) and path not in project.files for path in paths):
        return None
    waiting = [path for path in paths if path in project.files]
    names = set(_modules(paths)) if waiting else None
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        file = project.files.get(path)
        if file is None or file.open_names or file.problems or names is None:
            return None
        if path not in seen:
            seen.add(path)
            names.update(definition.name for definition in file.definitions)
            names.update(unit.qualified_name for unit in file.units if _visible(unit.qualified_name, file))
            waiting.extend(item.name for item in file.references if item.kind is ReferenceKind.SOURCE)
    return None if names is None else frozenset(names)


def is_provided(name: str, names: frozenset[str], paths: Iterable[str]) -> bool:
    """True unless it is sure that `names`, which the files at `paths` provide, hold no `name`.

    `Class.member` counts as provided when the class is: what it inherits cannot be seen. `package.module.name` is looked up
    by its last part when one of the files is that module.
    """
    if name in names or name.removesuffix("()") in names:
        return True
    holder, _, last = name.rpartition(".")
    if not holder:
        return False
    if any(_module(path) == holder or _module(path).endswith("." + holder) for path in paths):
        return last in names
    return holder.partition(".")[0] in names


def _visible(name: str, file: ParsedFile) -> bool:
    """True when other files can get at the unit: where a language exports by name, only through an exported name."""
    return file.language not in _EXPORTS_BY_NAME or name.partition(".")[0] in {definition.name for definition in file.definitions}


def _modules(paths: Sequence[str]) -> Iterable[str]:
    """Names of the modules of Python packages among the files."""
    folders = {path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] == "__init__.py"}
    return (_module(path).rpartition(".")[2] for path in paths if path.endswith(".py") and path.rpartition("/")[0] in folders)


def _module(path: str) -> str:
    """Dotted module of a Python file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

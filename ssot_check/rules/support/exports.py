"""What files provide by name, and whether that is known for sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.unit import UNNAMED
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.places import INDEX_NAMES

__all__ = [
    "FAMILIES",
    "ending",
    "is_code",
    "is_offered",
    "is_provided",
    "provided",
]  # the first two are model vocabulary that rules take from here

_EXPORTS_BY_NAME: Final = frozenset(("go", "rust", "typescript"))
_DATA: Final = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf")


def is_code(path: str) -> bool:
    """True when the ending is that of a programming language."""
    return ending(path) in FAMILIES


def provided(project: Project, paths: Sequence[str]) -> frozenset[str] | None:
    """Every name that the files provide; None when it cannot be known.

    It is known when something was analysed, no code among the files was left out or read in part, and none may define
    more than can be seen. Documents and data beside the code do not count; files that are sourced whole or passed on by a star do.
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
        if path in seen:
            continue
        seen.add(path)
        names.update(_offered(file, passed_on=path not in paths))
        waiting.extend(item.name for item in file.references if item.kind is ReferenceKind.SOURCE)
        for star in file.stars:
            meant = uses_of(project).meant(star, path)
            if not meant or any(rest for _, rest in meant):
                return None
            waiting.extend(target for target, _ in meant)
    return None if names is None else frozenset(names)


def is_default_of(name: str, file: ParsedFile) -> bool:
    """True when importers call the default of the file so: after it, or after the folder whose index it is."""
    folder, own = PurePosixPath(file.path).parent.name, PurePosixPath(file.path).name
    called = folder if own in INDEX_NAMES else own.partition(".")[0]
    return name == called and any(definition.name == UNNAMED for definition in file.definitions)


def _offered(file: ParsedFile, *, passed_on: bool) -> Iterator[str]:
    """Names that the file lets others have; of data, the paths of its keys too."""
    yield from (item.name for item in file.definitions if not (passed_on and item.name == UNNAMED))
    yield from (unit.qualified_name for unit in file.units if is_offered(unit.qualified_name, file))
    for setting in file.settings:
        # The settings of a file of several documents begin with the number of the document.
        for key in (setting.key, setting.key[1:] if setting.key[:1] and setting.key[0].isdigit() else ()):
            yield from (".".join(key[:end]) for end in range(1, len(key) + 1))


def is_provided(name: str, names: frozenset[str], paths: Iterable[str]) -> bool:
    """True unless it is sure that `names`, which the files at `paths` provide, hold no `name`.

    `Class.member` counts as provided when the class is: what it inherits cannot be seen. `package.module.name` is looked up
    by its last part when one of the files is that module. The keys of data are all seen, those below a key as well.
    """
    if name in names or name.removesuffix("()") in names:
        return True
    holder, _, last = name.rpartition(".")
    if not holder:
        return False
    if any(_module(path) == holder or _module(path).endswith("." + holder) for path in paths):
        return last in names
    return holder.partition(".")[0] in names and not all(path.endswith(_DATA) for path in paths)


def is_offered(name: str, file: ParsedFile) -> bool:
    """True when other files can get at the unit: where a language exports by name, only through an exported name."""
    return file.language not in _EXPORTS_BY_NAME or name.partition(".")[0] in {definition.name for definition in file.definitions}


def _modules(paths: Sequence[str]) -> Iterable[str]:
    """Names of the modules of Python packages among the files."""
    folders = {path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] == "__init__.py"}
    return (_module(path).rpartition(".")[2] for path in paths if path.endswith(".py") and path.rpartition("/")[0] in folders)


def _module(path: str) -> str:
    """Dotted module of a Python file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

"""How a Go file takes a unit that another package defines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Final

from ssot_check.languages.support.go.imports import package_name
from ssot_check.model.match import INTO_MODULE, OR_STAND, SUCH_AS, TURNED
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Package, Roots, Taking
from ssot_check.model.unit import Trait, UnitKind

MODULE: Final = "go-module"
"""The kind of a `go.mod`."""
_NAME, _NEEDS = ("module",), ("require",)
_PROGRAM: Final = re.compile(r"^package main\b", re.MULTILINE)
_FOR_TESTS: Final = re.compile(
    r"(?:^|/)(?:(?:e2e|func|int|integration|unit|acceptance|system)?[-_]?tests?|testing|test[-_]?(?:utils?|helpers?)|e2e)(?:/|$)|_test\.go$"
)


def learn(files: Mapping[str, ParsedFile], _listed: AbstractSet[str]) -> Roots:
    """The import path of each folder with a `go.mod` and the modules that it requires, by folder ("" = the root)."""
    manifests = {path.rpartition("/")[0]: file for path, file in sorted(files.items()) if file.kind == MODULE}
    said = {folder: [(item.key, item.raw) for item in file.settings] for folder, file in manifests.items()}
    names = {folder: raw for folder, items in said.items() for key, raw in items if key == _NAME}
    needs = {folder: frozenset(raw for key, raw in items if key == _NEEDS) for folder, items in said.items()}
    return Roots(modules=names, packages={folder: Package(name, needs[folder]) for folder, name in names.items()})


def spell_use(use: Use) -> str:
    """The import of the unit's package and how it is called there; "" when other packages cannot see it, or no `go.mod` names its path.

    In the unit's own package the name alone is enough. A method is used through its type.
    """
    unit = use.unit
    name = unit.scope.partition(".")[0] or unit.name
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    folder, here = unit.location.path.rpartition("/")[0], use.into.rpartition("/")[0]
    if folder == here:
        return name
    if _other_module(use) or _is_internal(folder, here) or _is_imported(use) or _wall(use):
        return ""
    path = import_path(unit.location.path, use.roots.modules) if name[:1].isupper() else ""
    return f'import "{path}", and {package_name(path)}.{name}' if path else ""


def apart(use: Use) -> str:
    """What keeps the package of `use.into` from taking the unit: a test file, a folder `internal`, a circle, or a name in lower case."""
    path, here = use.unit.location.path, use.into.rpartition("/")[0]
    folder = path.rpartition("/")[0]
    name = use.unit.scope.partition(".")[0] or use.unit.name
    if folder == here or use.unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG):
        return ""
    if path.endswith("_test.go"):
        return f"move `{name}` out of the test file, which no other package can import{_opened(name)}"
    if module := _other_module(use):
        return module
    if _is_internal(folder, here):
        return f"move `{name}` out of `internal`, which {here or 'the root'} cannot import{_between(use, folder, here)}{_opened(name)}"
    if _is_imported(use):
        return f"{TURNED} ({folder or 'the root'} imports {here or 'the root'})"
    if wall := _wall(use):
        return wall
    return "" if not name or name[:1].isupper() else f"export `{name}` as `{_exported(name)}`"


def _opened(name: str) -> str:
    """What has to be done besides with a name that moves: in lower case its new package keeps it to itself, too."""
    return "" if name[:1].isupper() else f", and export it as `{_exported(name)}`"


def _between(use: Use, folder: str, here: str) -> str:
    """A package that two folders of one module can import: below an `internal` beside or above both of them."""
    if module_of(use.unit.location.path, use.roots.modules) != module_of(use.into, use.roots.modules):
        return ""
    both = takewhile(lambda pair: pair[0] == pair[1], zip(folder.split("/"), here.split("/"), strict=False))
    shared = "".join(f"{part}/" for part, _ in both)
    root = shared if "/internal/" in f"/{shared}" else f"{shared}internal/"
    return f", to a package that both can{SUCH_AS}`{root}<name>`"


def _exported(name: str) -> str:
    """The name as other packages can see it."""
    plain = name.lstrip("_")
    return plain[:1].upper() + plain[1:]


def _wall(use: Use) -> str:
    """What keeps the package of `use.into` from importing the unit's, whatever that exports: "" for nothing."""
    path, name = use.unit.location.path, use.unit.scope.partition(".")[0] or use.unit.name
    folder = path.rpartition("/")[0]
    if _PROGRAM.search(use.owner_text):
        program = f"{folder or 'the root'}, which is a program (`package main`),"
        return f"move `{name}` out of {program} to a package that both can import{_opened(name)}"
    if _FOR_TESTS.search(folder) and not _FOR_TESTS.search(use.into):
        return f"move `{name}` out of {folder}, which is for tests{_opened(name)}"
    return ""


def _other_module(use: Use) -> str:
    """What comes first where the unit's module is one that the other's does not require: no folder within it is any nearer."""
    there, here = module_of(use.unit.location.path, use.roots.modules), module_of(use.into, use.roots.modules)
    if there is None or here is None or there == here or there not in use.roots.packages:
        return ""
    owner, user = use.roots.packages[there].name, use.roots.packages.get(here)
    if user is None or owner in user.needs:
        return ""
    manifest = f"{here}/go.mod".lstrip("/")
    why = f"{manifest} does not require `{owner}`; {OR_STAND}"
    return f"{INTO_MODULE}{_opened(use.unit.scope.partition('.')[0] or use.unit.name)} ({why})"


def _is_internal(folder: str, here: str) -> bool:
    """True for a folder below an `internal` that the folder `here` does not stand beside or below."""
    above, internal, _ = f"/{folder}/".rpartition("/internal/")
    return bool(internal) and not f"/{here}/".startswith(f"{above}/")


def _is_imported(use: Use) -> bool:
    """True when the unit's package imports that of `use.into`: Go has no circles of packages."""
    path = import_path(use.into, use.roots.modules)
    return bool(path) and path in use.imports


def spell_taking(wish: Taking, _files: AbstractSet[str]) -> str:
    """The import of a file's package, and how the name is called there; "" when no `go.mod` names its path, or it cannot be taken there."""
    folder, here = wish.path.rpartition("/")[0], wish.into.rpartition("/")[0]
    if folder == here:
        return wish.name
    if _is_internal(folder, here) or (wish.name and not wish.name[:1].isupper()) or _PROGRAM.search(wish.given):
        return ""
    path = import_path(wish.path, wish.roots.modules)
    return f'import "{path}"' + (f", and {package_name(path)}.{wish.name}" if wish.name else "") if path else ""


def module_of(path: str, modules: Mapping[str, str]) -> str | None:
    """The folder of the nearest `go.mod` above a file ("" = the root); None when there is none."""
    folder = path.rpartition("/")[0]
    return max((root for root in modules if not root or folder == root or folder.startswith(f"{root}/")), key=len, default=None)


def import_path(path: str, modules: Mapping[str, str]) -> str:
    """Under which path the package of a file is imported, by the nearest `go.mod`; "" when there is none."""
    folder, root = path.rpartition("/")[0], module_of(path, modules)
    return "/".join(part for part in (modules[root], folder[len(root) :].strip("/")) if part) if root is not None else ""

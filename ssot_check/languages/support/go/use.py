"""How a Go file takes a unit that another package defines."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.languages.support.go.imports import package_name
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Roots, Taking
from ssot_check.model.unit import Trait, UnitKind

MODULE: Final = "go-module"
"""The kind of a `go.mod`."""


def learn(files: Mapping[str, ParsedFile], _listed: AbstractSet[str]) -> Roots:
    """The import path of each folder with a `go.mod`, by folder ("" = the root)."""
    found = ((path, setting.raw) for path, file in sorted(files.items()) if file.kind == MODULE for setting in file.settings)
    return Roots(modules={path.rpartition("/")[0]: name for path, name in found})


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
    if _is_imported(use):
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
        return f"move `{name}` out of the test file, which no other package can import"
    if _is_internal(folder, here):
        return f"move `{name}` out of `internal`, which {here or 'the root'} cannot import"
    if _is_imported(use):
        return f"move `{name}` to a package that both can import ({folder or 'the root'} imports {here or 'the root'})"
    return "" if name[:1].isupper() else f"export `{name}` (a capital letter)"


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
    if _is_internal(folder, here) or (wish.name and not wish.name[:1].isupper()):
        return ""
    path = import_path(wish.path, wish.roots.modules)
    return f'import "{path}"' + (f", and {package_name(path)}.{wish.name}" if wish.name else "") if path else ""


def import_path(path: str, modules: Mapping[str, str]) -> str:
    """Under which path the package of a file is imported, by the nearest `go.mod`; "" when there is none."""
    folder = path.rpartition("/")[0]
    root = max((root for root in modules if not root or folder == root or folder.startswith(f"{root}/")), key=len, default=None)
    return "/".join(part for part in (modules[root], folder[len(root) :].strip("/")) if part) if root is not None else ""

"""How a Python file imports a unit that another file defines."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from keyword import iskeyword
from typing import Final

from ssot_check.model.plugins import Use
from ssot_check.model.replacement import EVERYTHING, Roots, Taking
from ssot_check.model.unit import Trait, UnitKind

_SOURCE_ROOT: Final = "src"
_TOP_ROOTS: Final = frozenset(("lib", "python"))


def spell_use(use: Use) -> str:
    """The import statement that `use.into` would write; "" when the unit cannot be imported by name.

    A method is used through its class.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    name = unit.scope.partition(".")[0] or unit.name
    if name.isidentifier() and (module := _as_taken(unit.location.path, use)):
        return f"from {module} import {name}"
    return spell_taking(Taking(unit.location.path, use.into, name, roots=use.roots), use.files)


def _as_taken(path: str, use: Use) -> str:
    """How the file names the module already, or finds it beside itself as a program does that is run by its path; "" where it does not."""
    parts = path.rpartition(".")[0].removesuffix("/__init__").split("/")
    # No name begins inside a package: in a file that says `import requests`, that is not `shop/util/requests.py`.
    outside = [start for start in range(len(parts)) if "/".join((*parts[:start], "__init__.py")) not in use.files]
    named = [".".join(parts[start:]) for start in outside]
    taken = [name for name in named if re.search(rf"^(?:from|import)[ \t]+{re.escape(name)}(?:[ \t]|$)", use.text, re.MULTILINE)]
    if taken:
        return taken[0] if len(taken) == 1 else ""
    beside = path.rpartition("/")[0] == use.into.rpartition("/")[0] and use.text.startswith("#!")
    package = rf"^(?:from|import)[ \t]+(?:\.|{re.escape(parts[0])}\b)"
    return parts[-1] if beside and parts[-1].isidentifier() and not re.search(package, use.text, re.MULTILINE) else ""


def spell_taking(wish: Taking, files: AbstractSet[str]) -> str:
    """The import statement for a name of a module, or for the module itself; "" when a part of it is no Python name."""
    module = module_name(wish.path, wish.into, files, wish.roots)
    package, _, last = module.rpartition(".")
    name = wish.name or last
    alias = f" as {wish.alias}" if wish.alias not in ("", name) else ""
    if not module or not name.isidentifier():
        return ""
    if wish.alias == EVERYTHING:
        return f"from {module} import *"
    if wish.name:
        return f"from {module} import {name}{alias}"
    return f"from {package} import {name}{alias}" if package else f"import {name}{alias}"


def module_name(path: str, into: str, files: AbstractSet[str], roots: Roots) -> str:
    """The dotted name under which `into` imports the file `path`; "" when a part of it is no Python name."""
    parts = path.rpartition(".")[0].split("/")
    learnt = roots.depth(path, into)
    names = parts[_root(parts[:-1], into, files) if learnt is None else learnt :]
    if _is_itself(names, into):
        names = parts
    if names[-1] == "__init__":
        names.pop()
    return ".".join(names) if all(name.isidentifier() and not iskeyword(name) for name in names) else ""


def _is_itself(names: list[str], into: str) -> bool:
    """True when `into` would import itself by that name: one of the same name under another root, as a moved owner leaves it."""
    folder = into.rpartition("/")[0]
    return "/".join(filter(None, (folder, *names))) == into.rpartition(".")[0]


def same_package(path: str, into: str, files: AbstractSet[str]) -> bool:
    """True when both files lie in one regular package: whoever imports the one can import the other."""
    top = path.partition("/")[0] if "/" in path else ""
    depth = _root(path.split("/")[:-1], into, files)
    folders = path.split("/")[:-1]
    inner = "/".join([*folders[: depth + 1], ""])
    return bool(top) and _is_package(folders[: depth + 1], files) and into.startswith(inner) and _is_whole(into, inner, files)


def _is_whole(into: str, top: str, files: AbstractSet[str]) -> bool:
    """True when every folder from `top` down to the file is a package."""
    folders = into.split("/")[:-1]
    return all(_is_package(folders[:depth], files) for depth in range(top.count("/"), len(folders) + 1))


def _root(folders: list[str], into: str, files: AbstractSet[str]) -> int:
    """How many leading folders are on the import path and so no part of the name."""
    regular = [depth for depth in range(1, len(folders) + 1) if _is_package(folders[:depth], files)]
    if regular:
        top = regular[-1]
        while top and _is_package(folders[:top], files):
            top -= 1
        # The folder above a package is where imports start for everything in it; a file elsewhere needs the whole path.
        near = into.startswith("/".join([*folders[:top], ""])) if top else True
        return top if near else _source_root(folders[:top])
    if place := _source_root(folders):
        return place
    # Scripts side by side: Python puts the folder of the script that runs on its path.
    return len(folders) if into.rpartition("/")[0] == "/".join(folders) else 0


def _is_package(folders: list[str], files: AbstractSet[str]) -> bool:
    return f"{'/'.join(folders)}/__init__.py" in files


def _source_root(folders: list[str]) -> int:
    """The number of folders down to and with the innermost source root; 0 when there is none."""
    for depth in range(len(folders), 0, -1):
        if folders[depth - 1] == _SOURCE_ROOT or (depth == 1 and folders[0] in _TOP_ROOTS):
            return depth
    return 0

"""How a TypeScript or JavaScript file imports a unit that another file defines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.languages.support.typescript.packages import way
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import EVERYTHING, Taking
from ssot_check.model.unit import Trait, UnitKind

_ENDING: Final = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)$")
_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")


def spell_use(use: Use) -> str:
    """The import that `use.into` would write, without ending; "" when the unit cannot be imported by name, or from that package.

    A method is used through its class or object. Short paths of a `tsconfig.json` are not known here.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    outside = way(unit.location.path, use.into, use.roots.packages)
    name = unit.scope.partition(".")[0] or unit.name
    return _spelled(Taking(unit.location.path, use.into, name), outside.name if outside else "") if outside is None or outside.name else ""


def apart(use: Use) -> str:
    """What keeps the package of `use.into` from importing the unit."""
    outside = way(use.unit.location.path, use.into, use.roots.packages)
    return outside.first if outside is not None and use.unit.kind not in (UnitKind.SCRIPT, UnitKind.CONFIG) else ""


def spell_taking(wish: Taking, _files: AbstractSet[str]) -> str:
    """The import of a name of a module, or of all of it under a name; "" for what is no name."""
    outside = way(wish.path, wish.into, wish.roots.packages)
    return _spelled(wish, outside.name if outside and not outside.first else "")


def _spelled(wish: Taking, package: str) -> str:
    target = package or _relative(wish)
    if wish.alias == EVERYTHING:
        return f'export * from "{target}"'
    bound = wish.alias or (target.rpartition("/")[2] if wish.name in ("", "default") else wish.name)
    if not _NAME.fullmatch(bound) or not _NAME.fullmatch(wish.name or bound):
        return ""
    required = wish.into.endswith(".cjs")
    if wish.name == "default" and not required:
        return f'import {bound} from "{target}"'
    if not wish.name:
        return f'const {bound} = require("{target}")' if required else f'import * as {bound} from "{target}"'
    if required:
        return f'const {{ {wish.name if bound == wish.name else f"{wish.name}: {bound}"} }} = require("{target}")'
    return f'import {{ {wish.name if bound == wish.name else f"{wish.name} as {bound}"} }} from "{target}"'


def _relative(wish: Taking) -> str:
    target = posixpath.relpath(_ENDING.sub("", wish.path), posixpath.dirname(wish.into) or ".")
    target = target if target.startswith(".") else f"./{target}"
    return target.removesuffix("/index") if target != "./index" else "."

"""How a TypeScript or JavaScript file imports a unit that another file defines."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from ssot_check.model.plugins import Use
from ssot_check.model.unit import Trait, UnitKind

_ENDING: Final = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)$")
_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")


def spell_use(use: Use) -> str:
    """The import that `use.into` would write, relative and without ending; "" when the unit cannot be imported by name.

    A method is used through its class or object. Short paths of a `tsconfig.json` are not known here.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    name = unit.scope.partition(".")[0] or unit.name
    target = posixpath.relpath(_ENDING.sub("", unit.location.path), posixpath.dirname(use.into) or ".")
    target = target if target.startswith(".") else f"./{target}"
    target = target.removesuffix("/index") if target != "./index" else "."
    if name == "default":
        stem = target.rpartition("/")[2]
        return f'import {stem} from "{target}"' if _NAME.fullmatch(stem) else ""
    if not _NAME.fullmatch(name):
        return ""
    if use.into.endswith(".cjs"):
        return f'const {{ {name} }} = require("{target}")'
    return f'import {{ {name} }} from "{target}"'

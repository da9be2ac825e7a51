"""How a Rust file takes a unit that another file defines."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.languages.support.rust.imports import home_of
from ssot_check.model.plugins import Use
from ssot_check.model.replacement import Taking
from ssot_check.model.unit import Trait, UnitKind

_PUBLIC: Final = r"pub(?:\([^)]*\))?\s+"
_ITEM: Final = r"(?:(?:const|async|unsafe|default|extern\s+\"\w*\")\s+)*(?:fn|struct|enum|union|trait|type|const|static|mod)\s+(?:mut\s+)?"


def spell_use(use: Use) -> str:
    """The `use` line for a unit of the same crate, or of another one by the name of its folder; "" where there is none.

    A method is used through its type. The name that a `Cargo.toml` gives a crate is not known here, and a package with a library has
    a crate for each of its programs.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    there, here = home_of(unit.location.path), home_of(use.into)
    if there.crate == here.crate and _apart(use):
        return ""
    inside = there.module.removeprefix(there.crate).strip(".").replace(".", "::")
    name = unit.scope.partition(".")[0] or unit.name
    folder = there.crate.removesuffix("src").strip(".").rpartition(".")[2].replace("-", "_")
    crate = "crate" if there.crate == here.crate else folder
    return f"use {'::'.join(part for part in (crate, inside, name) if part)};" if crate else ""


def apart(use: Use) -> str:
    """What comes before: an item without `pub` is seen in its own module, and in those inside it, only."""
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    there, here = home_of(unit.location.path), home_of(use.into)
    name = unit.scope.partition(".")[0] or unit.name
    found = re.search(rf"^[ \t]*({_PUBLIC})?{_ITEM}{re.escape(name)}\b", use.owner_text, re.MULTILINE)
    if found is None:
        return ""
    if there.crate != here.crate:
        return "" if found[1] and "(" not in found[1] else f"make `{name}` `pub`"
    inside = f"{here.module}.".startswith(f"{there.module}.")
    return "" if found[1] or inside else f"make `{name}` `pub(crate)`"


def spell_taking(wish: Taking, _files: AbstractSet[str]) -> str:
    """The `use` line for a name, or all, of a file of the same crate; "" where it is of another one."""
    module = module_path(wish.path, wish.into)
    alias = f" as {wish.alias}" if wish.alias and wish.alias != wish.name else ""
    return f"use {'::'.join(part for part in (module, wish.name) if part)}{alias};" if module else ""


def module_path(path: str, into: str) -> str:
    """The path of a file's module as a file of the same crate writes it; "" for another crate and for the crate's own root."""
    there, here = home_of(path), home_of(into)
    inside = there.module.removeprefix(there.crate).strip(".").replace(".", "::")
    return f"crate::{inside}" if there.crate == here.crate and inside else ""


def _apart(use: Use) -> bool:
    """True when one of the two files is the root of a program that is a crate beside the other's: `crate` would mean the program."""
    return any(_is_program(path, use.files) for path in (use.into, use.unit.location.path))


def _is_program(path: str, files: frozenset[str]) -> bool:
    """By the customs of cargo: `src/bin/NAME.rs` and `src/bin/NAME/main.rs`, and `src/main.rs` beside a `src/lib.rs`."""
    folder, _, name = path.rpartition("/")
    return "/src/bin/" in f"/{folder}/" or (name == "main.rs" and f"{folder}/lib.rs".lstrip("/") in files)

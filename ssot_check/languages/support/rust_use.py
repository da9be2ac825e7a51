"""How a Rust file takes a unit that another file defines."""

from __future__ import annotations

from ssot_check.languages.support.rust_imports import home_of
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Trait, UnitKind


def spell_use(use: Use) -> str:
    """The `use` line for a unit of the same crate, or of another one by the name of its folder; "" where there is none.

    A method is used through its type. The name that a `Cargo.toml` gives a crate is not known here.
    """
    unit = use.unit
    if unit.kind in (UnitKind.SCRIPT, UnitKind.CONFIG) or Trait.NESTED in unit.traits or use.into == unit.location.path:
        return ""
    there, here = home_of(unit.location.path), home_of(use.into)
    inside = there.module.removeprefix(there.crate).strip(".").replace(".", "::")
    name = unit.scope.partition(".")[0] or unit.name
    folder = there.crate.removesuffix("src").strip(".").rpartition(".")[2].replace("-", "_")
    crate = "crate" if there.crate == here.crate else folder
    return f"use {'::'.join(part for part in (crate, inside, name) if part)};" if crate else ""

"""How a Rust file takes a unit that another file defines."""

from __future__ import annotations

from ssot_check.languages.support.rust_imports import home_of
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Trait, UnitKind


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


def _apart(use: Use) -> bool:
    """True when one of the two files is the root of a program that is a crate beside the other's: `crate` would mean the program."""
    return any(_is_program(path, use.files) for path in (use.into, use.unit.location.path))


def _is_program(path: str, files: frozenset[str]) -> bool:
    """By the customs of cargo: `src/bin/NAME.rs` and `src/bin/NAME/main.rs`, and `src/main.rs` beside a `src/lib.rs`."""
    folder, _, name = path.rpartition("/")
    return "/src/bin/" in f"/{folder}/" or (name == "main.rs" and f"{folder}/lib.rs".lstrip("/") in files)

"""Code that reads alike and works on something else all the same: where it stands decides what its words mean."""

from __future__ import annotations

from typing import Final

from ssot_check.model.unit import Unit, UnitKind

_TABLE: Final = "__tablename__"
_OF_ITS_CRATE: Final = frozenset(("migrate", "include_str", "include_bytes", "include_dir", "embed_migrations"))
"""Macros of Rust to which a path is one beside the file, or in the crate."""
_RUST: Final = ".rs"
_SOURCES: Final = "/src/"


def works_elsewhere(owner: Unit, copy: Unit) -> bool:
    """True for two calls of one thing that say what it is to work on, and name nothing in common: another file, another package.

    So do two classes that are mapped to tables of their own, and functions of two crates that build in what lies beside each.
    """
    if owner.kind is copy.kind is UnitKind.CLASS:
        return owner.name != copy.name and _TABLE in owner.fingerprint.words and _TABLE in copy.fingerprint.words
    if owner.kind is copy.kind is UnitKind.CONFIG:
        return bool(owner.bases and copy.bases) and not set(owner.bases) & set(copy.bases)
    return _builds_in(owner) and _builds_in(copy) and _crate(owner) != _crate(copy)


def _builds_in(unit: Unit) -> bool:
    return unit.location.path.endswith(_RUST) and any(call.rpartition(".")[2] in _OF_ITS_CRATE for call in unit.calls)


def _crate(unit: Unit) -> str:
    """The folder of the package, where its sources lie as usual."""
    path = unit.location.path
    return path.partition(_SOURCES)[0] if _SOURCES in path else path.rpartition("/")[0]

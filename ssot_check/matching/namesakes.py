"""Definitions under an exported name that shadow nothing: the name is nobody's, or it is given anew on purpose."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.words import telling_parts
from ssot_check.model.unit import Unit, UnitKind

EMPTY_CLASS: Final = 12
"""A class of fewer tokens is a name and a base."""
_FIXTURE: Final = "pytest.fixture"


def is_bare(name: str) -> bool:
    """True for a name that says nothing of a purpose, wherever it stands: `init`, `get`, `set_to`."""
    return not telling_parts(name)


def is_fixture(unit: Unit) -> bool:
    """True for what pytest hands to tests by its name; nobody can call it."""
    return _FIXTURE in unit.calls


def is_given_anew(owner: Unit, unit: Unit) -> bool:
    """True for fixtures of two suites, of which each overrides those further out by its name, and for empty classes of two bases.

    Two errors of one name that derive from others are caught in other places.
    """
    if is_fixture(owner) and is_fixture(unit):
        return True
    empty = owner.kind is unit.kind is UnitKind.CLASS and max(owner.fingerprint.size, unit.fingerprint.size) < EMPTY_CLASS
    return empty and {base.rpartition(".")[2] for base in owner.bases} != {base.rpartition(".")[2] for base in unit.bases}

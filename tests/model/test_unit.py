"""What a unit says of itself."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from ssot_check.model.location import Location
from ssot_check.model.unit import Fingerprint, Trait, Unit, UnitKind

TOLD = Fingerprint("exact", "renamed", "stream", (1,), (2,), (3,), ("word",))
UNIT = Unit("name", UnitKind.FUNCTION, Location("a.py", 1), Location("a.py", 1), TOLD)
OTHER = {
    "name": "other", "kind": UnitKind.CLASS, "location": Location("b.py", 9), "signature": Location("b.py", 9), "scope": "Other",
    "traits": frozenset((Trait.ABSTRACT,)), "calls": ("os.fork",), "parameters": 2, "reuse": "extends", "bases": ("Base",),
    "fields": ("x",),
}  # fmt: skip
OTHER_TOLD = {"exact": "e", "renamed": "r", "stream": "s", "lines": (9,), "hashes": (9,), "features": (9,), "words": ("w",)}
PLACES = {"location", "signature", "lines"}


@pytest.mark.parametrize("name", [item.name for item in fields(Unit) if item.name != "fingerprint"])
def test_everything_but_the_place_is_said(name: str) -> None:
    changed = replace(UNIT, **{name: OTHER[name]})
    assert (changed.said == UNIT.said) == (name in PLACES)


@pytest.mark.parametrize("name", [item.name for item in fields(Fingerprint)])
def test_everything_but_the_lines_of_the_fingerprint_is_said(name: str) -> None:
    changed = replace(UNIT, fingerprint=replace(TOLD, **{name: OTHER_TOLD[name]}))
    assert (changed.said == UNIT.said) == (name in PLACES)

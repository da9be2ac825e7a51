"""What little is known of a unit before it is made: enough to tell that it cannot be a copy of something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ssot_check.model.unit import Unit, UnitKind


class Sketch(NamedTuple):
    """The fields are those of a unit and its fingerprint; `statements` is how many hashes there are."""

    name: str
    scope: str
    kind: UnitKind
    size: int
    statements: int
    exact: str
    renamed: str
    words: Sequence[str]
    calls: Sequence[str]
    features: Sequence[int]

    @classmethod
    def of(cls, unit: Unit) -> Sketch:
        """The sketch of a unit that is there."""
        told = unit.fingerprint
        forms = told.exact, told.renamed
        return cls(unit.name, unit.scope, unit.kind, told.size, len(told.hashes), *forms, told.words, unit.calls, told.features)

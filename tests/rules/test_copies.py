"""The words of a copy's note are true for its clone type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.match import Alignment, CloneType
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import copy_finding
from tests.builders import a_match, a_unit

PAIRS = Alignment(((1, 1), (2, 3)), 5, 4)


@pytest.mark.parametrize(
    ("clone_type", "score", "note"),
    [
        (CloneType.EXACT, 1.0, "exact copy: equal but for layout and comments"),
        (CloneType.RENAMED, 1.0, "renamed copy: equal but for names of its own, literals and documentation"),
        (CloneType.NEAR, 0.873, "edited copy, score 0.87: 2 of 5 statements of the owner align"),
        (CloneType.NEAR, 0.9999, "edited copy, score 0.99: 2 of 5 statements of the owner align"),
        (CloneType.SEMANTIC, 0.7, "re-implementation, score 0.70: 2 of 5 statements of the owner align"),
    ],
)
def test_each_clone_type_has_its_own_words(clone_type: CloneType, score: float, note: str) -> None:
    owner, copy = a_unit("log", "return $a"), a_unit("say", "return $b", path="b.py")
    match = replace(a_match(owner, copy, clone_type, score=score), alignment=PAIRS)
    assert copy_finding("SSOT203", match, Severity.ERROR, "an edited copy of").notes[0] == note

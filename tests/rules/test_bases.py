"""What two classes name alike and mean otherwise: their bases, and what the one can set for the other."""

from __future__ import annotations

from tests.builders import a_match, a_unit
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.arguments import before
from ssot_check.rules.support.derived import derived


def edited(*own: str, clone_type: CloneType = CloneType.NEAR) -> Match:
    owner, copy = (
        replace(a_unit("Launcher", "pass\n", path), kind=UnitKind.CLASS, bases=("base.Strategy",)) for path in ("app/a.py", "lib/b.py")
    )
    return replace(a_match(owner, copy), clone_type=clone_type, own=own, use="from app.a import Launcher")


def test_a_base_is_shared_by_nobody() -> None:
    assert derived(edited("Strategy"), "") == (
        "keep here only what differs: move what is equal into a class that both have beside their own `Strategy`"
    )
    assert before(edited("Strategy")) == ""


def test_other_names_are_attributes_of_the_class() -> None:
    assert before(edited("Checkpoints")) == (
        "let `Launcher` read `Checkpoints` (this file has its own) from attributes of the class, which this one sets"
    )
    assert "derive" in derived(edited("Checkpoints"), "")


def test_a_class_that_goes_hands_them_over() -> None:
    assert before(edited("Strategy", clone_type=CloneType.EXACT)) == "let `Launcher` take `Strategy` (this file has its own) as an argument"


def test_a_private_owner_is_made_public_first() -> None:
    assert derived(edited(), "_Launcher").startswith("first make `_Launcher` public in app/a.py or move it; then keep here only what differs")

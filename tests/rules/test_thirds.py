"""What is said of a copy for which the owner cannot stand in as it is, in languages that nobody opens again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.match import Alignment, CloneType, Match
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.remedies import help_for
from tests.builders import a_match, a_unit

BODY = "one($x)\ntwo($x)"
EDITED = Alignment(((1, 1), (2, 2)), 2, 2)


def pair(clone_type: CloneType, ending: str, kind: UnitKind = UnitKind.FUNCTION, copy: str = "keep", scope: str = "", own: str = "") -> Match:
    owner = a_unit("save", BODY, f"lib/store.{ending}", kind=kind, scope=scope)
    found = a_match(owner, a_unit(copy, BODY, f"app/jobs.{ending}", kind=kind, scope=own or scope), clone_type, use="use lib::save;")
    return replace(found, alignment=EDITED)


@pytest.mark.parametrize("ending", ["ts", "go", "rs"])
def test_a_re_implementation_calls_the_owner_where_that_does_all_that_is_asked(ending: str) -> None:
    assert help_for(pair(CloneType.SEMANTIC, ending), "SSOT207") == (
        "where `save` does all that `keep` is for, call it instead: use lib::save; "
        "else let it take what is missing as an argument, or let this one stand with an allow that says why"
    )


@pytest.mark.parametrize("ending", ["py", "sh"])
def test_in_python_and_shell_the_same_is_said(ending: str) -> None:
    assert help_for(pair(CloneType.SEMANTIC, ending), "SSOT207").startswith("where `save` does all that `keep` is for, call it instead")


@pytest.mark.parametrize("ending", ["ts", "rs", "go"])
def test_a_third_function_is_named_where_the_owner_does_more(ending: str) -> None:
    less = replace(pair(CloneType.NEAR, ending), alignment=Alignment(((1, 1), (2, 2)), 4, 4))
    assert "make one function beside it of what is equal in it and `keep`" in help_for(less, "SSOT203")


@pytest.mark.parametrize("ending", ["ts", "rs", "go"])
@pytest.mark.parametrize(("copy", "owned"), [("keep", 2), ("save", 4)], ids=["all of the owner", "its name"])
def test_no_third_function_is_named_where_the_owner_can_stand_in(ending: str, copy: str, owned: int) -> None:
    more = replace(pair(CloneType.NEAR, ending, copy=copy), alignment=Alignment(((1, 1), (2, 2)), owned, 4))
    assert "make one function" not in help_for(more, "SSOT203")


@pytest.mark.parametrize("ending", ["ts", "rs", "go"])
def test_a_type_that_was_pasted_is_taken_from_the_owner(ending: str) -> None:
    found = pair(CloneType.EXACT, ending, UnitKind.METHOD, "save", "Rows")
    assert help_for(found, "SSOT201").startswith("take the owner's instead (use lib::save;) where all of it stands here; else let both ")


@pytest.mark.parametrize("ending", ["ts", "rs", "go"])
@pytest.mark.parametrize(
    ("clone_type", "own", "apart"),
    [(CloneType.NEAR, "Rows", ""), (CloneType.EXACT, "Lines", ""), (CloneType.EXACT, "Rows", "move it first")],
    ids=["edited", "another type", "out of reach"],
)
def test_the_owners_type_is_not_taken_in_the_place_of_another(ending: str, clone_type: CloneType, own: str, apart: str) -> None:
    found = replace(pair(clone_type, ending, UnitKind.METHOD, "save", "Rows", own), apart=apart)
    assert "take the owner's instead" not in help_for(found, "SSOT203")


@pytest.mark.parametrize(
    ("ending", "apart", "told"),
    [
        ("go", "export `rows` as `Rows`", "let both types take `save` from one place: a struct that both embed, or a function of"),
        ("rs", "make `Rows` `pub`", "let both types take `save` from one place: a default method of a trait that both implement, or a function"),
        ("rs", "add `lib` to the dependencies in app/Cargo.toml", "let both types take `save` from one place, a function that both call: first add"),
    ],
)
def test_types_share_a_method_without_the_owners_type(ending: str, apart: str, told: str) -> None:
    found = replace(pair(CloneType.NEAR, ending, UnitKind.METHOD, "save", "Rows", "Lines"), apart=apart)
    assert help_for(found, "SSOT203").startswith(told)


@pytest.mark.parametrize(("kind", "said"), [(UnitKind.METHOD, True), (UnitKind.FUNCTION, False)])
def test_a_method_is_called_where_its_object_is_at_hand(kind: UnitKind, said: bool) -> None:
    owner = a_unit("hash", "return $a", kind=kind, scope="Cache" if said else "")
    told = help_for(a_match(owner, a_unit("digest", "return $a", "b.py"), CloneType.SEMANTIC, use="from app.log import Cache"), "SSOT207")
    assert (" is for and a `Cache` is at hand to ask, call it instead" in told) is said

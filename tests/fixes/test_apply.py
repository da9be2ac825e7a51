"""Edits in a text, and the patch that tells of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.fixes.apply import MisplacedError, apply, patch
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location
from tests.repositories import git, write

texts = st.text(st.sampled_from("ab \té\n\r\x0c\x85"), max_size=30)


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit(Location("a", line, column, end_line, end_column), text)


@pytest.mark.parametrize(
    ("old", "change", "new"),
    [
        ("one\ntwo\n", edit(2, 1, 2, 4, "2"), "one\n2\n"),
        ("one\ntwo", edit(1, 1, 2, 1, ""), "two"),
        ("one\r\ntwo\r\n", edit(2, 1, 2, 1, "new\n"), "one\r\nnew\r\ntwo\r\n"),
        ("one\rtwo", edit(2, 4, 2, 4, "\nthree"), "one\rtwo\rthree"),
        ("é x", edit(1, 3, 1, 4, "y"), "é y"),
        ("one", edit(1, 4, 1, 4, "\n"), "one\n"),
    ],
)
def test_an_edit_keeps_the_line_ends(old: str, change: Edit, new: str) -> None:
    assert apply(old, [change]) == new


@pytest.mark.parametrize("change", [edit(3, 1, 3, 1, ""), edit(1, 5, 1, 5, ""), edit(0, 1, 0, 1, ""), edit(1, 3, 1, 2, "")])
def test_a_place_that_is_not_there_is_no_edit(change: Edit) -> None:
    with pytest.raises(MisplacedError):
        apply("one\ntwo", [change])


@given(texts, texts)
def test_everything_can_be_replaced_by_anything(old: str, new: str) -> None:
    lines = old.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole = edit(1, 1, len(lines), len(lines[-1]) + 1, new.replace("\n", "b"))
    assert apply(old, [whole]) == whole.text


@given(texts.filter(bool), st.data())
def test_edits_change_their_place_and_nothing_else(old: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(old)))
    head = old[:cut].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if old[max(0, cut - 1) : cut + 1] == "\r\n":
        return  # amid a line end
    place = (len(head), len(head[-1]) + 1)
    assert apply(old, [edit(*place, *place, "NEW"), edit(*place, *place, "MORE")]) == f"{old[:cut]}NEWMORE{old[cut:]}"


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_git_applies_the_patch(tmp_path_factory: pytest.TempPathFactory, old: str, new: str) -> None:
    if old == new or not old or not new:
        return
    root = tmp_path_factory.mktemp("r")
    write(root, {"a b.py": old, "p": patch("a b.py", old, new)})
    git(root, "apply", "-p1", "--whitespace=nowarn", "p")
    assert (root / "a b.py").read_bytes().decode() == new


@pytest.mark.parametrize("name", ['a"b', "ü ä.py", "a\tb"])
def test_odd_names_are_spelled_as_git_does(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "old\n", "p": patch(name, "old\n", "new\n")})
    subprocess.run(["git", "apply", "p"], cwd=tmp_path, check=True)
    assert (tmp_path / name).read_text() == "new\n"

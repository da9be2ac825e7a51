"""Edited copies of one owner that are equal to each other say so: the other copy is nearer than the owner."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.pipeline.judging.equals import with_equals


def a_copy(path: str, line: int, digest: str = "d1", code: str = "SSOT203") -> Finding:
    return Finding(code, "is an edited copy", Location(path, line, 1, line, 5), domain="logging", digest=digest, notes=("first",))


def notes(*found: Finding) -> Sequence[tuple[str, ...]]:
    return [item.notes[1:] for item in with_equals(found)]


def test_each_of_two_equal_copies_names_the_other() -> None:
    assert notes(a_copy("a.py", 3), a_copy("b.py", 7, code="SSOT207"), a_copy("c.py", 9, "d2")) == [
        ("equal, but for names and values, to b.py:7, which is told too: make one of both first",),
        ("equal, but for names and values, to a.py:3, which is told too: make one of both first",),
        (),
    ]


def test_of_many_the_first_are_named() -> None:
    said = notes(*(a_copy(f"{name}.py", 1) for name in "abcde"))
    assert said[0] == ("equal, but for names and values, to b.py:1, c.py:1, d.py:1 and 1 more, which are told too: make one of all first",)
    assert notes(*(a_copy(f"{name}.py", 1) for name in "abc"))[2][0].startswith(
        "equal, but for names and values, to a.py:1 and b.py:1, which"
    )


def test_a_copy_that_is_equal_to_its_owner_and_one_that_is_told_twice_say_nothing_of_others() -> None:
    assert notes(a_copy("a.py", 3, code="SSOT201"), a_copy("b.py", 7, code="SSOT201")) == [(), ()]
    assert notes(a_copy("a.py", 3), a_copy("a.py", 3, code="SSOT207")) == [(), ()]
    assert notes(a_copy("a.py", 3, digest=""), a_copy("b.py", 3, digest="")) == [(), ()]

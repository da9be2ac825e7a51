"""An expression that is compiled late answers as one that is compiled at once."""

from __future__ import annotations

import re

import pytest

from ssot_check.model.regex import regex

TEXTS = ("", "a1", "a1 b22", "none", "A1")


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_every_question_is_answered_as_by_what_is_compiled(flags: int) -> None:
    late, early = regex(r"(?P<word>[a-z])(\d+)", flags), re.compile(r"(?P<word>[a-z])(\d+)", flags)
    for text in TEXTS:
        for name in ("match", "search", "fullmatch"):
            one, two = getattr(late, name)(text), getattr(early, name)(text)
            assert (one and one.groups()) == (two and two.groups())
        assert late.findall(text) == early.findall(text)
        assert late.sub("-", text) == early.sub("-", text)
        assert late.split(text) == early.split(text)
        assert [found.span() for found in late.finditer(text)] == [found.span() for found in early.finditer(text)]
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)


def test_what_no_expression_has_it_has_neither() -> None:
    with pytest.raises(AttributeError):
        _ = regex("a").nothing  # type: ignore[attr-defined]


def test_a_wrong_expression_is_told_by_the_first_question() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.match("")

"""Hygiene: what comes from the repository cannot steer a terminal or a reader."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.reports.support.hygiene import encodable, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain ünïcödé 日本 👩\u200d💻", "plain ünïcödé 日本 👩\u200d💻"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]8;;http://x\x07", r"\x1b]8;;http://x\x07"),
        ("a\nb\r\tc\x00", r"a\nb\r\tc\x00"),
        ("\x7f\x85\x9b", r"\x7f\x85\x9b"),
        ("user\u202e\u2066// admin\u2069", r"user\u202e\u2066// admin\u2069"),
        ("\u200bzero\ufeff", r"\u200bzero\ufeff"),
        ("line\u2028break", r"line\u2028break"),
        ("caf\udce9 \ud83d", r"caf\xe9 \ud83d"),
        ("\U000e0041", r"\U000e0041"),
    ],
    ids=["kept", "sgr", "osc", "c0", "c1", "bidi", "invisible", "separator", "undecodable", "tag"],
)
def test_visible(text: str, clean: str) -> None:
    assert visible(text) == clean


@settings(deadline=None)
@given(st.text())
def test_visible_text_has_one_line_and_no_controls(text: str) -> None:
    clean = visible(text)
    assert len(clean.splitlines()) <= 1
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in clean)
    assert visible(clean) == clean


def test_lines_are_split_at_line_feeds_only() -> None:
    assert visible_lines("\n\ta\r\nb\u2028c  \n\n") == ["    a", r"b\u2028c"]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Cs", "Lu", "Cc"])))
def test_encodable_text_can_be_encoded(text: str) -> None:
    clean = encodable(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert [char for char in clean if char.isspace()] == [char for char in text if char.isspace()]

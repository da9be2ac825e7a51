"""Columns: widths of characters, and lines cut so that the marked span stays in sight."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssot_check.reports.support.columns import ELLIPSIS, shorten_left, text_width, window, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("日本", 4),
        ("\uff57\uff49\uff44\uff45", 8),
        ("e\u0301", 1),
        ("한글", 4),
        ("\u1112\u1161\u11ab", 2),
        ("👩\u200d💻", 2),
        ("…", 1),
    ],
    ids=["ascii", "wide", "full-width", "combining", "hangul", "jamo", "joined", "ambiguous"],
)
def test_text_width(text: str, columns: int) -> None:
    assert text_width(text) == columns


@pytest.mark.parametrize(
    ("text", "start", "end", "shown", "offset", "span"),
    [
        ("x = call()", 4, 8, "x = call()", 4, 4),
        ("\tcall()", 1, 5, "    call()", 4, 4),
        ("ab\tcall()", 3, 7, "ab  call()", 4, 4),
        ("名 = 呼ぶ()", 4, 6, "名 = 呼ぶ()", 5, 4),
        ("e\u0301 = call()", 5, 9, "e\u0301 = call()", 4, 4),
        ("a\x1b[31mcall()", 6, 10, "a\\x1b[31mcall()", 9, 4),
        ("call()", 0, 0, "call()", 0, 1),
        ("call()", 40, 44, "call()", 6, 1),
        ("", 0, 5, "", 0, 1),
    ],
    ids=["plain", "tab", "tab-stop", "wide", "combining", "escape", "empty-span", "beyond", "empty-line"],
)
def test_window_without_a_limit(text: str, start: int, end: int, shown: str, offset: int, span: int) -> None:
    assert window(text, start, end, 0) == (shown, offset, span)


def test_window_cuts_at_the_right() -> None:
    assert window("abcdefghij" * 3, 2, 4, 20) == ("abcdefghijabcdefghi…", 2, 2)


def test_window_cuts_at_both_ends() -> None:
    shown, offset, span = window("." * 40 + "mark" + "." * 40, 40, 44, 20)
    assert shown == "….....mark.........…"
    assert shown[offset : offset + span] == "mark"


def test_window_shows_as_much_as_fits_before_a_span_at_the_end() -> None:
    shown, offset, span = window("." * 40 + "mark", 40, 44, 20)
    assert shown == "…" + "." * 15 + "mark"
    assert shown[offset : offset + span] == "mark"


def test_span_wider_than_the_room_is_cut() -> None:
    shown, offset, span = window("x" * 100, 10, 90, 20)
    assert (len(shown), offset + span) == (20, 19)


@pytest.mark.parametrize("room", [40, 1_500, 0])
def test_a_minified_line_is_cut_around_the_span(room: int) -> None:
    shown, offset, span = window("a" * 500_000 + "MARK" + "b" * 500_000, 500_000, 500_004, room)
    assert shown[offset : offset + span] == "MARK"
    assert text_width(shown) <= (room or 4_000)


@settings(deadline=None)
@given(st.text(max_size=120), st.integers(0, 130), st.integers(0, 130), st.integers(20, 60))
def test_window_fits_and_marks_stand_under_it(text: str, start: int, end: int, room: int) -> None:
    shown, offset, span = window(text, start, end, room)
    assert text_width(shown) <= room
    assert 0 <= offset <= room
    assert span >= 1
    assert offset + span <= room + 1


@settings(deadline=None)
@given(st.text(alphabet="ab ", max_size=80), st.integers(4, 30), st.integers(0, 3))
def test_wrap_keeps_every_word_and_leaves_room_before_the_lines_that_follow(text: str, columns: int, hanging: int) -> None:
    first, *others = wrap(text, columns, hanging)
    assert " ".join((first, *others)).split() == text.split()
    assert text_width(first) <= columns or " " not in first
    assert all(text_width(line) <= columns - hanging or " " not in line for line in others)


def test_wrap_measures_columns_not_characters() -> None:
    assert wrap("日本 日本 日本", 9) == ["日本 日本", "日本"]


def test_shorten_left_keeps_the_end() -> None:
    assert shorten_left("platform/logging/setup.py", 12) == f"{ELLIPSIS}ng/setup.py"
    assert shorten_left("setup.py", 12) == "setup.py"


@settings(deadline=None)
@given(
    st.integers(0, 9_000), st.integers(0, 9_000), st.sampled_from([0, 20, 80, 999, 5_000]), st.sampled_from(["a", "\u65e5", "\t", "\x1b"])
)
def test_window_of_a_long_line_never_breaks(start: int, end: int, room: int, char: str) -> None:
    shown, offset, span = window(char * 8_500 + "x", start, end, room)
    assert text_width(shown) <= (room or 4_000)
    assert offset + span <= (room or 4_000) + 1

"""GitHub's line hash: the values of its own tests, and every way to end a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.reports.support.linehash import line_hashes

FOUR_WAYS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", FOUR_WAYS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", FOUR_WAYS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", FOUR_WAYS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", FOUR_WAYS),
    ],
    ids=["empty", "blanks", "lf", "cr", "crlf", "mixed"],
)
def test_as_github_computes_it(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def test_equal_lines_are_counted_and_the_window_ends_after_a_hundred() -> None:
    hashes = line_hashes("Lorem ipsum dolor sit amet.\n" * 10)
    assert hashes[:6] == [f"a7f2ff13bc495cf2:{count}" for count in range(1, 7)]
    assert hashes[6:] == ["a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_against_the_plain_sum(text: str) -> None:
    """The definition written out: for every line start, hash its hundred units one by one."""
    units = [
        int.from_bytes(pair, "little")
        for char in "".join(char for char in text.replace("\r\n", "\n").replace("\r", "\n") if char not in " \t")
        for data in [char.encode("utf-16-le")]
        for pair in (data[at : at + 2] for at in range(0, len(data), 2))
    ] + [0xFFFF]
    starts = [0] + [index + 1 for index, unit in enumerate(units) if unit == 10]
    expected = []
    for start in starts:
        value = 0
        for unit in (units[start:] + [0] * 100)[:100]:
            value = (value * 37 + unit) % 2**64
        expected.append(f"{value:x}")
    assert [found.partition(":")[0] for found in line_hashes(text)] == expected

from __future__ import annotations

import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.languages.python.python_reading import read, unit

BRACKETS = ["(", ")", "[", "]", "{", "}", ":", "=", "f'{", "}'", '"""', "'", "#", "@a", "é", "😀", "\ud800"]
LINES = [
    "def f(a):\n",
    "class A:\n",
    "return a",
    "if x:\n",
    "else:\n",
    "match x:\n",
    "case _:\n",
    "lambda a:",
    "import a as b\n",
    "from . import *\n",
]
BLANKS = ["    ", "\t", "\n", "\\\n", "\x0c", "\r", "\0"]
PIECES = st.sampled_from([*BRACKETS, *LINES, *BLANKS])
NAMES = st.lists(
    st.from_regex(r"[a-z_][a-z0-9_]{0,6}", fullmatch=True).filter(lambda name: not keyword.iskeyword(name) and name not in OUTSIDE),
    min_size=5,
    max_size=5,
    unique=True,
)
OUTSIDE = {"open", "print", "write", "key", "case", "match", "type", "f", "_"}
TEMPLATE = """def f({0}, {1}=1, *{2}):
    with open({0}) as {3}:
        for {4}, _ in [({4}, 1) for {4} in {2} if ({4} := {1})]:
            {3}.write({4}, key={0})
    def {4}({0}):
        nonlocal {3}
        {3} = lambda {1}: {1} + {0}
        return {3}
    try:
        print(f"{{{3}}} of {{{4}:>{{{1}}}}}")
    except OSError as {4}:
        return {4}
"""


@settings(deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_text_never_crashes(text: str) -> None:
    parsed = read(text)
    assert all(unit.location.line <= unit.location.end_line for unit in parsed.units)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_torn_python_never_crashes(text: str) -> None:
    parsed = read(text)
    assert parsed == read(text)


@settings(deadline=None)
@given(NAMES)
def test_renaming_own_names_keeps_the_renamed_form(names: list[str]) -> None:
    original = TEMPLATE.format("alpha", "beta", "gamma", "delta", "epsilon")
    renamed = TEMPLATE.format(*names)
    assert unit(renamed, "f").fingerprint.renamed == unit(original, "f").fingerprint.renamed


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 10_000 + ")" * 10_000,
        "x = " + "[" * 10_000,
        "x = " + "not " * 10_000 + "1",
        "x = a" + ".b()" * 10_000,
        "x = " + "1 + " * 10_000 + "1",
        "x = " + "lambda: " * 10_000 + "1",
        "if a: pass\n" + "elif a: pass\n" * 10_000,
        "".join(f"{' ' * depth}def f{depth}():\n" for depth in range(600)) + " " * 600 + "pass",
        "x = '" + "é" * 200_000 + "'; f = lambda: 0",
        "f = lambda: 'é'; " * 5_000,
        "@" * 5_000,
        "f'{" * 2_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_monsters_are_read(text: str) -> None:
    assert read(text).lines >= 1


def test_line_ends_of_every_kind_count() -> None:
    parsed = read("a = 1\r\ndef f():\r    return 1\r\n")
    assert [(unit.location.line, unit.location.end_line) for unit in parsed.units] == [(2, 3)]

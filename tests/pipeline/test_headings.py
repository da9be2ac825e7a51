"""Signature and documentation of a unit, from the lines of its file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.location import Location
from ssot_check.model.unit import UnitKind
from ssot_check.pipeline.answers.headings import file_document, heading
from tests.builders import a_unit


def read(text: str, line: int, kind: UnitKind = UnitKind.FUNCTION) -> tuple[str, tuple[str, ...]]:
    lines = text.split("\n")
    unit = a_unit("f", "x", location=Location("a", line, 1, len(lines), 1), signature=Location("a", line, 1, line, 2), kind=kind)
    found = heading(unit, lines)
    return found.signature, found.document


@pytest.mark.parametrize(
    ("text", "line", "signature", "document"),
    [
        ('def f(a, b):\n    """Do it.\n\n    At once.\n    """\n    return a', 1, "def f(a, b)", ("Do it.", "At once.")),
        ("def f(\n    a,\n    b=(1, 2),\n) -> int:\n    '''Do it.'''", 1, "def f(a, b=(1, 2)) -> int", ("Do it.",)),
        ("# Do it.\ndef f():\n    x()", 2, "def f()", ("Do it.",)),
        ("#!/bin/sh\nf() {\n  # Do it.\n  x\n}", 2, "f()", ("Do it.",)),
        ("/**\n * Do it.\n * At once.\n */\nexport function f(a: string) {\n}", 5, "export function f(a: string)", ("Do it.", "At once.")),
        ("// f does it.\nfunc f() error {\n}", 2, "func f() error", ("f does it.",)),
        ("# pylint: disable=x\ndef f():\n    return 1", 2, "def f()", ()),
        ("def f(a,", 1, "def f(a,", ()),
    ],
)
def test_heading(text: str, line: int, signature: str, document: tuple[str, ...]) -> None:
    assert read(text, line) == (signature, document)


def test_a_value_of_many_lines_is_cut() -> None:
    signature, _ = read("export const f = make({\n" + "  key: 'a long value that goes on',\n" * 9 + "});", 1)
    assert len(signature) == 200
    assert signature.endswith("…")


def test_a_constant_has_the_comment_above_it_and_no_documentation_string() -> None:
    assert read('# Ports.\nPORTS = {\n"""no""": 1}', 2, UnitKind.TABLE) == ("PORTS =", ("Ports.",))


def test_a_file_says_of_itself() -> None:
    assert file_document(["#!/bin/sh", "", "# Log lines.", "# For all.", "x=1"]) == ("Log lines.", "For all.")
    assert file_document(['"""Log lines."""', "import x"]) == ("Log lines.",)
    assert file_document([]) == ()


@given(st.lists(st.text(max_size=20), max_size=8), st.integers(min_value=1, max_value=12))
def test_no_text_breaks_it(lines: list[str], line: int) -> None:
    unit = a_unit("f", "x", location=Location("a", line, 1, line + 3, 1), signature=Location("a", line, 1, line, 2))
    found = heading(unit, lines)
    assert found.signature == found.signature.strip()
    assert all(said.strip() for said in (*found.document[:1], *file_document(lines)[:1]))

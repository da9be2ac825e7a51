"""Brackets that are layout give the same unit, the others do not."""

from __future__ import annotations

import pytest

from tests.languages.python.python_reading import unit


def body(line: str) -> str:
    return unit(f"def f(a, b):\n    {line}\n    return b\n", "f").fingerprint.exact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("return a, b", "return (a, b)"),
        ("return a, b", "return (a, b,)"),
        ("return a, b", "return (a, b,  # both\n    )"),
        ("return a,", "return (a,)"),
        ("return a", "return (a)"),
        ("c = a, b", "c = (a, b)"),
        ("c += a, b", "c += ((a, b))"),
    ],
)
def test_layout(one: str, other: str) -> None:
    assert body(one) == body(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("return a", "return (a,)"), ("return f(a, b)", "return f((a, b))"), ("return a, b", "return ((a, b),)"), ("return ()", "return")],
)
def test_meaning(one: str, other: str) -> None:
    assert body(one) != body(other)

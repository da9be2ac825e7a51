"""The flow of control as evidence: what a rewrite keeps of it, and what tells two jobs apart."""

from __future__ import annotations

import pytest

from ssot_check.matching.control import control, same_control
from tests.builders import a_unit

RETRY = """
for $attempt in $attempts:
    try:
        return $call()
    except $error:
        $sleep($pause)
raise $error
"""
PARSE = "if $a and $b:\n    return $a\nreturn $b"


def alike(one: str, other: str) -> float:
    return same_control(control(a_unit("f", one)), control(a_unit("g", other)))


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (RETRY, RETRY, 0.9, 1.0),
        (RETRY, RETRY.replace("for $attempt in $attempts", "while $tries"), 0.9, 1.0),
        (RETRY, PARSE, 0.0, 0.3),
        ("return $a", "return $a + 1", 0.7, 0.8),
        ("$a = $b", "$c($d)", 0.5, 0.5),
        (PARSE, "$a = $b", 0.0, 0.2),
    ],
    ids=["the same", "another loop", "another job", "one step", "none on both sides", "none on one side"],
)
def test_loops_choices_and_failures_are_what_stays(one: str, other: str, least: float, most: float) -> None:
    assert least <= alike(one, other) <= most
    assert alike(one, other) == alike(other, one)

"""The second opinion on edited copies: fitted to judged pairs, and what stays below it is a hint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.real import fit_confidence
from ssot_check.matching import confidence
from ssot_check.matching.similarity import Signals
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import SETUP

SMALL = "level = 'INFO'\nroot = get_logger ( level )\nreturn root\n"
CLOSE = Signals(containment=1, evidence=1, alignment=1, coverage=1, statements=1, words=1, telling=1, growth=0)
DISTANT = replace(CLOSE, containment=0.3, statements=0.4, words=0.3)


def a_method(text: str) -> Unit:
    return a_unit("prepare", text, kind=UnitKind.METHOD)


def test_the_shipped_coefficients_are_those_of_the_fit() -> None:
    fitted = fit_confidence.fit(fit_confidence.read())
    shipped = (confidence.INTERCEPT, confidence.SIZE, confidence.STATEMENTS, confidence.WORDS, confidence.CONTAINMENT)
    assert shipped == pytest.approx(fitted, abs=0.01)


def test_a_close_copy_of_a_long_owner_is_reported() -> None:
    assert not confidence.is_loose(a_unit("setup", SETUP), CLOSE)


@pytest.mark.parametrize(("text", "signals"), [(SMALL, DISTANT), (SETUP, DISTANT), (SMALL, CLOSE)], ids=["both", "loose", "short"])
def test_what_is_short_or_distant_is_a_hint(text: str, signals: Signals) -> None:
    assert confidence.is_loose(a_unit("setup", text), signals)


def test_a_table_is_not_asked() -> None:
    assert not confidence.is_loose(a_unit("LEVELS", SMALL, kind=UnitKind.TABLE), DISTANT)


def test_the_small_method_of_a_strange_class_is_a_hint_and_a_function_is_not() -> None:
    assert confidence.is_small_method(a_method(SMALL), a_method(SMALL))
    assert not confidence.is_small_method(a_unit("prepare", SMALL), a_method(SMALL))
    assert not confidence.is_small_method(a_method(SETUP), a_method(SETUP))

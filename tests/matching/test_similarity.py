"""The score: its signals, its direction, and the alignment that explains it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.similarity import SHOWN_WORDS, Signals, align, measure, score
from ssot_check.matching.weights import COMMON_COUNT, Weights
from ssot_check.model.unit import Unit
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP

NAMES = [field.name for field in fields(Signals)]
SHARE = st.floats(0.0, 1.0)
SIGNALS = st.builds(Signals, **dict.fromkeys(NAMES, SHARE))
LINES = st.sampled_from([*SETUP.strip().split("\n"), *OTHER.strip().split("\n"), "$x = 1", "return", "print('one two three')"])
TEXTS = st.lists(LINES, min_size=1, max_size=14).map("\n".join)


def weights_of(*units: Unit) -> Weights:
    return Weights(units, {feature for unit in units for feature in unit.fingerprint.features})


def scored(owner: str, copy: str) -> float:
    one, two = a_unit("f", owner), a_unit("g", copy, "jobs/a.py")
    return score(measure(one, two, weights_of(one, two)))


@given(TEXTS, TEXTS)
def test_signals_and_score_stay_in_their_range(owner: str, copy: str) -> None:
    one, two = a_unit("f", owner), a_unit("g", copy)
    signals = measure(one, two, weights_of(one, two))
    assert all(0.0 <= getattr(signals, name) <= 1.0 for name in NAMES)
    assert 0.0 < score(signals) < 1.0


@given(TEXTS)
def test_a_unit_is_wholly_contained_in_itself(text: str) -> None:
    unit = a_unit("f", text)
    signals = measure(unit, unit, weights_of(unit))
    assert (signals.alignment, signals.coverage, signals.statements, signals.growth) == (1.0, 1.0, 1.0, 0.0)
    assert signals.containment == (1.0 if unit.fingerprint.features else 0.0)
    assert signals.words == (1.0 if unit.fingerprint.words else 0.0)


@given(SIGNALS, st.sampled_from(NAMES), SHARE)
def test_the_score_rises_with_every_signal_and_falls_with_growth(signals: Signals, name: str, value: float) -> None:
    low, high = sorted((value, getattr(signals, name)))
    less, more = score(replace(signals, **{name: low})), score(replace(signals, **{name: high}))
    assert less >= more if name == "growth" else less <= more


@pytest.mark.parametrize("name", NAMES)
def test_no_signal_is_without_effect(name: str) -> None:
    middle = Signals(*[0.5] * len(NAMES))
    assert score(replace(middle, **{name: 0.9})) != score(middle)


@pytest.mark.parametrize("text", [SETUP, OTHER], ids=["setup", "other"])
def test_identical_units_score_above_nine_tenths(text: str) -> None:
    assert scored(text, text) > 0.9


def test_the_more_is_edited_the_lower_the_score() -> None:
    lines, foreign = SETUP.strip().split("\n"), OTHER.strip().split("\n")
    steps = [scored(SETUP, "\n".join(foreign[:count] + lines[count:])) for count in range(0, 8, 2)]
    assert all(earlier > later for earlier, later in pairwise(steps))


def test_a_renamed_and_an_edited_copy_stand_far_above_another_function() -> None:
    assert scored(SETUP, RENAMED) > 0.9
    assert scored(SETUP, EDITED) > 0.8
    assert scored(SETUP, OTHER) < 0.1


def test_a_copy_that_grew_is_contained_but_scores_lower() -> None:
    one, two = a_unit("f", SETUP), a_unit("g", SETUP + OTHER * 3)
    signals = measure(one, two, weights_of(one, two))
    assert (signals.containment, signals.statements) == (1.0, 1.0)
    assert signals.growth == 1.0
    assert signals.coverage == pytest.approx(one.fingerprint.size / two.fingerprint.size)
    assert score(signals) < scored(SETUP, SETUP)


def test_what_every_unit_has_is_no_evidence() -> None:
    one, two = a_unit("f", SETUP), a_unit("g", SETUP, "jobs/a.py")
    crowd = [a_unit(f"u{number}", SETUP + f"\nown{number}()" * number) for number in range(COMMON_COUNT + 2)]
    signals = measure(one, two, weights_of(one, two, *crowd))
    assert (signals.evidence, signals.words, signals.telling) == (0.0, 0.0, 0.0)
    assert signals.alignment == 1.0


@given(TEXTS, TEXTS)
def test_pairs_stand_in_order_on_both_sides(owner: str, copy: str) -> None:
    one, two = a_unit("f", owner, line=10), a_unit("g", copy, line=200)
    found = align(one, two, weights_of(one, two))
    assert (found.owner_statements, found.copy_statements) == (owner.count("\n") + 1, copy.count("\n") + 1)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found.pairs))
    assert {line for line, _ in found.pairs} <= set(one.fingerprint.lines)
    assert {line for _, line in found.pairs} <= set(two.fingerprint.lines)


def test_alignment_points_at_the_statements_that_agree() -> None:
    one, two = a_unit("f", "$a = alpha(1)\n$b = beta(2)\nreturn $a", line=1), a_unit("g", "start(now)\n$c = alpha(5)\nreturn $c", line=30)
    found = align(one, two, weights_of(one, two))
    assert found.pairs == ((2, 32), (4, 33))
    assert (found.owner_statements, found.copy_statements) == (3, 3)
    assert found.shared == ("alpha",)


def test_only_the_rarest_shared_words_are_shown() -> None:
    one, two = a_unit("f", SETUP), a_unit("g", SETUP)
    others = [a_unit(f"u{number}", f"sys.stdout\nown{number}") for number in range(3)]
    shown = align(one, two, weights_of(one, two, *others)).shared
    assert len(shown) == SHOWN_WORDS
    assert not {"sys", "stdout"} & set(shown)

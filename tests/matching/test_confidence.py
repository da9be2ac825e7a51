"""The second opinion on edited copies: fitted to judged pairs, and what stays below it is a hint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.real import fit_confidence
from ssot_check.matching import confidence
from ssot_check.matching.confidence import Grounds, grounds
from ssot_check.matching.similarity import measure
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, weights_of

SMALL = "level = 'INFO'\nroot = get_logger ( level )\nreturn root\n"
CLOSE = Grounds(callees=1.0, run=5, literals=1.0, telling=1.0, names=0.5)
DISTANT = Grounds(callees=0.3, run=2, literals=0.2, telling=0.5, names=0.2)


def a_method(text: str) -> Unit:
    return a_unit("prepare", text, kind=UnitKind.METHOD)


def asked(owner: Unit, copy: Unit, *, part: bool = False) -> Grounds:
    weights = weights_of(a_haystack(owner, copy))
    return grounds(owner, copy, weights, measure(owner, copy, weights), part=part)


def loose(owner: Unit, copy: Unit) -> bool:
    weights = weights_of(a_haystack(owner, copy))
    return confidence.is_loose(owner, copy, weights, measure(owner, copy, weights), part=False)


def test_the_shipped_coefficients_are_those_of_the_fit() -> None:
    fitted = fit_confidence.fit(fit_confidence.read())
    shipped = (
        confidence.INTERCEPT,
        confidence.CALLEES,
        confidence.RUN,
        confidence.LITERALS,
        confidence.TELLING,
        confidence.NAMES,
    )
    assert shipped == pytest.approx(fitted, abs=0.01)


def test_a_close_copy_is_reported_and_a_distant_one_is_not() -> None:
    assert confidence.confidence(DISTANT) < confidence.MIN_CONFIDENCE < confidence.confidence(CLOSE)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"callees": 0.2}, {"callees": 0.9}),
        ({"run": 1}, {"run": 9}),
        ({"literals": 0.0}, {"literals": 1.0}),
        ({"names": 0.0}, {"names": 1.0}),
    ],
)
def test_each_ground_counts_for_a_copy(worse: dict[str, Any], better: dict[str, Any]) -> None:
    assert confidence.confidence(CLOSE._replace(**worse)) < confidence.confidence(CLOSE._replace(**better))


def test_a_frame_with_other_calls_other_words_and_another_name_is_loose() -> None:
    owner, path = a_unit("setup_logging", SETUP, calls=("logging.StreamHandler", "log.addHandler")), "jobs/a.py"
    assert not loose(owner, a_unit("setup_logging", EDITED, path, calls=("logging.StreamHandler", "root.addHandler")))
    assert loose(owner, a_unit("connect", OTHER, path, calls=("db.open",)))


def test_callees_count_by_their_last_name_and_on_both_sides() -> None:
    owner = a_unit("prepare", SETUP, calls=("logging.getLogger", "sys.exit"))
    copy = a_unit("prepare", SETUP, "jobs/a.py", calls=("log.getLogger", "sys.exit", "db.open", "db.close"))
    assert asked(owner, copy).callees == 0.5
    assert asked(owner, copy, part=True).callees == 1.0


def test_the_longest_row_of_equal_statements_is_taken() -> None:
    lines = SETUP.strip().split("\n")
    changed = "\n".join([*lines[:3], "$root.other($handler)", *lines[4:]])
    assert asked(a_unit("prepare", SETUP), a_unit("prepare", changed, "jobs/a.py")).run == len(lines) - 4


def test_literals_and_names_are_shares() -> None:
    found = asked(a_unit("read_log", "open('alpha', 'beta')"), a_unit("read_config", "open('alpha', 'gamma')", "jobs/a.py"))
    assert found.names == pytest.approx(1 / 3)
    assert found.literals == pytest.approx(0.5)


def test_what_says_nothing_is_no_ground_against() -> None:
    found = asked(a_unit("one", "$a = $b"), a_unit("two", "$a = $b", "jobs/a.py"))
    assert (found.callees, found.literals) == (1.0, 1.0)


def test_tables_of_one_name_are_not_asked() -> None:
    assert not loose(a_unit("LEVELS", SMALL, kind=UnitKind.TABLE), a_unit("LOG_LEVELS", OTHER, "jobs/a.py", kind=UnitKind.TABLE))


def test_the_small_method_of_a_strange_class_is_a_hint_and_a_function_is_not() -> None:
    assert confidence.is_small_method(a_method(SMALL), a_method(SMALL))
    assert not confidence.is_small_method(a_unit("prepare", SMALL), a_method(SMALL))
    assert not confidence.is_small_method(a_method(SETUP), a_method(SETUP))


@pytest.mark.parametrize(("more", "expected"), [("", True), ("\nlog.debug('read', $cls)", False)])
def test_what_a_class_declares_in_one_statement_is_its_own(more: str, expected: bool) -> None:
    text = (
        f"def _($cls):{more}\nreturn db.Column(db.Integer, db.ForeignKey('users.id'), index=True, nullable=False, comment='who wrote it')"
    )
    owner, copy = a_method(text), a_method(text)
    assert confidence.MIN_METHOD <= owner.fingerprint.size < confidence.MIN_ANSWER
    assert confidence.is_small_method(owner, copy) is expected


@pytest.mark.parametrize(("name", "expected"), [("RewritingError", True), ("TheMergeError", False), ("MergeError", False)])
def test_a_small_class_under_a_name_that_says_something_else_is_its_own(name: str, expected: bool) -> None:
    owner, copy = (a_unit(each, SMALL, kind=UnitKind.CLASS) for each in ("MergeError", name))
    assert confidence.is_small_method(owner, copy) is expected


def test_a_large_class_is_told_under_any_name() -> None:
    assert not confidence.is_small_method(*(a_unit(name, SETUP + OTHER, kind=UnitKind.CLASS) for name in ("Logger", "Mailer")))


def test_small_methods_of_one_name_answer_one_interface_unless_they_are_pasted() -> None:
    text = "\n".join(SETUP.strip().split("\n")[:6])
    owner, renamed = a_method(text), a_method(text.replace("$handler", "$out"))
    assert confidence.MIN_METHOD <= owner.fingerprint.size < confidence.MIN_ANSWER
    assert confidence.is_small_method(owner, renamed)
    assert not confidence.is_small_method(owner, a_method(text))
    assert not confidence.is_small_method(owner, a_unit("other", text.replace("$handler", "$out"), kind=UnitKind.METHOD))


def test_limits_let_most_true_pairs_fail_a_build_and_few_false_ones() -> None:
    true = [fit_confidence.Said("a", 1.0, said, 0.5, named=False) for said in (0.62, 0.72, 0.82, 0.92)]
    false = [fit_confidence.Said("a", 0.0, said, 0.5, named=False) for said in (0.32, 0.42)]
    assert fit_confidence.failing([*true, *false], fit_confidence.limits([*true, *false])) == true


def doubtful(owner: Unit, copy: Unit, *, part: bool = False, telling: float = 0.4) -> bool:
    weights = weights_of(a_haystack(owner, copy))
    return confidence.is_doubtful(owner, copy, weights, replace(measure(owner, copy, weights), telling=telling), part=part)


HALF = "\n".join(SETUP.strip().split("\n")[:5])
CHANGED = HALF + "\n$root.fetch($page)\n$root.store('rows of %s', $page)\nsend($root, 'mail', $page)\n"


@pytest.mark.parametrize(("copy", "expected"), [(EDITED, False), (CHANGED, True)], ids=["most of the tokens", "half of it"])
def test_less_alike_each_must_say_what_the_other_says(copy: str, expected: bool) -> None:
    calls = {"calls": ("logging.StreamHandler",)}
    owner, other = a_unit("setup_logging", SETUP, **calls), a_unit("prepare", copy, "jobs/a.py", **calls)
    assert doubtful(owner, other) is expected
    assert not doubtful(owner, other, telling=confidence.MOST_TOLD)


def test_a_stretch_is_held_against_its_own_least() -> None:
    owner, copy = a_unit("setup_logging", SETUP, calls=("a", "b")), a_unit("prepare", CHANGED, "jobs/a.py", calls=("c",))
    assert doubtful(owner, copy, part=True)
    assert not doubtful(owner, a_unit("setup_logging", EDITED, "jobs/a.py", calls=("a", "b")), part=True)


def test_tables_are_not_asked_for_doubts() -> None:
    assert not doubtful(a_unit("LEVELS", SETUP, kind=UnitKind.TABLE), a_unit("COLOURS", CHANGED, "jobs/a.py", kind=UnitKind.TABLE))


@pytest.mark.parametrize(("rows", "other", "expected"), [(9, 3, True), (9, 9, False), (5, 1, False)])
def test_one_statement_over_and_over_tells_nothing_but_with_what_is_said(rows: int, other: int, expected: bool) -> None:
    lines = [f'$b.write "row {number}"' for number in range(rows)] + [f"$x{number} = step{number} $b" for number in range(other)]
    owner, copy = (a_unit(name, "\n".join(lines) + "\n", f"{name}.py") for name in ("banner", "generator"))
    weights = weights_of(a_haystack(owner, copy))
    few, much = (replace(measure(owner, copy, weights), telling=telling) for telling in (0.25, 0.75))
    assert confidence.is_doubtful(owner, copy, weights, few, part=True) is expected
    assert not confidence.is_doubtful(owner, copy, weights, much, part=True)


@pytest.mark.parametrize(
    ("entries", "traits", "expected"),
    [(6, frozenset((Trait.DELEGATE,)), True), (7, frozenset((Trait.DELEGATE,)), False), (6, frozenset(), False)],
    ids=["a short use of an action", "a long one", "a script"],
)
def test_nothing_is_won_by_an_action_around_a_short_use_of_one(entries: int, traits: frozenset[Trait], expected: bool) -> None:
    step = a_unit("Log in", "".join(f"$key{number} = value\n" for number in range(entries)), kind=UnitKind.CONFIG, traits=traits)
    assert confidence.is_short_call(step) is expected

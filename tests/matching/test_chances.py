"""What cannot come to an edited copy: whatever is left out unmeasured would have been refused when measured."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.chances import can_be_near, least_shared
from ssot_check.matching.near import near_score
from ssot_check.matching.parts import find_part
from ssot_check.matching.search import ADVISORY_FLOOR
from ssot_check.matching.similarity import Signals, at_most, measure, overlap
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP

LINES = (*SETUP.strip().splitlines(), *OTHER.strip().splitlines())
BODIES = st.lists(st.sampled_from([line for line in LINES if not line.startswith((" ", "for", "if"))]), min_size=1, max_size=12)
KINDS = st.sampled_from((UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.TABLE, UnitKind.SCRIPT, UnitKind.CLASS))
SHARE = st.floats(0.0, 1.0)


def weights_of(*units: Unit) -> Weights:
    return Weights(units, (feature for unit in units for feature in unit.fingerprint.features))


def a_pair(one: str, other: str, kind: UnitKind = UnitKind.FUNCTION) -> tuple[Unit, Unit]:
    owner, copy = a_unit("set_up", one), a_unit("start", other, path="app/other.py")
    return replace(owner, kind=kind), replace(copy, kind=kind)


@given(BODIES, BODIES, KINDS)
def test_only_pairs_are_left_out_that_would_be_refused(one: list[str], other: list[str], kind: UnitKind) -> None:
    owner, copy = a_pair("\n".join(one), "\n".join(other), kind)
    weights = weights_of(owner, copy)
    signals = measure(owner, copy, weights)
    most = at_most(owner, copy, overlap(owner, copy, weights))
    assert all(found <= limit <= 1.0 for found, limit in zip(astuple(signals), astuple(most), strict=True))
    total = weights.weighed(owner.fingerprint).features_total
    refused = not can_be_near(owner, copy, weights, ADVISORY_FLOOR) or signals.containment * total < least_shared(owner, total)
    if refused:
        assert max(near_score(owner, copy, signals), near_score(owner, copy, signals, grown=True)) < ADVISORY_FLOOR
        assert find_part(owner, copy, signals) is None


@given(BODIES, BODIES)
def test_functions_of_one_telling_name_are_left_out_only_where_the_name_does_not_save_them(one: list[str], other: list[str]) -> None:
    owner, copy = a_pair("\n".join(one), "\n".join(other))
    weights = weights_of(owner, copy)
    signals = measure(owner, copy, weights)
    if not can_be_near(owner, copy, weights, ADVISORY_FLOOR, named=True):
        assert max(near_score(owner, copy, signals, grown=grown, named=True) for grown in (False, True)) < ADVISORY_FLOOR
        assert find_part(owner, copy, signals) is None


@given(st.tuples(*[SHARE] * 8), KINDS)
def test_without_so_much_shared_weight_no_other_signals_make_a_copy(values: tuple[float, ...], kind: UnitKind) -> None:
    owner, copy = a_pair(SETUP, EDITED, kind)
    weights = weights_of(owner, copy)
    total = weights.weighed(owner.fingerprint).features_total
    shared = 0.999 * least_shared(owner, total)
    signals = replace(Signals(*values), evidence=min(1.0, shared / 10.0), containment=shared / total)
    if least_shared(owner, total):
        assert near_score(owner, copy, signals) == near_score(owner, copy, signals, grown=True) == 0.0
        assert find_part(owner, copy, signals) is None


@pytest.mark.parametrize("body", [SETUP, RENAMED, EDITED, OTHER + SETUP])
def test_copies_are_measured(body: str) -> None:
    owner, copy = a_pair(SETUP, body)
    assert can_be_near(owner, copy, weights_of(owner, copy), ADVISORY_FLOOR)


def test_another_purpose_is_not() -> None:
    owner, copy = a_pair(SETUP, OTHER)
    assert not can_be_near(owner, copy, weights_of(owner, copy), ADVISORY_FLOOR)

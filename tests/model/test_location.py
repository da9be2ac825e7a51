"""Places are values: compared by what they say, ordered as one reads."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.location import Location

NUMBERS = st.integers(0, 3)
PLACES = st.builds(Location, st.sampled_from(("a.py", "b.py")), NUMBERS, NUMBERS, NUMBERS, NUMBERS)


@given(PLACES, PLACES)
def test_places_compare_as_their_parts_do(one: Location, other: Location) -> None:
    parts = astuple(one), astuple(other)
    assert (one < other, one <= other, one > other, one >= other) == (
        parts[0] < parts[1],
        parts[0] <= parts[1],
        parts[0] > parts[1],
        parts[0] >= parts[1],
    )
    assert (one == other) is (parts[0] == parts[1])
    assert one != other or hash(one) == hash(other)


def test_a_place_is_no_tuple_and_cannot_be_changed() -> None:
    place = Location("a.py", 3)
    with pytest.raises(TypeError, match="not supported between"):
        _ = place < ("a.py", 4)
    with pytest.raises(FrozenInstanceError):
        place.line = 4  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(place)) == place
    assert replace(place, line=4) == Location("a.py", 4)
    assert [field.name for field in fields(place)] == ["path", "line", "column", "end_line", "end_column"]

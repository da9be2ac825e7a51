"""JSON that is written piece by piece is the JSON that the library writes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ssot_check.reports.support.json_text import indented

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
names = st.text("abcdefghij_", min_size=1, max_size=3)


@given(st.dictionaries(names, values, min_size=1, max_size=3), st.lists(values, max_size=4))
def test_the_bytes_are_those_of_the_library(document: dict[str, Any], entries: list[Any]) -> None:
    whole = {**document, "entries": entries, "last": 1}
    assert indented({**whole, "entries": iter(entries)}) == json.dumps(whole, indent=2) + "\n"

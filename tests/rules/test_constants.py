"""Texts that an owner has as a constant, written out where they are meant to stand as they are."""

from __future__ import annotations

import pytest

from ssot_check.model.location import Location
from ssot_check.model.parsed import Literal, LiteralForm
from ssot_check.rules.support.constants import ConstantCopy


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("docs/snippet.js", True),
        ("packages/email/src/example-data.ts", True),
        ("examples/client.py", True),
        ("app/SampleOrders.py", False),
        ("app/docstore.py", False),
        ("app/client.py", False),
    ],
)
def test_documentation_and_examples_show_what_others_write(path: str, shown: bool) -> None:
    literal = Literal("https://app.shop.com", LiteralForm.URL, Location(path, 1))
    assert ConstantCopy("formats", literal, (literal,)).is_shown is shown

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


@pytest.mark.parametrize(
    ("owner", "copy", "form", "expected"),
    [
        ("JWT_AUDIENCE", "API_URL", LiteralForm.URL, True),
        ("tokenIssuer", "", LiteralForm.URL, True),
        ("Claims.AUDIENCE", "audienceOfTokens", LiteralForm.URL, False),
        ("API_URL", "", LiteralForm.URL, False),
        ("NAMESPACE", "", LiteralForm.REGEX, False),
    ],
    ids=["an address", "inline", "an audience too", "two addresses", "no URL"],
)
def test_who_is_meant_is_no_address(owner: str, copy: str, form: LiteralForm, expected: bool) -> None:
    mine, other = (Literal(form, "https://api.shop.com", Location("app/jwt.py", 1), name) for name in (owner, copy))
    assert ConstantCopy("tokens", mine, (other,)).is_other_meaning is expected

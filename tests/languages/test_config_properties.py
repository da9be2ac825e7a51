"""Properties: no text crashes a config language, and the order of keys never changes a block."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.languages.config_reading import read

PIECES = st.sampled_from(
    [
        "a: 1\n", "  ", "- ", "[", "]", "{", "}", ",", ":", ": ", '"', "'", "\n", "&a ", "*a", "<<: *a\n", "!t ", "|\n", ">-\n", "#c\n",
        "\t", "---\n", "? ", "services:\n", "  x:\n", "    image: y\n", "[t]\n", "[[u]]\n", "k = 1\n", "=", "é", "\x00", "\x85", "\ufeff",
        "//", "\\u00", "1e5", "on:\njobs:\n", "steps:\n", "run: |\n", "ports: [1:2]\n", "export ", "${A", "$(",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
NAMES = ["docker-compose.yml", ".github/workflows/x.yml", ".gitlab-ci.yml", "tasks/main.yml", "a.json", "pyproject.toml", ".env"]

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
VALUES = st.recursive(
    st.one_of(st.integers(0, 99).map(str), st.sampled_from(["nginx:1", "a b", "./x", "${V}", "true"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_no_text_crashes(name: str, text: str) -> None:
    file = read(name, text)
    lines = text.count("\n") + 1
    assert all(1 <= item.location.line <= item.location.end_line <= lines for item in file.units)
    assert all(1 <= item.location.line <= lines and item.location.column >= 1 for item in (*file.settings, *file.definitions))
    assert all(item.code == "SSOT007" and 1 <= item.location.line <= lines for item in file.problems)


def _reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in reversed(value)}
    return [_reordered(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("name", "wrap"),
    [
        ("compose.yml", lambda body: {"services": {"s": {"image": "nginx", **body}}}),
        (".github/workflows/x.yml", lambda body: {"jobs": {"s": {"runs-on": "u", **body}}}),
        ("a.yml", lambda body: {"s": body}),
        ("a.json", lambda body: {"s": body}),
    ],
)
@settings(max_examples=40, deadline=None)
@given(body=st.dictionaries(KEYS, VALUES, min_size=6, max_size=8))
def test_the_order_of_keys_does_not_count(name: str, wrap: Any, body: dict[str, Any]) -> None:
    one, other = read(name, json.dumps(wrap(body))), read(name, json.dumps(_reordered(wrap(body))))
    ours = {item.qualified_name: item.fingerprint.exact for item in one.units}
    assert ours == {item.qualified_name: item.fingerprint.exact for item in other.units}
    assert not one.problems

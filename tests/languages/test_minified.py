"""What counts as written by a bundler: the shape of the text decides, not the name of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages.support.typescript.minified import is_minified

CODE = "function a(b,c){var d=b[c];if(d){return d(b)}return{e:c}};"
BUNDLE = CODE * 40
LICENCE = "/*! A licence of some lines\n * that stands above\n */\n"
SOURCE = "export function greet(name) {\n  console.log(name);\n}\n" * 60


@pytest.mark.parametrize("text", [BUNDLE, LICENCE + BUNDLE, f"{BUNDLE}\n//# sourceMappingURL=a.js.map\n", f"{BUNDLE}\n{BUNDLE}"])
def test_code_in_endless_lines_is_minified(text: str) -> None:
    assert is_minified(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        SOURCE,
        CODE,
        SOURCE + BUNDLE,
        f'export const logo = "data:image/png;base64,{"iVBORw0KGgo" * 400}";\n{SOURCE}',
        f'export const logo = "data:image/png;base64,{"iVBORw0KGgo" * 4000}";\n{SOURCE}',
    ],
    ids=["empty", "source", "one short line", "half of it source", "a picture", "a large picture"],
)
def test_what_people_wrote_is_not(text: str) -> None:
    assert not is_minified(text)


@given(st.lists(st.text(max_size=200), max_size=30))
def test_lines_that_people_could_type_never_are(lines: list[str]) -> None:
    assert not is_minified("\n".join(line.replace("\n", "") for line in lines))

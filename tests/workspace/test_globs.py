from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from ssot_check.workspace.globs import LONGEST, expression, ignore_pattern, linear

SEGMENTS = st.text("ab*?-._", min_size=1, max_size=5).filter(lambda text: "**" not in text) | st.just("**")
PATTERNS = st.builds(
    lambda start, segments, end: start + "/".join(segments) + end,
    st.sampled_from(["", "/"]), st.lists(SEGMENTS, min_size=1, max_size=5), st.sampled_from(["", "/"]),
)  # fmt: skip
PATHS = st.lists(st.text("ab-._", min_size=1, max_size=4).filter(lambda text: text.strip(".")), min_size=1, max_size=5).map("/".join)


@given(PATTERNS.filter(lambda text: text.strip("/*")), PATHS)
def test_the_linear_expression_matches_what_pathspec_matches(pattern: str, path: str) -> None:
    expected = GitIgnoreSpec.from_lines([pattern]).match_file(path)
    assert (re.search(linear(pattern), path) is not None) == expected


@given((st.text("ab*?-._/", min_size=1, max_size=12) | PATTERNS).filter(lambda text: text.strip("/*")), PATHS)
def test_a_plain_glob_matches_what_pathspec_matches(pattern: str, path: str) -> None:
    expected = GitIgnoreSpec.from_lines([pattern]).match_file(path)
    found = expression(pattern)
    assert (found is not None and found.search(path) is not None) == expected


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*[!a]*[x-z]*\\**", "bz*", True),
        ("*[!a]*[x-z]*\\**", "bz?", False),
        ("*[]]*[^]]*.*", "a]b.py", True),
        ("*[\\]*.*.*", "a\\.b.c", True),
        ("*a*b*c*", "src/abc/x.py", True),
        ("*a*b*c*/", "abc", False),
        ("*a*b*c", "x\n/abc", True),
        ("*a*b*c", "abc\n", False),
    ],
)
def test_sets_and_escapes_keep_their_meaning(pattern: str, path: str, matches: bool) -> None:
    found = ignore_pattern(pattern)
    assert found is not None
    assert found.regex is not None
    assert (found.regex.search(path) is not None) is matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("*a" * 25 + "b", "a" * 200), ("**/" + "a/**/" * 25 + "b", "a/" * 80 + "x"), ("/" + "*a*/" * 12 + "b", "aaaaaaaa/" * 12 + "c")],
)
def test_many_stars_end(pattern: str, path: str) -> None:
    found = ignore_pattern(pattern)
    assert found is not None
    assert found.regex is not None
    assert found.regex.search(path) is None


@pytest.mark.parametrize("line", ["", "# note", "[z-a]", "x[9-0]/**", "*[z-a]*a*b*", "[", "a" * (LONGEST + 1)])
def test_a_line_that_is_no_pattern_matches_nothing(line: str) -> None:
    assert ignore_pattern(line) is None


def test_a_set_within_a_set_brings_no_warning() -> None:
    assert ignore_pattern("[[:alpha:]]x") is not None

"""Lines that help names are those of whole statements, and a row of lines is named only where all of it is equal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.languages import python, typescript
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.match import Alignment, CloneType, Match
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.pipeline.whole_statements import rounded
from tests.builders import a_match

PYTHON = """\
def load(path, keys):
    found = read(path)
    for key in keys:
        if key in found:
            found.pop(
                key,
            )
        else:
            warn(key)

    # the rest
    return join(
        found,
    )
"""
TYPESCRIPT = """\
function load(path: string, keys: string[]) {
  const found = read(path);
  for (const key of keys) {
    if (found.has(key)) {
      found.drop(key);
    }
  }
  return found;
}
"""


def a_pair(language: Language, text: str, path: str) -> Match:
    units = [language.parse(SourceFile(name, language.name, text, "0"), fingerprint).units[0] for name in (f"a{path}", f"b{path}")]
    return a_match(*units, CloneType.NEAR)


@pytest.mark.parametrize(
    ("language", "text", "path", "part", "expected"),
    [
        (python.LANGUAGE, PYTHON, ".py", (2, 3), (2, 9)),
        (python.LANGUAGE, PYTHON, ".py", (2, 5), (2, 9)),
        (python.LANGUAGE, PYTHON, ".py", (4, 4), (4, 9)),
        (python.LANGUAGE, PYTHON, ".py", (5, 12), (3, 14)),
        (python.LANGUAGE, PYTHON, ".py", (2, 2), (2, 2)),
        (typescript.LANGUAGE, TYPESCRIPT, ".ts", (2, 4), (2, 7)),
        (typescript.LANGUAGE, TYPESCRIPT, ".ts", (4, 5), (4, 6)),
        (typescript.LANGUAGE, TYPESCRIPT, ".ts", (5, 8), (3, 8)),
    ],
    ids=["a head", "half a body", "a branch", "out of a body", "whole", "a block", "an inner block", "out of a block"],
)
def test_a_stretch_holds_whole_statements(
    language: Language, text: str, path: str, part: tuple[int, int], expected: tuple[int, int]
) -> None:
    match = replace(a_pair(language, text, path), part=part)
    assert rounded(match, lambda _: text).part == expected


@pytest.mark.parametrize(
    ("aligned", "expected"),
    [([1, 2], (0, 0)), ([1, 2, 12], (0, 0)), ([1, 3, 4, 5, 8, 9], (3, 9)), ([1, 2, 3, 4, 5, 8, 9, 12], (2, 14))],
    ids=["one", "a head without its body", "a loop", "all"],
)
def test_a_row_is_named_where_all_of_it_is_equal(aligned: list[int], expected: tuple[int, int]) -> None:
    match = replace(a_pair(python.LANGUAGE, PYTHON, ".py"), alignment=Alignment(tuple((line, line) for line in aligned), 8, 8))
    assert rounded(match, lambda _: PYTHON).rows == (expected, expected)

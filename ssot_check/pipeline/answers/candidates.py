"""Which files `init` may propose as owners, and what of them as exported."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from ssot_check.matching.words import split_identifier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.rules.support.exports import is_offered


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


FEW: Final = 8
"""More public names are no list that somebody reads."""
_BESIDE: Final = word_set(
    "archive archives benchmark benchmarks contrib demo demos docs e2e example examples fixture fixtures mock mocks samples templates"
    " test testdata testing tests tutorials vendor vendored"
)
_PIPELINES: Final = ".github/"
"""Its files say what they are for: `test.yml` runs the tests."""
_FUNCTIONS: Final = (UnitKind.FUNCTION, UnitKind.CLASS)
SOURCES: Final = ("lib", "source", "src")
"""Folders that say nothing of what is in them."""
STANDING: Final = ("__init__", "index", "lib", "mod")
"""Files that stand for what they are in."""
_MARKUP: Final = (".jsx", ".tsx", ".vue", ".svelte")
_PATTERN: Final = "*?[]!\\"


def may_own(file: ParsedFile) -> bool:
    """True for what is shipped, written by hand, and can be named in a registry. What draws a page is nobody's owner."""
    return not (file.test or file.generated or is_beside(file.path) or file.path.endswith(_MARKUP) or is_pattern(file.path))


def is_pattern(path: str) -> bool:
    """True for a path that a registry would read as a pattern."""
    return any(mark in path for mark in _PATTERN)


def public_names(file: ParsedFile) -> tuple[str, ...]:
    """Names of the functions and classes at the top of the file that others can take, sorted."""
    names = {unit.name for unit in top_units((file,)) if not unit.name.startswith("_") and is_offered(unit.name, file)}
    return tuple(sorted(names))


def top_units(files: Collection[ParsedFile]) -> list[Unit]:
    """The functions and classes at the top of the files."""
    return [unit for file in files for unit in file.units if unit.kind in _FUNCTIONS and not unit.scope]


def exported(place: str, files: Collection[ParsedFile]) -> tuple[str, ...]:
    """What a place is proposed to export: nothing where it is a folder or offers much."""
    names = tuple(sorted({name for file in files for name in public_names(file)}))
    return names if len(names) <= FEW and not place.endswith("/") else ()


def is_beside(path: str) -> bool:
    """True for what stands beside the code that is shipped: tests, examples, documents, what others gave."""
    if path.startswith(_PIPELINES):
        return False
    parts = PurePosixPath(path).with_suffix("").parts
    return "node_modules" in parts or any(not _BESIDE.isdisjoint((part.lower(), *split_identifier(part))) for part in parts)


def overlap(one: str, other: str) -> bool:
    """True where two places are one, or one lies in the other, which ends with a slash."""
    return one == other or (other.endswith("/") and one.startswith(other)) or (one.endswith("/") and other.startswith(one))

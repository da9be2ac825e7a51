"""Names that two files of TypeScript, Go or Rust import from two places; two that may lead to one file are taken for one."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind

_STANDARD: Final = re.compile(r"(?:std|core|alloc)\.")
_RELATIVE: Final = re.compile(r"\.{1,2}(?:/|$)")
_ALIASED: Final = re.compile(r"[@~#]")
"""Begins a module that settings may place in the repository."""


def imported_apart(files: tuple[ParsedFile, ParsedFile], words: set[str]) -> set[str]:
    """Names that an import binds in both files, each to another thing."""
    mine, theirs = (_imports(file, words) for file in files)
    are_two = {"go": _packages, "rust": _paths}.get(files[0].language, _modules)
    return {name for name in mine.keys() & theirs if mine[name].name != theirs[name].name and are_two(mine[name], theirs[name])}


def _imports(file: ParsedFile, words: set[str]) -> dict[str, Reference]:
    found = (item for item in file.references if item.kind is ReferenceKind.IMPORT and item.alias and not item.typing and not item.late)
    return {item.alias: item for item in found if item.alias in words or _last(item.name) in words}


def _last(name: str) -> str:
    return re.split(r"[./]", name)[-1]


def _packages(_one: Reference, _other: Reference) -> bool:
    return True


def _paths(one: Reference, other: Reference) -> bool:
    """Of Rust: what crates pass on under another path cannot be told from the paths, but the standard library is nobody else's."""
    names = _STANDARD.sub("std.", one.name), _STANDARD.sub("std.", other.name)
    standard = [name.startswith("std.") for name in names]
    return names[0] != names[1] and (any(standard) or _last(names[0]) != _last(names[1]))


def _modules(one: Reference, other: Reference) -> bool:
    """Of TypeScript: one file may be meant by a relative path, by an alias of the build, and by an index above it."""
    short, long = sorted((_dotted(one.name), _dotted(other.name)), key=len)
    relative = [bool(_RELATIVE.match(item.spelled)) for item in (one, other)]
    if short == long or long.endswith(f".{short}"):
        return False
    if _last(short) == _last(long) and long.startswith(f"{short.rpartition('.')[0]}."):
        return False  # an index passes the name on
    if relative[0] != relative[1]:
        package = one if relative[1] else other
        return not _ALIASED.match(package.spelled) and not long.endswith(f".{short.partition('.')[2] or short}")
    return True


def _dotted(name: str) -> str:
    return name.lstrip("@~#/").replace("/", ".")

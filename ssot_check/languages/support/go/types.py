"""Why one constructor of Go cannot be two that are equal to the reader: each answers the type of its own package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit, UnitKind

_GO: Final = ".go"
_BARE: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*\b(?!\s*\.)")
"""A type of the package itself, and words that are none, which nobody declares."""


def unlike(match: Match, text: Callable[[str], str], parsed: Mapping[str, ParsedFile]) -> str:
    """What a function and its owner make and answer, as a part of a sentence, where each has a type of that name; "" for any other pair."""
    owner, copy = match.owner, match.copy
    if not owner.kind is copy.kind is UnitKind.FUNCTION or _folder(owner) == _folder(copy):
        return ""
    made = _made(owner, text(match.owner_path)) & _made(copy, text(match.copy_path))
    for name in sorted(made):
        mine, theirs = (_declared(name, _folder(unit), parsed.values()) for unit in (owner, copy))
        if mine is not None and theirs is not None and (mine[0] != theirs[0] or not theirs[1] <= mine[1]):
            return f"what it answers is `{name}` of {_folder(copy)} here and of {_folder(owner)} there"
    return ""


def _made(unit: Unit, text: str) -> set[str]:
    """The types that a function answers and writes out."""
    lines = text.split("\n")[unit.signature.line - 1 : unit.location.end_line]
    said = "\n".join(lines)
    result = said[_end(said, said.find("(", said.find(unit.name))) :].partition("{")[0]
    return {name for name in _BARE.findall(result) if re.search(rf"(?<![\w.]){name}\{{", said)}


def _end(text: str, begin: int) -> int:
    """Behind the bracket that closes the one at `begin`."""
    depth = 0
    for at in range(max(begin, 0), len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at + 1
    return len(text)


def _declared(name: str, folder: str, files: Iterable[ParsedFile]) -> tuple[frozenset[str], frozenset[str]] | None:
    """The fields of a type of a package and the names of its methods, those of tests aside; None where it declares none."""
    units = [unit for file in files if _is_of(file, folder) for unit in file.units]
    types = [unit for unit in units if unit.kind is UnitKind.CLASS and unit.name == name]
    methods = frozenset(unit.name for unit in units if unit.kind is UnitKind.METHOD and unit.scope == name)
    return (frozenset(types[0].fields or (types[0].fingerprint.exact,)), methods) if len(types) == 1 else None


def _is_of(file: ParsedFile, folder: str) -> bool:
    return file.path.rpartition("/")[0] == folder and file.path.endswith(_GO) and not file.test


def _folder(unit: Unit) -> str:
    return unit.location.path.rpartition("/")[0]

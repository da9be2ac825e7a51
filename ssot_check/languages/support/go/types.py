"""Why one function of Go cannot be two that are equal to the reader: each answers the type of its own package, or another type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

_GO: Final = ".go"
_BARE: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*\b(?!\s*\.)")
"""A type of the package itself, and words that are none, which nobody declares."""
_TAKEN: Final = re.compile(r"\b[a-z]\w*\.[A-Z]\w*")
"""A type of another package."""
_UNKNOWN: Final = "\0"
"""Among the fields of a type that is no struct."""
_SHORT: Final = 6
"""Aligned statements; what is equal in longer functions is worth a function of its own whatever both answer."""


def unlike(match: Match, text: Callable[[str], str], parsed: Mapping[str, ParsedFile]) -> str:
    """In what the answers of a function and its owner differ, as a part of a sentence; "" for any other pair.

    They are types of one name of two packages, or types of two names that are made of other things.
    """
    owner, copy = match.owner, match.copy
    if not {owner.kind, copy.kind} <= FUNCTIONS:
        return ""
    first, second = (_said(unit, text(path)) for unit, path in ((owner, match.owner_path), (copy, match.copy_path)))
    if (
        owner.kind is copy.kind is UnitKind.FUNCTION
        and _folder(owner) != _folder(copy)
        and (told := _namesakes(match, first, second, parsed))
    ):
        return told
    return _others(match, first, second, parsed) if len(match.alignment.pairs) <= _SHORT else ""


def _namesakes(match: Match, first: str, second: str, parsed: Mapping[str, ParsedFile]) -> str:
    """A type that both make and answer, where each has one of that name."""
    owner, copy = match.owner, match.copy
    for name in sorted(_made(owner, first) & _made(copy, second)):
        mine, theirs = (_declared(name, _folder(unit), parsed) for unit in (owner, copy))
        if mine is not None and theirs is not None and (mine[0] != theirs[0] or not theirs[1] <= mine[1]):
            return f"what it answers is `{name}` of {_folder(copy)} here and of {_folder(owner)} there"
    return ""


def _others(match: Match, first: str, second: str, parsed: Mapping[str, ParsedFile]) -> str:
    """The one type that each answers and the other does not, where both say it, or what its package has, below their heads."""
    ours, yours = (_answered(unit, said, parsed) for unit, said in ((match.owner, first), (match.copy, second)))
    mine, theirs = sorted(ours.keys() - yours.keys()), sorted(yours.keys() - ours.keys())
    if len(mine) != 1 or len(theirs) != 1 or not (_is_needed(mine[0], match.owner, first) and _is_needed(theirs[0], match.copy, second)):
        return ""
    alike = ours[mine[0]] is not None and ours[mine[0]] == yours[theirs[0]]
    (package, _, kind), (other, _, name) = mine[0].rpartition("."), theirs[0].rpartition(".")
    # with a package or without, by another alias, or two names of one package, which may be one type
    return "" if alike or kind == name or (package and package == other) else f"what it answers is `{theirs[0]}` here and `{mine[0]}` there"


def _said(unit: Unit, text: str) -> str:
    """The lines of a function."""
    return "\n".join(text.split("\n")[unit.signature.line - 1 : unit.location.end_line])


def _result(unit: Unit, said: str) -> str:
    """What stands between the parameters of a function and its body."""
    return said[_end(said, said.find("(", said.find(f" {unit.name}"))) :].partition("{")[0]


def _answered(unit: Unit, said: str, parsed: Mapping[str, ParsedFile]) -> dict[str, tuple[frozenset[str], frozenset[str]] | None]:
    """The types that a function answers: those of its package with what they are made of, those of others without."""
    result = _result(unit, said)
    own = {name: _declared(name, _folder(unit), parsed) for name in _BARE.findall(result)}
    structs = {
        name: made for name, made in own.items() if made is not None and _UNKNOWN not in made[0]
    }  # others may be one by another name
    return structs | dict.fromkeys(_TAKEN.findall(result))


def _is_needed(kind: str, unit: Unit, said: str) -> bool:
    """True where the body says a type, or something of the package that has it."""
    package, _, name = kind.rpartition(".")
    body = said.partition(_result(unit, said))[2]
    return bool(re.search(rf"\b{package}\." if package else rf"(?<![\w.]){name}\b", body))


def _made(unit: Unit, said: str) -> set[str]:
    """The types that a function answers and writes out."""
    return {name for name in _BARE.findall(_result(unit, said)) if re.search(rf"(?<![\w.]){name}\{{", said)}


def _end(text: str, begin: int) -> int:
    """Behind the bracket that closes the one at `begin`."""
    depth = 0
    for at in range(max(begin, 0), len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at + 1
    return len(text)


def _declared(name: str, folder: str, parsed: Mapping[str, ParsedFile]) -> tuple[frozenset[str], frozenset[str]] | None:
    """The fields of a type of a package and its methods, each with all that it does; None where it declares none. Tests have no say."""
    files = [parsed[path] for path in parsed if path.rpartition("/")[0] == folder and path.endswith(_GO)]
    units = [unit for file in files if not file.test for unit in file.units]
    types = [unit for unit in units if unit.kind is UnitKind.CLASS and unit.name == name]
    methods = frozenset(f"{unit.name} {unit.fingerprint.renamed}" for unit in units if unit.kind is UnitKind.METHOD and unit.scope == name)
    return (frozenset(types[0].fields or (types[0].fingerprint.exact, _UNKNOWN)), methods) if len(types) == 1 else None


def _folder(unit: Unit) -> str:
    return unit.location.path.rpartition("/")[0]

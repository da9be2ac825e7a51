"""Names that mean one thing in the owner's file and another one in the copy's, however equal the two texts are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.matching.words import telling_parts
from ssot_check.model.match import CloneType, Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

_KINDS: Final = FUNCTIONS | {UnitKind.CLASS}
_JAVASCRIPT: Final = "JavaScript"
_SHELL: Final = "shell"
"""There a function reads the variables of the script that calls it, wherever it stands itself."""
PYTHON: Final = (".py", ".pyi", ".pyw")
_ITSELF: Final = ("__file__", "__name__", "__package__", "__path__", "__spec__")
"""What says in Python which file it stands in, and leads to the data beside it."""
_OF_JAVASCRIPT: Final = re.compile(r"(?<![\w.$])(?:import\.meta\.(?:url|dirname|filename)|__dirname|__filename)\b")
_OF_SHELL: Final = re.compile(r"\bBASH_SOURCE\b")
"""What says so elsewhere."""
_LOGGER: Final = "logging.getLogger"
"""Whose name is often that of the file; under another one nothing is lost."""
_GLOBAL: Final = re.compile(r"^[ \t]*global[ \t]+([\w, \t]+)", re.MULTILINE)
_PAIRS: Final = ("()", "[]", "{}")
_LONG: Final = ('"""', "'''")


def called_otherwise(match: Match, parsed: Mapping[str, ParsedFile]) -> tuple[str, ...]:
    """Functions that both call or name and each file has one of its own of: who takes the owner instead of the copy would take another one.

    Two that are equal, and those too small to be compared, do the same.
    """
    owner, copy = match.owner, match.copy
    if not is_asked(match):
        return ()
    both = {
        name for name in set(owner.calls) & set(copy.calls) | set(owner.fingerprint.words) & set(copy.fingerprint.words) if "." not in name
    }
    mine, theirs = (_functions(parsed[path], both) for path in (match.owner_path, match.copy_path)) if both else ({}, {})
    return tuple(sorted(name for name in mine.keys() & theirs if mine[name] != theirs[name]))


def is_asked(match: Match) -> bool:
    """True for whole functions and classes of two files."""
    return match.part is None and match.owner_path != match.copy_path and {match.owner.kind, match.copy.kind} <= _KINDS


def _functions(file: ParsedFile, names: set[str]) -> dict[str, str]:
    """What the functions at the top of the file do, by name."""
    return {unit.name: unit.fingerprint.exact for unit in file.units if unit.name in names and unit.kind in FUNCTIONS and not unit.scope}


def shares_only(match: Match, own: tuple[str, ...]) -> bool:
    """True for an edited copy where nothing telling is shared but such names: the one works for another thing than the other."""
    shared = {word.lstrip('"') for word in match.alignment.shared}
    return match.clone_type is CloneType.NEAR and bool(shared) and shared <= set(own)


def works_on_another(match: Match, own: tuple[str, ...]) -> bool:
    """True for a renamed function that says such names and has nothing of the owner's name: each works for its own thing."""
    functions = {match.owner.kind, match.copy.kind} <= FUNCTIONS and match.clone_type is CloneType.RENAMED
    return functions and bool(own) and not telling_parts(match.owner.name) & telling_parts(match.copy.name)


def held_otherwise(match: Match, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> tuple[str, ...]:
    """Constants that both read and each file sets, to another value, and names that both set for their module; `text` gives a file's text.

    A value over several lines is not compared, nor a name that is not written in capitals: a logger is another one in every file.
    """
    owner, copy = match.owner, match.copy
    files = parsed[match.owner_path], parsed[match.copy_path]
    if not is_asked(match) or _SHELL in (files[0].language, files[1].language):
        return ()
    mine, theirs = (_constants(file, text(file.path).splitlines(), unit) for file, unit in zip(files, (owner, copy), strict=True))
    state = _set_by(files[0], text, owner) & _set_by(files[1], text, copy)
    return tuple(sorted({name for name in mine.keys() & theirs if mine[name] != theirs[name]} | state))


def _set_by(file: ParsedFile, text: Callable[[str], str], unit: Unit) -> set[str]:
    """What a function of Python sets of its module: another function does not, wherever it is taken from."""
    said = _GLOBAL.findall(body(text(file.path).splitlines(), unit)) if file.path.endswith(PYTHON) else []
    return {name for names in said for name in names.replace(",", " ").split()}


def _constants(file: ParsedFile, lines: list[str], unit: Unit) -> dict[str, str]:
    """The lines that set the constants which a unit reads, by name."""
    read = set(re.findall(r"[A-Z][A-Z0-9_]+\b", body(lines, unit)))
    found = {}
    for item in file.definitions:
        line = "".join(_written(lines, item.location.line).split()) if item.name in read and not item.reexport else ""
        if line and all(line.count(pair[0]) == line.count(pair[1]) for pair in _PAIRS):
            found[item.name] = line
    return found


def _written(lines: list[str], first: int) -> str:
    """The line `first`, counted from 1, and those to the end of a text in three quotes that begins in it."""
    line = lines[first - 1]
    quotes = next((mark for mark in _LONG if line.count(mark) % 2), "")
    end = next((number for number in range(first, len(lines)) if quotes in lines[number]), first - 1) if quotes else first - 1
    return "\n".join(lines[first - 1 : end + 1])


def is_itself(match: Match, text: Callable[[str], str]) -> tuple[str, ...]:
    """Names by which both ask where they stand, in a block of statements too; an attribute (`type(error).__name__`) is none of them.

    A function in a third file would find its own folder.
    """
    owner, copy = match.owner, match.copy
    blocks = owner.kind is copy.kind is UnitKind.SCRIPT and match.owner_path != match.copy_path
    if not (blocks or is_asked(match)):
        return ()
    mine, theirs = (unit.location.path for unit in (owner, copy))
    if mine.endswith(PYTHON) and theirs.endswith(PYTHON):
        words = [name for name in _ITSELF if name in owner.fingerprint.words and name in copy.fingerprint.words]
        asked = [name for name in words if name != "__name__" or _LOGGER not in owner.calls]
        return tuple(name for name in asked if re.search(rf"(?<![\w.\"'`]){name}", body(text(match.owner_path).splitlines(), owner)))
    names = _OF_JAVASCRIPT if FAMILIES.get(ending(mine)) == _JAVASCRIPT else _OF_SHELL
    said = (set(names.findall(body(text(unit.location.path).splitlines(), unit))) for unit in (owner, copy))
    return tuple(sorted(set.intersection(*said)))


def raised_otherwise(match: Match, parsed: Mapping[str, ParsedFile]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Classes that both name and each file defines itself: those that are no copies of each other, and those that are.

    Python takes them by what they are and not by what they say: what `except` and `isinstance` of the one file ask for is not the other's.
    So with the classes of functions that both call of their own file.
    """
    owner, copy = match.owner, match.copy
    if not (is_asked(match) and owner.location.path.endswith(PYTHON) and copy.location.path.endswith(PYTHON)):
        return (), ()
    mine, theirs = (tops(parsed[path]) for path in (match.owner_path, match.copy_path))
    both = set(owner.fingerprint.words) & set(copy.fingerprint.words)
    said = [
        name for name in (mine.keys() & theirs.keys()) - {owner.name, copy.name} if mine[name].kind is theirs[name].kind is UnitKind.CLASS
    ]
    other = {name for name in said if name in both and mine[name].fingerprint.exact != theirs[name].fingerprint.exact}
    along = (both | _further(both, mine, theirs)) & set(said) - other
    return tuple(sorted(other)), tuple(sorted(along))


def tops(file: ParsedFile) -> dict[str, Unit]:
    """Functions and classes at the top of the file, by name."""
    return {unit.name: unit for unit in file.units if unit.kind in _KINDS and not unit.scope}


def _further(names: set[str], mine: Mapping[str, Unit], theirs: Mapping[str, Unit]) -> set[str]:
    """What the functions among the `names` say in both files, and those that they call."""
    found, waiting = set[str](), sorted(names)
    for name in waiting:
        units = mine.get(name), theirs.get(name)
        if units[0] is None or units[1] is None or units[0].kind not in FUNCTIONS or units[1].kind not in FUNCTIONS:
            continue
        new = set(units[0].fingerprint.words) & set(units[1].fingerprint.words) - found
        found |= new
        waiting += sorted(new)
    return found


def body(lines: list[str], unit: Unit) -> str:
    """What the unit says, where `lines` are those of its file."""
    return "\n".join(lines[unit.location.line - 1 : unit.location.end_line])

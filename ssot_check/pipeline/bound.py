"""Names of Python that each of two files binds by itself: by an import of another module, a `global`, or an object that decorates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.unit import FUNCTIONS, Unit

_PYTHON: Final = (".py", ".pyi", ".pyw")
_ONLY_SAID: Final = ("typing", "typing_extensions", "collections.abc", "abc", "__future__")
"""What is imported from here means the same wherever else it comes from, or is only said in annotations."""
_NAME: Final = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*\b(?!\s*=[^=])")
_GLOBAL: Final = re.compile(r"^[ \t]+global[ \t]+([\w, \t]+)$", re.MULTILINE)
_LOGS: Final = re.compile(r"log", re.IGNORECASE)
_DECORATOR: Final = re.compile(r"^[ \t]*@([A-Za-z_]\w*)", re.MULTILINE)


def bound_otherwise(match: Match, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> tuple[str, ...]:
    """Names that both say and that mean two things, sorted; `text` gives the text of a file.

    Such are names imported from two modules, functions that each file has (over an import of that name, too), variables that each file
    sets to something else or by `global` (said by the two, or by a function that both call), and what decorates where each file makes it.
    """
    files = parsed[match.owner_path], parsed[match.copy_path]
    if match.part is not None or match.owner_path == match.copy_path or not all(file.path.endswith(_PYTHON) for file in files):
        return ()
    texts = tuple(text(file.path) for file in files)
    bodies = tuple(_body(whole, unit) for whole, unit in zip(texts, (match.owner, match.copy), strict=True))
    both = set(match.owner.fingerprint.words) & set(match.copy.fingerprint.words)  # what annotations say is no part of it
    found = _imported(files, both) | _decorating(files, bodies) | _set_elsewhere(files, texts, both)
    return tuple(sorted(found | _made(files, both) | _assigned(files, texts, both)))


def _imported(files: tuple[ParsedFile, ParsedFile], names: set[str]) -> set[str]:
    """Names that stand for two things; one spelled from another root (`app.log` and `log`) is the same."""
    mine, theirs = (
        {item.alias: item.name for item in file.references if item.kind is ReferenceKind.IMPORT and item.alias in names and not item.typing}
        for file in files
    )
    return {name for name in mine.keys() & theirs if _are_two(mine[name], theirs[name])}


def _are_two(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    said = any(name.rpartition(".")[0] in _ONLY_SAID for name in (one, two))
    return not said and short != long and not long.endswith(f".{short}")


def _decorating(files: tuple[ParsedFile, ParsedFile], bodies: tuple[str, ...]) -> set[str]:
    """Objects that both files make, and that register what they decorate, as the routes of an application."""
    said = [set(_DECORATOR.findall(body)) for body in bodies]
    made = [{item.name for item in file.definitions if not item.reexport} - _functions(file).keys() for file in files]
    return set.intersection(*said, *made)


def _set_elsewhere(files: tuple[ParsedFile, ParsedFile], texts: tuple[str, ...], names: set[str]) -> set[str]:
    """Names that functions of both files set, and functions of both files that read one of these."""
    state = set.intersection(*({name.strip() for found in _GLOBAL.findall(text) for name in found.split(",")} for text in texts))
    if not state:
        return set()
    mine, theirs = map(_functions, files)
    helpers = {name for name in names & mine.keys() & theirs.keys() if state & set(_NAME.findall(_body(texts[0], mine[name])))}
    return (names & state) | helpers


def _made(files: tuple[ParsedFile, ParsedFile], names: set[str]) -> set[str]:
    """Functions of both files that are not equal; the last one that a file binds to a name counts, and imports come first."""
    mine, theirs = map(_functions, files)
    return {name for name in names & mine.keys() & theirs.keys() if mine[name].fingerprint.exact != theirs[name].fingerprint.exact}


def _assigned(files: tuple[ParsedFile, ParsedFile], texts: tuple[str, ...], names: set[str]) -> set[str]:
    """Variables that both files set, in other words; a logger is another one in every file, and constants are compared elsewhere."""
    mine, theirs = (
        {
            item.name: "".join(text.splitlines()[item.location.line - 1].split())
            for item in file.definitions
            if item.name in names and item.name.islower() and not item.reexport and item.name not in _functions(file)
        }
        for file, text in zip(files, texts, strict=True)
    )
    other = {name for name in mine.keys() & theirs if mine[name] != theirs[name]}
    return {name for name in other if not (_LOGS.search(mine[name]) and _LOGS.search(theirs[name]))}


def _functions(file: ParsedFile) -> dict[str, Unit]:
    return {unit.name: unit for unit in file.units if unit.kind in FUNCTIONS and not unit.scope}


def _body(text: str, unit: Unit) -> str:
    return "\n".join(text.splitlines()[unit.location.line - 1 : unit.location.end_line])

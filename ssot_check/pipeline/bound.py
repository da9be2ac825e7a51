"""Names that each of two files binds by itself: by an import of another module, a `global`, or an object that decorates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.unit import FUNCTIONS
from ssot_check.pipeline.own_names import PYTHON, body, tops
from ssot_check.pipeline.set_apart import set_apart

_ONLY_SAID: Final = ("typing", "typing_extensions", "collections.abc", "abc", "__future__")
"""What is imported from here means the same wherever else it comes from, or is only said in annotations."""
_STEPS: Final = 5
"""Modules after which nobody looks where a name comes from."""
_NAME: Final = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*\b(?!\s*=[^=])")
_GLOBAL: Final = re.compile(r"^[ \t]+global[ \t]+([\w, \t]+)$", re.MULTILINE)
_LOGS: Final = re.compile(r"get_?logger\b", re.IGNORECASE)
_DECORATOR: Final = re.compile(r"^[ \t]*@([A-Za-z_]\w*)", re.MULTILINE)


def bound_otherwise(match: Match, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> tuple[str, ...]:
    """Names that both say and that mean two things, sorted; `text` gives the text of a file.

    Such are names imported from two modules, variables that each file sets to something else or by `global` (said by the two, or by a
    function that both call), and what decorates where each file makes it.
    """
    files = parsed[match.owner_path], parsed[match.copy_path]
    if match.part is not None or match.owner_path == match.copy_path:
        return ()
    texts = tuple(text(file.path).splitlines() for file in files)
    if not all(file.path.endswith(PYTHON) for file in files):
        return tuple(sorted(set_apart(match, files, texts)))
    bodies = tuple(body(lines, unit) for lines, unit in zip(texts, (match.owner, match.copy), strict=True))
    both = set(match.owner.fingerprint.words) & set(match.copy.fingerprint.words)  # what annotations say is no part of it
    found = _imported(files, both, parsed) | _decorating(files, bodies) | _set_elsewhere(files, texts, both) | _assigned(files, texts, both)
    return tuple(sorted(found))


def _imported(files: tuple[ParsedFile, ParsedFile], names: set[str], parsed: Mapping[str, ParsedFile]) -> set[str]:
    """Names that stand for two things; one spelled from another root (`app.log` and `log`), or passed on by a module, is the same."""
    mine, theirs = ({name: item for name, item in _bound(file).items() if name in names} for file in files)
    other = {name for name in mine.keys() & theirs if _are_two(mine[name], theirs[name])}
    return {name for name in other if _are_two(*(_origin(found[name], parsed) for found in (mine, theirs)))}


def _bound(file: ParsedFile) -> dict[str, str]:
    """What the imports of a file bind, by name."""
    return {item.alias: item.name for item in file.references if item.kind is ReferenceKind.IMPORT and item.alias and not item.typing}


def _origin(name: str, parsed: Mapping[str, ParsedFile]) -> str:
    """Where a name comes from that modules of the repository pass on. Who passes on what in another package nobody here knows."""
    for _ in range(_STEPS):
        module, _, last = name.rpartition(".")
        ends = tuple(f"/{module.replace('.', '/')}{ending}" for ending in (".py", "/__init__.py"))
        paths = [path for path in parsed if f"/{path}".endswith(ends)] if module else []
        passed = _passed(parsed[paths[0]], last) if len(paths) == 1 else ""
        if not passed:
            return name
        name = passed
    return name


def _passed(file: ParsedFile, name: str) -> str:
    """Where a module takes a name from that it passes on; "" where it sets it as well, or takes it from two places."""
    found = {item.name for item in file.references if item.kind is ReferenceKind.IMPORT and item.alias == name}
    once = len(found) == 1 and not any(item.late or item.typing for item in file.references if item.alias == name)
    own = any(item.name == name and not item.reexport for item in file.definitions) or name in tops(file)
    return found.pop() if once and not own else ""


def _are_two(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    said = any(name.rpartition(".")[0] in _ONLY_SAID for name in (one, two))
    return not said and short != long and not long.endswith(f".{short}")


def _decorating(files: tuple[ParsedFile, ParsedFile], bodies: tuple[str, ...]) -> set[str]:
    """Objects that both files make, and that register what they decorate, as the routes of an application."""
    return set.intersection(*(set(_DECORATOR.findall(said)) for said in bodies), *(_made(file).keys() for file in files))


def _made(file: ParsedFile) -> dict[str, int]:
    """Lines, counted from 1, in which the file sets a variable, by its name."""
    units = tops(file)
    return {item.name: item.location.line for item in file.definitions if not item.reexport and item.name not in units}


def _set_elsewhere(files: tuple[ParsedFile, ParsedFile], texts: tuple[list[str], ...], names: set[str]) -> set[str]:
    """Names that functions of both files set, and functions of both files that read one of these."""
    state = set.intersection(*(_global(lines) for lines in texts))
    if not state:
        return set()
    mine, theirs = map(tops, files)
    called = [name for name in names & mine.keys() & theirs.keys() if mine[name].kind in FUNCTIONS and theirs[name].kind in FUNCTIONS]
    return (names & state) | {name for name in called if state & set(_NAME.findall(body(texts[0], mine[name])))}


def _global(lines: list[str]) -> set[str]:
    return {name.strip() for found in _GLOBAL.findall("\n".join(lines)) for name in found.split(",")}


def _assigned(files: tuple[ParsedFile, ParsedFile], texts: tuple[list[str], ...], names: set[str]) -> set[str]:
    """Variables that both files set, in other words; a logger is another one in every file, and constants are compared elsewhere."""
    mine, theirs = (
        {name: "".join(lines[line - 1].split()) for name, line in _made(file).items() if name in names and name.islower()}
        for file, lines in zip(files, texts, strict=True)
    )
    other = {name for name in mine.keys() & theirs if mine[name] != theirs[name]}
    return {name for name in other if not (_LOGS.search(mine[name]) and _LOGS.search(theirs[name]))}

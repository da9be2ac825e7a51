"""What a function takes and gives, read off its file: help that names it shows whether it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.replacement import Head
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

_LONGEST: Final = 90
"""Columns of a signature in a help line."""
_MOST: Final = 1500
"""Characters of a head; what is longer is none."""
_LINES: Final = 12
_OPEN: Final = {"(": ")", "[": "]", "{": "}"}
_MARK: Final = regex(r"[()\[\]{};:]|=>|\"(?:\\.|[^\"\\\n])*\"|'[^'\\\n]*'")
_NAME: Final = regex(r"[\w$]+")
_TYPE: Final = regex(r"(?:\binterface|\bstruct|[:|&])\s*$")
"""Before a bracket that belongs to a type."""
_REMARK: Final = regex(r"//|/\*|\s#")
_LATER: Final = regex(r"\basync\b")
_PROMISE: Final = regex(r"^:\s*Promise\b")
_FIRST: Final = regex(r"^\s*(?:self|cls)\b[^,]*(?:,\s*)?")
_BEFORE: Final = regex(r"\s*(?:=\s*(?:async\s*)?|:\s*)?(?:function\s*)?|\s*<(?:\w+(?:\s*,\s*\w+)*)?>\s*|\[\w+ [\w.]+\]")
"""What stands between a name and what it takes; of types with bounds of their own nothing is shown."""
_LIFETIME: Final = regex(r"\s*\+\s*'[a-z_]\w*\b(?!')|'[a-z_]\w*\b(?!')\s*")
"""It says nothing to who only asks whether a function fits, and its mark is no quote."""
_CODE: Final = regex(r"=>|[;`]|\breturn\b|\b(?:pub|fn|def|func|function)\s+\w|(?:Promise|Array|Record|Map)<\s*$|->\s*$|\):\s*\([^()]*\)$")
"""In a head that was cut in the wrong place."""
_RUST: Final = ".rs"
_PYTHON: Final = (".py", ".pyi")


def head(project: Project, read: Callable[[str], str | None], unit: Unit) -> Head:
    """The head of a function, or of what makes a class of Python; an empty one where it cannot be read."""
    path = unit.location.path
    text = read(path) or ""
    if unit.kind in FUNCTIONS:
        return _head(text, unit, unit.name)
    if unit.kind is not UnitKind.CLASS or not path.endswith(_PYTHON):
        return Head()
    file, wanted = project.files.get(path), f"{unit.qualified_name}.__init__"
    made = next((_head(text, part, "__init__") for part in (file.units if file else ()) if part.qualified_name == wanted), Head())
    given = _FIRST.sub("", made.parameters)
    return Head(_short(unit.name, given, ""), given) if made.shown else Head()


def written(read: Callable[[str], str | None], place: Location) -> str:
    """What a file writes from the beginning of the line of a place on, for a few lines."""
    lines = (read(place.path) or "").splitlines()
    return "\n".join(lines[place.line - 1 : place.line - 1 + _LINES])


def _head(text: str, unit: Unit, name: str) -> Head:
    lines = text.splitlines(keepends=True)[unit.signature.line - 1 : unit.signature.line + 40]
    rest = _LIFETIME.sub("", "".join(lines)[:_MOST]) if unit.location.path.endswith(_RUST) else "".join(lines)[:_MOST]
    named = next((found for found in _NAME.finditer(rest) if found.group() == name), None)
    begin = rest.find("(", named.end()) if named else -1
    if named is None or begin < 0 or not _BEFORE.fullmatch(rest, named.end(), begin):
        return Head()
    closed = _closing(rest, begin)
    end = _end(rest, closed, python=unit.location.path.endswith(_PYTHON))
    if closed < 0 or end < 0 or _REMARK.search(rest[begin:end]):
        return Head()
    parameters, results = (" ".join(part.split()) for part in (rest[begin + 1 : closed - 1], rest[closed:end].partition("\nwhere")[0]))
    parameters = parameters.rstrip(", ")
    later = bool(_LATER.search(rest[: named.start()]) or _LATER.search(rest[named.end() : begin]))
    shown = "async " * later + _short(name, parameters, results)
    if not _is_whole(shown):
        return Head()
    return Head(shown, parameters, results, later or bool(_PROMISE.search(results)))


def _is_whole(shown: str) -> bool:
    """False for a signature in which something is left open, or that goes on with code."""
    pairs = all(shown.count(one) == shown.count(other) for one, other in ("()", "[]", "{}"))
    return pairs and shown.count("<") == shown.count(">") - shown.count("->") and not _CODE.search(shown)


def _closing(text: str, begin: int) -> int:
    """Where the bracket that opens at `begin` is closed, -1 where it is not."""
    depth = 0
    for found in _MARK.finditer(text, begin):
        depth += (found.group() in _OPEN) - (found.group() in _OPEN.values())
        if not depth:
            return found.end()
    return -1


def _end(text: str, begin: int, *, python: bool) -> int:
    """Where the body begins, -1 where it does not."""
    at = begin
    while begin >= 0 and (found := _MARK.search(text, at)):
        mark, at = found.group(), found.end()
        if (python and mark == ":") or mark in (";", "=>"):
            return found.start()
        if mark == "{" and not _TYPE.search(text, begin, found.start()):
            return found.start()
        if mark in _OPEN and (at := _closing(text, found.start())) < 0:
            return -1
    return -1


def _short(name: str, parameters: str, results: str) -> str:
    parts = [*_parts(parameters)]
    gives = f"{'' if results[:1] in (':', '') else ' '}{results}"
    told = f"{name}({parameters}){gives}"
    while len(told) > _LONGEST and parts:
        parts.pop()
        told = f"{name}({', '.join([*parts, '...'])}){gives}"
    return told if len(told) <= _LONGEST else f"{name}(...)"


def _parts(parameters: str) -> Iterator[str]:
    """What stands between the commas that no bracket holds."""
    depth = begin = 0
    for at, char in enumerate(parameters):
        depth += (char in "([{<") - (char in ")]}>")
        if char == "," and depth <= 0:
            yield parameters[begin:at].strip()
            begin = at + 1
    if parameters[begin:].strip():
        yield parameters[begin:].strip()

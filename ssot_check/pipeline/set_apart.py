"""Names of TypeScript, Go and Rust that each of two files sets at its top or imports by itself, read from the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.pipeline.imported_apart import imported_apart
from ssot_check.pipeline.own_names import body, is_asked, tops

_SET: Final[Mapping[str, re.Pattern[str]]] = {
    "typescript": re.compile(r"(?:export\s+)?(?:const|let|var)\s+(?P<name>[A-Za-z_$][\w$]*)(?:\s*:[^=]+)?\s*=(?![=>])(?P<value>.*)"),
    "go": re.compile(r"(?:(?:var|const)\s+|\t)(?P<name>[A-Za-z_]\w*)(?:\s+[^=\s]+)?\s*=(?!=)(?P<value>.*)"),
    "rust": re.compile(r"(?:pub(?:\([^)]*\))?\s+)?(?:static(?:\s+mut)?|const)\s+(?P<name>\w+)\s*:[^=]+=(?P<value>.*)"),
}
_GROUP: Final = re.compile(r"(?:var|const)\s*\(\s*$")
"""Opens a list of variables of Go; only there a line that is indented sets one of the package."""
_FUNCTION: Final = re.compile(r"=>|^\s*(?:async\s+)?(?:function|func|class)\b|\b(?:require|import)\(")
"""A value that is compared elsewhere: as a unit, or as an import."""
_LOGS: Final = re.compile(r"_?(?:log|logger|logging|debug)", re.IGNORECASE)
_PAIRS: Final = ("()", "[]", "{}")
_LONGEST: Final = 40
"""A value of more lines is not compared to its end."""


def set_apart(match: Match, files: tuple[ParsedFile, ParsedFile], texts: tuple[list[str], ...]) -> set[str]:
    """Names that both units say and that mean two things: variables whose values are written in other words, and imports of two modules.

    A logger is another one in every file, and functions are compared elsewhere.
    """
    language = files[0].language
    if not is_asked(match) or language != files[1].language or language not in _SET:
        return set()
    words = set(match.owner.fingerprint.words) & set(match.copy.fingerprint.words)
    bodies = tuple(body(lines, unit) for lines, unit in zip(texts, (match.owner, match.copy), strict=True))
    mine, theirs = (_values(lines, language, words, set(tops(file))) for file, lines in zip(files, texts, strict=True))
    found = {name for name in mine.keys() & theirs if mine[name] != theirs[name] and not _LOGS.fullmatch(name)}
    found |= imported_apart(files, words)
    return {name for name in found if all(_is_said(name, said) for said in bodies)}


def _is_said(name: str, text: str) -> bool:
    """True where the name stands for itself: no attribute, no key of an object, no part of a text."""
    free = re.sub(rf"(?m)(^\s*|[{{,]\s*){re.escape(name)}\??\s*:(?!:)", r"\1", text)
    return re.search(rf"(?<![\w$\"'])(?<![^.]\.){re.escape(name)}(?![\w$])", free) is not None


def _values(lines: list[str], language: str, names: set[str], units: set[str]) -> dict[str, str]:
    """What the variables at the top of the file are set to, by name, spelled without blanks and with one sort of quotes."""
    pattern, found = _SET[language], dict[str, str]()
    for number in _outside(lines, language):
        item = pattern.match(lines[number])
        if item is None or item["name"] not in names - units:
            continue
        value = _whole(item["value"], lines[number + 1 : number + _LONGEST])
        if not _FUNCTION.search(value):
            found[item["name"]] = "".join(value.split()).replace("'", '"').rstrip(";,")
    return found


def _outside(lines: list[str], language: str) -> Iterator[int]:
    """Numbers of the lines, counted from 0, in which a variable of the file can be set."""
    grouped = False
    for number, line in enumerate(lines):
        grouped = not line.startswith(")") if grouped else language == "go" and _GROUP.match(line) is not None
        if line[:1].strip() or grouped:
            yield number


def _whole(first: str, rest: list[str]) -> str:
    """The value to the line in which its brackets and its text are closed."""
    value = first
    for line in rest:
        if value.strip() and all(value.count(pair[0]) <= value.count(pair[1]) for pair in _PAIRS) and not value.count("`") % 2:
            break
        value += f"\n{line}"
    return value

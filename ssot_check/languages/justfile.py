"""Justfiles: what their recipes run. There are no units to compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.script_file import script_file, script_touches
from ssot_check.languages.support.text_comments import text_comments
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter

_RECIPE: Final = re.compile(r"@?([A-Za-z_][\w-]*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|[^:\n\"'])*)?:(?!=)")
_SHELLS: Final = re.compile(r"#!\s*\S*?(?:/env\s+(?:-S\s+)?)?(?:/|\b)(?:ba|da|k|z)?sh\b")
_VALUE: Final = re.compile(r"\{\{.*?\}\}")


def parse(source: SourceFile, _fingerprint: Fingerprinter) -> ParsedFile:
    """The recipes by name, and the files that they run."""
    return script_file(source, _scripts(source.text), _definitions(source))


def _definitions(source: SourceFile) -> Iterator[Definition]:
    for number, line in enumerate(source.text.split("\n"), start=1):
        if found := _RECIPE.match(line):
            yield Definition(found[1], Location(source.path, number, found.start(1) + 1, number, found.end(1) + 1))


def _scripts(text: str) -> Iterator[tuple[int, str]]:
    """(line, shell text) of each recipe: a line each, but for recipes that begin with `#!`; those of other programs are left out.

    Grammar: the manual of just (just.systems), "Recipes": the indented lines below a head; `@` and `-` before a line are marks.
    """
    body: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        if line[:1] in (" ", "\t") and line.strip():
            body.extend([(number, line)] if inside else [])
        elif line.strip() or number > text.count("\n") + 1:
            yield from _recipe(body)
            body, inside = [], _RECIPE.match(line) is not None


def _recipe(body: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    if not body:
        return
    first, head = body[0]
    if head.lstrip().startswith("#!"):
        if _SHELLS.match(head.lstrip()):
            rows = dict(body)
            yield first, "\n".join(_VALUE.sub("_", rows.get(row, "")) for row in range(first, body[-1][0] + 1))
        return
    start, held = 0, ""
    for number, line in body:
        start = start if held else number
        held += _VALUE.sub("_", line if held else line.strip().lstrip("@-"))
        if line.endswith("\\"):
            held += "\n"
            continue
        yield start, held
        held = ""


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return script_touches(source, _scripts(source.text), "make", watch) if watch.commands else ()


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    return text_comments(source.path, source.text)


LANGUAGE = Language(
    name="justfile",
    parse=parse,
    suffixes=(".just",),
    names=("justfile", "Justfile", ".justfile"),
    family="justfile",
    comments=_comments,
    touch=_touches,
)

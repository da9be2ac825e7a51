"""Texts that nobody writes twice by chance: URLs, regular expressions, format strings, long texts; and the constants they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.languages.support.statements.lines import Line, Raw
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.location import Location
from ssot_check.model.parsed import Literal, LiteralForm
from ssot_check.model.regex import regex
from ssot_check.model.unit import NAME, SELF, SYNTAX, TEXT, TYPE

_LEAST: Final = 14
_LONGEST: Final = 4_000
_LEAST_TEXT: Final = 60
_LEAST_REGEX: Final = 16
_LEAST_FORMAT: Final = 20
_LEAST_URL: Final = 18
_LEAST_CONSTRUCTS: Final = 3
_LEAST_FIELDS: Final = 3
_LEAST_DIRECTIVES: Final = 5

_URL: Final = regex(r"[A-Za-z][A-Za-z0-9+.-]{2,}://(?!localhost|127\.|0\.0\.0\.0|[\w.-]*example\.)[\w-]+(?:\.[\w-]+)+\S*")
_CONSTRUCT: Final = regex(r"\\[dwsbDWSB.]|\(\?[:P<=!i]|\[\^?[\w\\][^\]\s]*\]|\.[*+]|\)[*+?]|\{\d+(?:,\d*)?\}|^\^|\$$")
_FIELD: Final = regex(r"%\(\w+\)[-#0 +]?\d*\.?\d*[a-z]|\{\w+[^{}]*\}|%[-+ #0]?\d*\.?\d*[sdfr]")
_DIRECTIVE: Final = regex(r"%-?[aAbBcdfGHIjmMpSTuUVwWxXyYzZ]")
_EVERYBODYS: Final = regex(r"%Y[-/]?%m[-/]?%d[T ]?[-_]?%H[:-]?%M[:-]?%S(?:[.,_]?%f)?(?:Z|%z|%Z| %Z| %z|\+00:00| UTC)?")
"""ISO 8601 and its neighbours: everybody writes these, whether or not somebody else does."""
_LOG_LINE: Final = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
"""What the manual of Python's `logging` shows, and half of all programs have."""
_PROSE: Final = regex(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
_DEFINES: Final = ((SYNTAX, "="), (SYNTAX, ":="))
_PLUMBING: Final = ((SYNTAX, ":"), (SYNTAX, "const"), (SYNTAX, "static"), (SYNTAX, "pub"), (SYNTAX, "export"))
_LONGEST_TYPE: Final = 4  # tokens between name and value: `: &'static str`
_COMPILES: Final = frozenset(("compile", "MustCompile", "RegExp"))
_PATTERNS: Final = ("re.", "regex.", "regexp.")
_MARKS: Final = ("://", "\\", "%", "{", "[")


def form_of(text: str) -> LiteralForm | None:
    """What sort of telling text it is; None for what may well be written twice."""
    size = len(text)
    if size < _LEAST or size > _LONGEST or not any(mark in text for mark in _MARKS):
        return LiteralForm.TEXT if _LEAST_TEXT <= size <= _LONGEST and _PROSE.search(text) else None
    if size >= _LEAST_URL and "://" in text and _URL.fullmatch(text):
        return LiteralForm.URL
    if len(_DIRECTIVE.findall(text)) >= _LEAST_DIRECTIVES:
        return None if _EVERYBODYS.fullmatch(text) else LiteralForm.FORMAT
    if size >= _LEAST_REGEX and not _PROSE.search(text) and len(_CONSTRUCT.findall(text)) >= _LEAST_CONSTRUCTS:
        return LiteralForm.REGEX
    if size >= _LEAST_FORMAT and len(_FIELD.findall(text)) >= _LEAST_FIELDS:
        return None if text == _LOG_LINE else LiteralForm.FORMAT
    return LiteralForm.TEXT if size >= _LEAST_TEXT and _PROSE.search(text) else None


def literals(path: str, text: Text, lines: Iterable[Line]) -> tuple[Literal, ...]:
    """The telling texts of a file, by place. `lines` are its statements, each once."""
    source: list[str] = []
    found = []
    for line in lines:
        for token in line.raw:
            if token.__class__ is not tuple or token[0] != TEXT or len(token[1]) < _LEAST:
                continue
            told = [(form, token[1], constant_name(line))] if (form := form_of(token[1])) is not None else []
            for kind, said, name in (*told, *((LiteralForm.URL, url, "") for url in _lines_of_urls(token[1]))):
                source = source or text.slice(0, len(text.data)).split("\n")
                found.append(Literal(kind, said, _place(path, source, line, said), name, compiled=_compiles(line)))
    return tuple(sorted(found, key=lambda item: (item.location, item.text)))


def _lines_of_urls(text: str) -> list[str]:
    """URLs that are a line of a longer text, as in the plain part of a mail: each once."""
    if "\n" not in text or "://" not in text:
        return []
    return [line for line in dict.fromkeys(part.strip() for part in text.split("\n")) if form_of(line) is LiteralForm.URL and line != text]


def constant_name(line: Line) -> str:
    """The qualified name of the constant that a statement defines as one text, "" where it does something else.

    What `let` binds outside of functions may be another text by the time somebody asks.
    """
    if line.scope.function or (TYPE, "let") in line.raw:
        return ""
    raw = [token for token in line.raw if not _is_plumbing(token)]
    defined = next((number for number, token in enumerate(raw) if token in _DEFINES), 1 if raw and raw[0][0] == SELF else 0)
    name = _name(raw[0]) if raw else ""
    texts = sum(1 for token in raw if token.__class__ is tuple and token[0] == TEXT)
    return _qualified(line, name) if name and 0 < defined <= _LONGEST_TYPE and texts == 1 and not _calls_other(line) else ""


def _qualified(line: Line, name: str) -> str:
    scope, parts = line.scope, [name]
    while scope.own_name and scope.parent is not None:
        parts.append(scope.own_name)
        scope = scope.parent
    return ".".join(reversed(parts))


def _is_plumbing(token: Raw) -> bool:
    return token.__class__ is tuple and (token[0] == TYPE or token in _PLUMBING)


def _name(token: Raw) -> str:
    if isinstance(token, str):
        return token
    return token[1] if token[0] in (SELF, NAME) else ""


def _calls_other(line: Line) -> bool:
    """True when the text is the argument of something else than a maker of patterns."""
    return any(call.rpartition(".")[2] not in ("compile", "MustCompile", "Regex", "RegExp", "dedent", "new") for call in line.calls)


def _compiles(line: Line) -> bool:
    """True where a pattern is made, by `compile` itself or by what compiles before it asks: nothing else takes a pattern for a text."""
    return any(call.rpartition(".")[2] in _COMPILES or call.startswith(_PATTERNS) for call in line.calls)


def _place(path: str, source: Sequence[str], line: Line, text: str) -> Location:
    """The first line of the text within its statement; the statement where the text is broken over lines."""
    for number in range(line.line, min(line.end_line, len(source)) + 1):
        column = source[number - 1].find(text)
        if column >= 0:
            return Location(path, number, column + 1, number, column + 1 + len(text))
    return Location(path, line.line, 1, line.end_line, 1)

"""Statements in, Fingerprint out.

Normalisation follows the field's clone types (Roy, Cordy, Koschke 2009). Shingles are k-token grams as in Broder, "On the
resemblance and containment of documents" (1997), over two streams: one that keeps the names from outside the
unit (they survive renaming of locals and restructuring), one blind to every name (it survives full renaming).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

from ssot_check.model.digest import digest_parts
from ssot_check.model.unit import DECORATOR, DOC, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Fingerprint, Statement, Token

_EXACT_ONLY: Final = frozenset((TYPE, DOC, DECORATOR))
_MASK: Final = 0xFFFFFFFF
_MIN_STATEMENT_TOKENS: Final = 4  # shorter statements (`return x`, `else:`) say nothing about a unit
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_MAX_LITERAL_WORDS: Final = 200
_PLACEHOLDER: Final = {LOCAL: "\x01", SELF: "\x02", TEXT: "\x03", NUMBER: "\x04"}
_SYNTAX_FIRST: Final = 0x100
_NAME_FIRST: Final = 0x1000  # characters below stand for syntax and placeholders, so a blind stream is one comparison away
_SURROGATES: Final = range(0xD800, 0xE000)
_NAME_CODES: Final = 0x110000 - _NAME_FIRST - len(_SURROGATES)
_ANY_NAME: Final = 5
_SEPARATOR: Final = "\x1f"


@lru_cache(maxsize=1 << 12)
def _syntax_character(text: str) -> str:
    return chr(crc32(text.encode("utf-8", "surrogatepass")) % (_NAME_FIRST - _SYNTAX_FIRST) + _SYNTAX_FIRST)


@lru_cache(maxsize=1 << 16)
def _name_character(text: str) -> str:
    """A stable character for a name: any code point from _NAME_FIRST on but the surrogates."""
    code = crc32(text.encode("utf-8", "surrogatepass")) % _NAME_CODES + _NAME_FIRST
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


class _Piece(NamedTuple):
    """What one statement's tokens give, whatever unit the statement stands in.

    `template` is the renamed form with a mark where a local stands; `locals` are those, in order.
    """

    exact: str
    template: str
    locals: tuple[str, ...]
    stream: str
    hash: int
    names: tuple[str, ...]
    literals: tuple[str, ...]


@lru_cache(maxsize=1 << 13)
def _piece(tokens: tuple[Token, ...]) -> _Piece:
    """Cached, because a method's statements are its class's too."""
    exact: list[str] = []
    template: list[str] = []
    local: list[str] = []
    characters: list[str] = []
    names: list[str] = []
    literals: list[str] = []
    for kind, text in tokens:
        exact.append(f'"{text}' if kind == TEXT else text)
        if kind in _EXACT_ONLY:
            continue
        if kind == SYNTAX:
            template.append(text)
            characters.append(_syntax_character(text))
        elif kind == NAME:
            template.append(text)
            characters.append(_name_character(text))
            names.append(text)
        else:
            template.append(_PLACEHOLDER[kind])
            characters.append(_PLACEHOLDER[kind])
            if kind == LOCAL:
                local.append(text)
            elif kind == TEXT:
                literals.append(text)
    stream = "".join(characters)
    separate = _SEPARATOR.join
    return _Piece(separate(exact), separate(template), tuple(local), stream, crc32(stream.encode("utf-8")), tuple(names), tuple(literals))


def fingerprint(statements: Sequence[Statement]) -> Fingerprint:
    """Compute everything the matching room will ever know of a unit.

    Linear in the number of tokens. The result depends on nothing but the statements' tokens and depths.
    """
    exact: list[str] = []
    renamed: list[str] = []
    streams: list[str] = []
    hashes = array("I")
    lines = array("I")
    names: set[str] = set()
    literals: set[str] = set()
    numbering: dict[str, int] = {}
    for statement in statements:
        piece = _piece(statement.tokens)
        exact.append(f";{statement.depth}{_SEPARATOR}{piece.exact}")
        if not piece.stream:  # a statement that is only documentation leaves no trace in the renamed form
            continue
        numbers = [numbering.setdefault(name, len(numbering)) for name in piece.locals]
        renamed.append(f";{statement.depth}{_SEPARATOR}{piece.template}{_SEPARATOR}{numbers}")
        streams.append(piece.stream)
        lines.append(statement.line)
        hashes.append(piece.hash)
        names.update(piece.names)
        literals.update(piece.literals)
    whole = "".join(streams)
    return Fingerprint(
        exact=digest_parts(exact),
        renamed=digest_parts(renamed),
        stream=whole,
        lines=lines,
        hashes=hashes,
        features=_features(whole, streams, hashes),
        words=_words(names, literals),
    )


def _features(whole: str, streams: Sequence[str], hashes: Iterable[int]) -> array[int]:
    found = {value for value, stream in zip(hashes, streams, strict=True) if len(stream) >= _MIN_STATEMENT_TOKENS}
    named = [ord(character) for character in whole]
    blind = [code if code < _NAME_FIRST else _ANY_NAME for code in named]
    # The hash of a tuple of integers depends on nothing but the integers, and is computed in C.
    found.update([value & _MASK for value in map(hash, zip(named, named[1:], named[2:], strict=False))])
    found.update([value & _MASK for value in map(hash, zip(blind, blind[1:], blind[2:], blind[3:], blind[4:], strict=False))])
    return array("I", sorted(found))


def _words(names: Iterable[str], literals: Iterable[str]) -> tuple[str, ...]:
    found = {name for name in names if len(name) > 1}
    count = 0
    for literal in sorted(literals):
        for word in _WORD.findall(literal)[:_MAX_LITERAL_WORDS]:
            found.add(f'"{word.lower()}')
            count += 1
        if count > _MAX_LITERAL_WORDS:
            break
    return tuple(sorted(found))

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
from itertools import accumulate
from sys import byteorder
from typing import Final, NamedTuple
from zlib import crc32

from ssot_check.model.digest import digest_parts
from ssot_check.model.unit import DECORATOR, DOC, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Fingerprint, Statement, Stretch, Token

_EXACT_ONLY: Final = frozenset((TYPE, DOC, DECORATOR))
_LOWER_HALF: Final = slice(0 if byteorder == "little" else 1, None, 2)
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
def syntax_character(text: str) -> str:
    """The character that stands in a stream for a word or sign of the language's own syntax."""
    return chr(crc32(text.encode("utf-8", "surrogatepass")) % (_NAME_FIRST - _SYNTAX_FIRST) + _SYNTAX_FIRST)


@lru_cache(maxsize=1 << 16)
def name_character(text: str) -> str:
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
            characters.append(syntax_character(text))
        elif kind == NAME:
            template.append(text)
            characters.append(name_character(text))
            if len(text) > 1:
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
    if not isinstance(statements, Stretch):
        return _Prepared(statements).stretch(0, len(statements), 0)
    row = statements.row
    if not isinstance(row.kept, _Prepared):
        row.kept = _Prepared(row.statements)
    return row.kept.stretch(statements.first, statements.last, statements.base)


class _Prepared:
    """What is computed once for statements in a row, whatever units are stretches of it.

    A statement that is only documentation leaves no trace in the renamed form: `said` counts the others before each statement, `sizes`
    their tokens, `longer` those long enough to be a feature.
    """

    __slots__ = ("blind", "depths", "hashes", "lines", "longer", "named", "pieces", "said", "sizes", "stream", "telling")

    def __init__(self, statements: Sequence[Statement]) -> None:
        pieces = self.pieces = [_piece(statement.tokens) for statement in statements]
        streams = [piece.stream for piece in pieces]
        self.depths = [statement.depth for statement in statements]
        self.lines = array("I", [statement.line for statement, stream in zip(statements, streams, strict=True) if stream])
        self.hashes = array("I", [piece.hash for piece in pieces if piece.stream])
        self.telling = [piece.hash for piece in pieces if len(piece.stream) >= _MIN_STATEMENT_TOKENS]
        self.said = [0, *accumulate([stream != "" for stream in streams])]
        self.sizes = [0, *accumulate(map(len, streams))]
        self.longer = [0, *accumulate([len(stream) >= _MIN_STATEMENT_TOKENS for stream in streams])]
        self.stream = "".join(streams)
        named = list(map(ord, self.stream))
        blind = [code if code < _NAME_FIRST else _ANY_NAME for code in named]
        self.named = _hashes(zip(named, named[1:], named[2:], strict=False))
        self.blind = _hashes(zip(blind, blind[1:], blind[2:], blind[3:], blind[4:], strict=False))

    def stretch(self, first: int, last: int, base: int) -> Fingerprint:
        """The fingerprint of the statements `first` to `last`."""
        pieces, depths = self.pieces[first:last], self.depths[first:last]
        begins = [f";{depth - base if depth > base else 0}{_SEPARATOR}" for depth in depths]
        said = slice(self.said[first], self.said[last])
        names: set[str] = set()
        literals: set[str] = set()
        for piece in pieces:
            if piece.names:
                names.update(piece.names)
            if piece.literals:
                literals.update(piece.literals)
        return Fingerprint(
            exact=digest_parts([begin + piece.exact for begin, piece in zip(begins, pieces, strict=True)]),
            renamed=digest_parts(_renamed(begins, pieces)),
            stream=self.stream[self.sizes[first] : self.sizes[last]],
            lines=self.lines[said],
            hashes=self.hashes[said],
            features=self._features(first, last),
            words=_words(names, literals),
        )

    def _features(self, first: int, last: int) -> array[int]:
        start, end = self.sizes[first], self.sizes[last]
        found = set(self.telling[self.longer[first] : self.longer[last]])
        found.update(self.named[start : max(start, end - 2)])
        found.update(self.blind[start : max(start, end - 4)])
        return array("I", sorted(found))


def _hashes(grams: Iterable[tuple[int, ...]]) -> list[int]:
    """The lower halves of the hashes. That of a tuple of integers depends on nothing but the integers, and is computed in C."""
    return array("I", array("q", map(hash, grams)).tobytes())[_LOWER_HALF].tolist()


def _renamed(begins: Iterable[str], pieces: Iterable[_Piece]) -> list[str]:
    """The renamed form: locals are numbered as they come."""
    found: list[str] = []
    numbering: dict[str, int] = {}
    for begin, piece in zip(begins, pieces, strict=True):
        if piece.locals:
            numbers = [numbering.setdefault(name, len(numbering)) for name in piece.locals]
            found.append(f"{begin}{piece.template}{_SEPARATOR}{numbers}")
        elif piece.stream:
            found.append(f"{begin}{piece.template}{_SEPARATOR}[]")
    return found


def _words(names: set[str], literals: Iterable[str]) -> tuple[str, ...]:
    """`names` and the words of the literals, of a limited number of them."""
    count = 0
    for literal in sorted(literals):
        words = _words_of(literal)
        names.update(words)
        count += len(words)
        if count > _MAX_LITERAL_WORDS:
            break
    return tuple(sorted(names))


@lru_cache(maxsize=1 << 12)
def _words_of(literal: str) -> tuple[str, ...]:
    return tuple([f'"{word.lower()}' for word in _WORD.findall(literal)[:_MAX_LITERAL_WORDS]])

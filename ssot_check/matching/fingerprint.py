"""Statements in, Fingerprint out.

Normalisation follows the field's clone types (Roy, Cordy, Koschke 2009). Shingles are k-token grams as in Broder, "On the
resemblance and containment of documents" (1997), over two streams: one that keeps the names from outside the
unit (they survive renaming of locals and restructuring), one blind to every name (it survives full renaming).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from ssot_check.model.digest import digest_parts
from ssot_check.model.unit import DECORATOR, DOC, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Fingerprint, Statement

_EXACT_ONLY: Final = frozenset((TYPE, DOC, DECORATOR))
_MASK: Final = 0xFFFFFFFF
_SHINGLE_MULTIPLIERS: Final = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1)
_NAMED_SALT: Final = 0x51ED270B  # keeps shingles of the two streams apart
_MIN_STATEMENT_TOKENS: Final = 4  # shorter statements (`return x`, `else:`) say nothing about a unit
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_MAX_LITERAL_WORDS: Final = 200
_PLACEHOLDER: Final = {LOCAL: "\x01", SELF: "\x02", TEXT: "\x03", NUMBER: "\x04"}
_SYNTAX_FIRST: Final = 0x100
_NAME_FIRST: Final = 0x1000  # characters below stand for syntax and placeholders, so a blind stream is one comparison away
_SURROGATES: Final = range(0xD800, 0xE000)
_NAME_CODES: Final = 0x110000 - _NAME_FIRST - len(_SURROGATES)
_ANY_NAME: Final = 5


@lru_cache(maxsize=1 << 12)
def _syntax_character(text: str) -> str:
    return chr(crc32(text.encode("utf-8", "surrogatepass")) % (_NAME_FIRST - _SYNTAX_FIRST) + _SYNTAX_FIRST)


@lru_cache(maxsize=1 << 16)
def _name_character(text: str) -> str:
    """A stable character for a name: any code point from _NAME_FIRST on but the surrogates."""
    code = crc32(text.encode("utf-8", "surrogatepass")) % _NAME_CODES + _NAME_FIRST
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


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
    numbering: dict[str, str] = {}
    for statement in statements:
        exact.append(f";{statement.depth}")
        boundary = f";{statement.depth}"
        characters: list[str] = []
        for kind, text in statement.tokens:
            exact.append(f'"{text}' if kind == TEXT else text)
            if kind in _EXACT_ONLY:
                continue
            if boundary:  # a statement that is only documentation leaves no trace in the renamed form
                renamed.append(boundary)
                boundary = ""
            if kind == SYNTAX:
                renamed.append(text)
                characters.append(_syntax_character(text))
            elif kind == NAME:
                renamed.append(text)
                characters.append(_name_character(text))
                names.add(text)
            else:
                renamed.append(numbering.setdefault(text, f"${len(numbering)}") if kind == LOCAL else _PLACEHOLDER[kind])
                characters.append(_PLACEHOLDER[kind])
                if kind == TEXT:
                    literals.add(text)
        if characters:
            stream = "".join(characters)
            streams.append(stream)
            lines.append(statement.line)
            hashes.append(crc32(stream.encode("utf-8")))
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
    found.update(_shingles(named, 3, _NAMED_SALT))
    found.update(_shingles([code if code < _NAME_FIRST else _ANY_NAME for code in named], 5, 0))
    return array("I", sorted(found))


def _shingles(codes: Sequence[int], width: int, salt: int) -> Iterator[int]:
    """Hashes of all runs of `width` codes; none when the sequence is shorter."""
    if width == 3:
        one, two, three = _SHINGLE_MULTIPLIERS[:3]
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False):
            value = (a * one + b * two + c * three + salt) & _MASK
            yield value ^ (value >> 15)
        return
    one, two, three, four, five = _SHINGLE_MULTIPLIERS
    for a, b, c, d, e in zip(codes, codes[1:], codes[2:], codes[3:], codes[4:], strict=False):
        value = (a * one + b * two + c * three + d * four + e * five + salt) & _MASK
        yield value ^ (value >> 15)


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

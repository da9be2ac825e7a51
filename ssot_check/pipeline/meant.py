"""Comments that say that a copy is meant to be one, at the copy, at the owner, or at the head of one of their files."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.unit import Unit

_COMMENT: Final = re.compile(r"^\s*(?://+!?|#+|/?\*+/?|--|\"\"\")\s?(.*?)(?:\*/)?$")
_COPY: Final = r"(?:cop(?:y|ies|ied)|duplicat\w+)"
_MEANT: Final = r"(?:deliberate(?:ly)?|intentional(?:ly)?|on purpose|purposely|by design)"
_SAID: Final = re.compile(
    rf"\b{_MEANT}\b.{{0,60}}\b{_COPY}\b|\b{_COPY}\b.{{0,60}}\b{_MEANT}\b|\bkeeps? (?:its|their|an|our) own (?:cop(?:y|ies)|version)\b",
    re.IGNORECASE,
)
"""A comment that asks to keep two in step, or tells what was copied, does not say so: it asks for what this tool is for."""
_HEAD: Final = 15
_ABOVE: Final = 8
_LONGEST: Final = 100


def said_to_be_meant(match: Match, owner_text: str, copy_text: str) -> str:
    """The place and the words of such a comment; "" where nothing says so. The texts are the whole files."""
    return _found(match.copy, copy_text) or _found(match.owner, owner_text)


def _found(unit: Unit, text: str) -> str:
    lines = text.split("\n")
    first = min(unit.location.line - 1, unit.signature.line - 1, len(lines))
    above = first
    while above > max(0, first - _ABOVE) and _COMMENT.match(lines[above - 1]):
        above -= 1
    for begin, end in ((above, first), (0, min(_HEAD, len(lines)))):
        told = [(number, match[1].strip()) for number in range(begin, end) if (match := _COMMENT.match(lines[number])) and match[1].strip()]
        if said := _SAID.search(" ".join(words for _, words in told)):
            line = _line(told, said.start())
            words = " ".join(words for _, words in told)
            return f'{unit.location.path}:{line + 1} says ("{_cut(words, said)}")'
    return ""


def _line(told: list[tuple[int, str]], place: int) -> int:
    """The line in which the text of comments, joined by blanks, has that place."""
    end = 0
    for number, words in told:
        end += len(words) + 1
        if place < end:
            return number
    return told[-1][0]


def _cut(text: str, said: re.Match[str]) -> str:
    """The words around what was found, as far as they are short."""
    begin = max(text.rfind(". ", 0, said.start()) + 2 if ". " in text[: said.start()] else 0, said.end() - _LONGEST)
    end = text.find(". ", said.end())
    return text[begin : end if end >= 0 else None][:_LONGEST].strip()

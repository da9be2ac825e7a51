"""Names of text encodings: `utf8` and `utf-8` are one codec, which no copy differs by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ssot_check.model.unit import TEXT, Token

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,15}")
_ASKING: Final = (("encoding", "="), ("encode", "("), ("decode", "("))
"""What stands before such a name."""


def codec(text: str) -> str:
    """The name of a text encoding as Python knows it; the text itself where it is none."""
    if not _NAME.fullmatch(text):
        return text
    from codecs import lookup  # the standard library's own list

    try:
        return lookup(text).name
    except LookupError:
        return text


def plain(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a statement, each name of a codec spelled in one way."""
    if not any(kind == TEXT for kind, _ in tokens):
        return tokens
    before = [("", ""), ("", ""), *((one[1], two[1]) for one, two in pairwise(tokens))]
    return [(kind, codec(text)) if kind == TEXT and before[at] in _ASKING else (kind, text) for at, (kind, text) in enumerate(tokens)]

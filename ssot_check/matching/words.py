"""Identifiers and literals split into lower-case sub-words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ssot_check.model.regex import regex

_PART: Final = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


_EMPTY: Final = frozenset(("get", "set", "is", "has", "do", "if", "of", "to", "from", "the", "in", "for", "init"))


@lru_cache(maxsize=1 << 16)
def split_identifier(name: str) -> tuple[str, ...]:
    """`setupHTTPLogging_v2` -> ("setup", "http", "logging", "v", "2")."""
    return tuple(part.lower() for part in _PART.findall(name))


def telling_parts(name: str) -> frozenset[str]:
    """The sub-words of a name that say something of a purpose, in the singular: `get_log_files` -> {"log", "file"}."""
    return frozenset(part.removesuffix("s") for part in split_identifier(name)) - _EMPTY

"""Python string literals as written: prefix, quotes, content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

_STRINGS: Final = frozenset(("string", "concatenated_string"))
_OPENING: Final = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')")
_ENTRY: Final = re.compile(r"\s*(?:[^=\s][^=]*=)?\s*([A-Za-z_][\w.]*)\s*:\s*([A-Za-z_][\w.]*)\s*(?:\[[^\]]*\])?\s*")
_FORMATTED: Final = re.compile(r"[rR]?[fFtT]")


def is_string(node: Node) -> bool:
    """True for a string literal or several side by side."""
    return node.type in _STRINGS


def is_formatted(text: str) -> bool:
    """True for a literal that holds expressions."""
    return _FORMATTED.match(text) is not None


def unquoted(text: str) -> str:
    """The literal without prefix and quotes; text that is no literal as it is."""
    opening = _OPENING.match(text)
    return text[opening.end() : len(text) - len(opening[2])] if opening else text


def entry_target(text: str) -> str:
    """The dotted name that an entry point (`module:attribute`, `name = module:attribute [extra]`) leads to; "" when it is none.

    The form is that of the entry points specification of packaging.python.org.
    """
    found = _ENTRY.fullmatch(text)
    return f"{found[1]}.{found[2]}" if found else ""

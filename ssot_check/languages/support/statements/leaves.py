"""The leaves of a syntax node, where their kinds do not matter: annotations, decorators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import Token

if TYPE_CHECKING:
    from tree_sitter import Node

NO_TOKEN: Final = frozenset(("comment", "line_continuation", "string_start", "string_end"))


def leaves(text: Text, node: Node, kind: int) -> Iterator[Token]:
    """Every leaf below `node` as a token of one kind; a string is one leaf, comments are none."""
    stack = [node]
    while stack:
        here = stack.pop()
        if here.type in NO_TOKEN:
            continue
        if here.type == "string":
            yield kind, text.slice(here.start_byte, here.end_byte).strip("\"'")
        elif children := here.children:
            stack.extend(children[::-1])
        elif here.end_byte > here.start_byte:
            yield kind, text.slice(here.start_byte, here.end_byte)

"""Brackets of Python that are layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def without_brackets(children: list[Node]) -> list[Node]:
    """Brackets around a whole value, a tuple of it included, are layout; anywhere else they change the meaning."""
    while len(children) > 1 and children[-1].type == "parenthesized_expression":
        children = [*children[:-1], *children[-1].children[1:-1]]
    if len(children) > 1 and children[-1].type == "tuple" and children[-1].named_child_count:
        items = [child for child in children[-1].children[1:-1] if child.type != "comment"]
        if len(items) > 2 and items[-1].type == ",":
            items.pop()
        return [*children[:-1], *items]
    return children

"""What an assignment, a parameter list or a pattern of Python binds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

_INNER: Final = frozenset(
    (
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "dictionary_splat_pattern",
        "typed_parameter",
        "as_pattern_target",
        "tuple",
        "list",
        "list_splat",
        "expression_list",
        "parenthesized_expression",
    )
)
_FIRST_ONLY: Final = frozenset(("default_parameter", "typed_default_parameter"))


def targets(nodes: Iterable[Node]) -> Iterator[Node]:
    """The identifiers that an assignment to `nodes` binds, in order. Attributes and items bind no name."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        kind = node.type
        if kind == "identifier":
            yield node
        elif kind in _INNER:
            stack.extend(node.children[::-1])
        elif kind in _FIRST_ONLY:
            stack.append(node.children[0])

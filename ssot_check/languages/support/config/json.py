"""JSON with comments (tree-sitter-json) to config nodes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.config.tree import MAX_DEPTH, Node, Shape, Span, too_deep
from ssot_check.languages.support.treesitter import Text

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode

_SHAPES: Final = {"object": Shape.MAP, "array": Shape.LIST}
_ESCAPE: Final = re.compile(r"\\")


MOST: Final = 30_000
"""So many nodes of the grammar, some 10,000 values, are no settings that somebody wrote: records lie in the lists of such a file."""
_RECORDS: Final = 10_000
"""So many values are read of such a file, shared among what stands at its top, and of each level by level: what lies below is records."""
_SURE: Final = 8
"""Values that are read of everything at the top, if they are all that lie on a level and above it."""
_Level = list[tuple["SyntaxNode", list[tuple[Node | None, Node]]]]


def json_documents(text: Text, root: SyntaxNode, *, records: bool = True) -> list[Node]:
    """Every value at the top of the file (JSON Lines has many), in order.

    Without `records` lists are empty, and so are objects below so many values. Raises RefusedError.
    Duplicate keys are kept, as written. Iterative: the nesting of the file costs no stack.
    """
    documents: list[tuple[Node | None, Node]] = []
    level: _Level = [(child, documents) for child in root.named_children]
    depth = 0
    if not records:  # the values at the top, and what stands in them
        level, depth = _below(text, level, depth, records=records), 1
    rows = [level] if records else [[item] for item in level]
    most = max(_SURE, _RECORDS // max(1, len(rows)))
    for row in rows:
        below, deep, seen = row, depth, 0
        while below and (records or not seen or seen + len(below) <= most):
            seen += len(below)
            below, deep = _below(text, below, deep, records=records), deep + 1
    return [node for _, node in documents]


def _below(text: Text, level: _Level, depth: int, *, records: bool) -> _Level:
    """What lies right below a level, which is read."""
    below: _Level = []
    for syntax, into in level:
        key, value = _pair(syntax)
        if value is None or value.type == "comment" or value.is_error or value.is_missing:
            continue
        shape = _SHAPES.get(value.type)
        node = Node(shape, _span(text, value)) if shape is not None else _scalar(text, value)
        into.append((_scalar(text, key) if key is not None else None, node))
        if shape is not None and depth >= MAX_DEPTH:
            raise too_deep(node.span[0])
        if shape is Shape.MAP or (shape is Shape.LIST and records):
            below += [(child, node.entries) for child in value.named_children]
    return below


def _pair(syntax: SyntaxNode) -> tuple[SyntaxNode | None, SyntaxNode | None]:
    """The key and the value of an entry; of anything else it is the value itself."""
    if syntax.type != "pair":
        return None, syntax
    name, value = syntax.child_by_field_name("key"), syntax.child_by_field_name("value")
    return (name, value) if name is not None and value is not None else (None, None)


def tolerated(text: Text, node: SyntaxNode) -> bool:
    """A trailing comma, as JSON with comments allows it, or a byte order mark."""
    written = text.slice(node.start_byte, node.end_byte).strip("\ufeff \t\r\n")
    after = node.next_sibling
    while after is not None and after.type == "comment":
        after = after.next_sibling
    closes = after is not None and after.type in ("]", "}")
    if node.is_missing:
        return closes and node.prev_sibling is not None and node.prev_sibling.type == ","
    return not written or (written == "," and closes)


def _scalar(text: Text, syntax: SyntaxNode) -> Node:
    start, end = syntax.start_byte, syntax.end_byte
    raw = text.slice(start, end)
    line, column = text.point(start)
    span = (line, column, line, column + len(raw)) if raw.isascii() else (line, column, *text.point(end))  # no scalar spans lines
    return Node(Shape.SCALAR, span, _unquoted(raw), '"') if syntax.type == "string" else Node(Shape.SCALAR, span, raw)


def _unquoted(raw: str) -> str:
    if not _ESCAPE.search(raw):
        return raw[1:-1]
    try:
        return str(json.loads(raw, strict=False))
    except ValueError:
        return raw[1:-1]


def _span(text: Text, syntax: SyntaxNode) -> Span:
    return (*text.point(syntax.start_byte), *text.point(syntax.end_byte))

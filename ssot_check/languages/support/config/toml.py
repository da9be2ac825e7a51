"""TOML (tree-sitter-toml) to config nodes: tables are put where their names say."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.config.tree import MAX_DEPTH, Node, Shape, Span, cover, too_deep
from ssot_check.languages.support.treesitter import Text

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode

_KEYS: Final = frozenset(("bare_key", "quoted_key", "dotted_key"))
_TABLES: Final = frozenset(("table", "table_array_element"))


def toml_document(text: Text, root: SyntaxNode) -> Node:
    """The whole file as one mapping. Raises RefusedError."""
    return _Builder(text).build(root)


class _Builder:
    """`[a.b]` walks from the root; an index keeps that walk constant, whatever the number of tables."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.root = Node(Shape.MAP, (1, 1, 1, 1))
        self._index: dict[tuple[int, str], Node] = {}

    def build(self, root: SyntaxNode) -> Node:
        """Read pairs and tables in the order written."""
        for child in root.named_children:
            if child.type == "pair":
                self._pair(self.root, (self.root,), child)
            elif child.type in _TABLES:
                self._table(child)
        return self.root

    def _table(self, syntax: SyntaxNode) -> None:
        keys = next((self._keys(child) for child in syntax.named_children if child.type in _KEYS), [])
        if not keys:
            return
        into, above = self._walk(self.root, keys[:-1], (self.root,))
        table = self._open(into, keys[-1], syntax.type == "table_array_element")
        for child in syntax.named_children:
            if child.type == "pair":
                self._pair(table, (*above, table), child)
        for node in above[1:]:
            node.span = cover(node.span, table.span)

    def _walk(self, node: Node, keys: list[Node], above: tuple[Node, ...]) -> tuple[Node, tuple[Node, ...]]:
        for key in keys:
            node = self._open(node, key, array=False)
            above = (*above, node)
        return node, above

    def _open(self, into: Node, key: Node, array: bool) -> Node:
        """The mapping called `key` in `into`, made where it is not there yet; of an array of tables the last or a new one."""
        held = self._index.get((id(into), key.text))
        if held is None:
            held = Node(Shape.LIST if array else Shape.MAP, key.span)
            into.entries.append((key, held))
            self._index[(id(into), key.text)] = held
        if held.shape is Shape.LIST:
            if array or not held.entries:
                held.entries.append((None, Node(Shape.MAP, key.span)))
            return held.entries[-1][1]
        return held

    def _pair(self, table: Node, above: tuple[Node, ...], syntax: SyntaxNode) -> None:
        children = [child for child in syntax.named_children if child.type != "comment"]
        if len(children) < 2 or children[0].type not in _KEYS:
            return
        keys = self._keys(children[0])
        into, passed = self._walk(table, keys[:-1], ())
        value = self._value(children[1])
        into.entries.append((keys[-1], value))
        for node in (*above[1:], *passed):
            node.span = cover(node.span, value.span)

    def _keys(self, syntax: SyntaxNode) -> list[Node]:
        """Parts of a (dotted) key; the grammar nests them to the left."""
        parts: list[SyntaxNode] = []
        while syntax.type == "dotted_key":
            named = syntax.named_children
            parts.append(named[-1])
            syntax = named[0]
        return [self._scalar(part) for part in (syntax, *reversed(parts))]

    def _value(self, syntax: SyntaxNode) -> Node:
        top = Node(Shape.LIST, self._span(syntax))
        stack: list[tuple[SyntaxNode, Node, int]] = [(syntax, top, 0)]
        while stack:
            part, into, depth = stack.pop()
            if depth >= MAX_DEPTH:
                raise too_deep(self.text.line(part.start_byte))
            if part.type == "pair":
                named = [child for child in part.named_children if child.type != "comment"]
                if len(named) < 2:
                    continue
                keys = self._keys(named[0])
                inner, _above = self._walk(into, keys[:-1], ())
                self._put(named[1], inner, keys[-1], depth, stack)
            elif part.type != "comment" and not part.is_error:
                self._put(part, into, None, depth, stack)
        return top.entries[0][1] if top.entries else Node(Shape.SCALAR, top.span)

    def _put(self, syntax: SyntaxNode, into: Node, key: Node | None, depth: int, stack: list[tuple[SyntaxNode, Node, int]]) -> None:
        shape = {"array": Shape.LIST, "inline_table": Shape.MAP}.get(syntax.type)
        node = Node(shape, self._span(syntax)) if shape is not None else self._scalar(syntax)
        into.entries.append((key, node))
        if shape is not None:
            stack.extend((child, node, depth + 1) for child in reversed(syntax.named_children))

    def _scalar(self, syntax: SyntaxNode) -> Node:
        raw = self.text.slice(syntax.start_byte, syntax.end_byte)
        if syntax.type not in ("string", "quoted_key"):
            return Node(Shape.SCALAR, self._span(syntax), raw)
        mark = raw[:3] if raw[:3] in ('"""', "'''") else raw[:1]
        return Node(Shape.SCALAR, self._span(syntax), _unquoted(raw, mark), mark)

    def _span(self, syntax: SyntaxNode) -> Span:
        return (*self.text.point(syntax.start_byte), *self.text.point(syntax.end_byte))


def _unquoted(raw: str, mark: str) -> str:
    if mark[0] == '"' and "\\" in raw:
        try:
            return str(tomllib.loads(f"value = {raw}")["value"])
        except tomllib.TOMLDecodeError:
            pass
    text = raw[len(mark) : -len(mark)]
    return text.removeprefix("\n") if len(mark) == 3 else text

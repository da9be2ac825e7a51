"""The walk over the statements of a TypeScript or JavaScript file: suites, compound statements, and what waits inside an expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ssot_check.languages.support.python_blocks import Flow
from ssot_check.languages.support.python_drafts import Draft, Where
from ssot_check.languages.support.python_leaves import leaves
from ssot_check.languages.support.python_lines import Line
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript_blocks import COMPOUND, parts_of
from ssot_check.languages.support.typescript_patterns import key_of
from ssot_check.languages.support.typescript_tokens import Reader
from ssot_check.model.unit import SYNTAX

if TYPE_CHECKING:
    from tree_sitter import Node

    Handler: TypeAlias = Callable[[Node, Where], None]

_DEEPEST: Final = 60  # nested suites and elements
_NOTHING: Final = frozenset(
    ("comment", "html_comment", "hash_bang_line", "empty_statement", ";", ",", "import_statement", "index_signature")
)


class Walk:
    """Reads suites into `lines`. `readers` says which kinds of statement are more than a line; subclasses add theirs."""

    def __init__(self, text: Text, grammar: str) -> None:
        self.text = text
        self.reader = Reader(text, grammar)
        self.flow = Flow()
        self.lines: list[Line] = []
        self.drafts: list[Draft] = []
        self.too_deep: list[int] = []
        self.readers: dict[str, Handler] = {
            **dict.fromkeys(COMPOUND, self.compound),
            "decorator": self.plain,
            "ERROR": self.broken,
        }

    def suite(self, nodes: Iterable[Node], where: Where) -> None:
        """Statements, members, entries or elements, one after the other."""
        if where.depth > _DEEPEST:
            self._flatten(list(nodes), where)
            return
        for node in nodes:
            if node.type not in _NOTHING:
                self.readers.get(node.type, self.simple)(node, where)

    def _flatten(self, nodes: list[Node], where: Where) -> None:
        """Suites nested beyond any reader's patience are one statement."""
        if nodes:
            line = self.reader.span(nodes[0], nodes[-1], where.depth, where.scope)
            self.too_deep.append(line.line)
            line.raw.extend(token for node in nodes for token in leaves(self.text, node, SYNTAX))
            self.lines.append(line)

    def broken(self, node: Node, where: Where) -> None:
        """What the grammar could not place: its whole statements, and the rest as one."""
        whole = [child for child in node.children if child.type.endswith(("_statement", "_declaration"))]
        loose = [child for child in node.children if child not in whole]
        if loose:
            self.one(loose, where)
        self.suite(whole, where.deeper(fallback=False))

    def one(self, nodes: Sequence[Node], where: Where) -> None:
        """One statement."""
        line = self.reader.span(nodes[0], nodes[-1], where.depth, where.scope)
        self.reader.read(nodes, line)
        self.add(line, where)

    def add(self, line: Line, where: Where) -> None:
        """The line, and then what waits inside it: bodies, classes, elements."""
        if line.raw:
            self.lines.append(line)
        waiting, self.reader.pending = self.reader.pending, []
        inner = Where(where.depth + 1, line.scope, where.owner, top=False)
        for node in waiting:
            self.suite(node.named_children if node.type == "statement_block" else (node,), inner)

    def simple(self, node: Node, where: Where) -> None:
        """A statement that runs."""
        self.flow.executable = self.flow.executable or where.top
        self.one((node,), where)

    def plain(self, node: Node, where: Where) -> None:
        """A statement as one line."""
        self.one((node,), where)

    def compound(self, node: Node, where: Where) -> None:
        """A header, its body, and the clauses that follow; `else if` chains are read in a loop."""
        self.flow.executable = self.flow.executable or where.top
        inner = Where(where.depth + 1, where.scope, where.owner, top=False)
        before: list[Node] = []
        stack = [node]
        while stack:
            current = stack.pop()
            header, bodies, clauses = parts_of(current)
            if current.type == "else_clause" and len(bodies) == 1 and bodies[0].type == "if_statement":
                before = header
                stack.append(bodies[0])
                continue
            if current.type == "for_in_statement" and current.child_by_field_name("kind") is not None:
                self.reader.bind(current.children_by_field_name("left"), where.scope)
            self.reader.bind(current.children_by_field_name("parameter"), where.scope)
            if header and not self._labelled(current, where):
                self.one([*before, *header], where)
            before = []
            self.suite(bodies, inner if header else where)
            stack.extend(clauses[::-1])

    def _labelled(self, node: Node, where: Where) -> bool:
        """`case "a":` of a switch: its label is a key, as in a table, and no text that may differ between copies."""
        value = node.child_by_field_name("value") if node.type == "switch_case" else None
        if value is None or value.type != "string":
            return False
        line = self.reader.span(node.children[0], value, where.depth, where.scope)
        line.raw.extend(((SYNTAX, "case"), self.reader.outside(key_of(value)), (SYNTAX, ":")))
        self.lines.append(line)
        return True

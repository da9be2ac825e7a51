"""The walk over the statements of a TypeScript or JavaScript file: suites, compound statements, and what waits inside an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.statements.drafts import Where
from ssot_check.languages.support.statements.runs import Flow
from ssot_check.languages.support.tree_walk import TreeWalk
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript.blocks import COMPOUND, parts_of
from ssot_check.languages.support.typescript.patterns import key_of
from ssot_check.languages.support.typescript.tokens import Reader
from ssot_check.model.unit import SYNTAX

if TYPE_CHECKING:
    from tree_sitter import Node

_NOTHING: Final = frozenset(
    ("comment", "html_comment", "hash_bang_line", "empty_statement", ";", ",", "import_statement", "index_signature")
)


class Walk(TreeWalk[Reader]):
    """Reads suites of statements, class members and elements."""

    nothing = _NOTHING
    block = "statement_block"

    def __init__(self, text: Text, grammar: str) -> None:
        super().__init__(text, Reader(text, grammar))
        self.flow = Flow()
        self.readers |= {**dict.fromkeys(COMPOUND, self.compound), "decorator": self.plain}

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

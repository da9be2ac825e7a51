"""From the nodes of a tree-sitter grammar to tokens: what readers of statements share, whatever the grammar.

Works with an explicit stack. What is a statement of its own (a body inside an expression) is not read but put into `pending`: the
caller reads it right after the statement that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.nodes import NodeReader
from ssot_check.languages.support.treesitter import Text, kinds
from ssot_check.model.unit import NUMBER, SYNTAX, TEXT, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

    Handler: TypeAlias = Callable[[Node, Line, list[Node]], None]
    Action: TypeAlias = Handler | Token | str

IDENTIFIER: Final = "identifier"
_DOT: Final[Token] = (SYNTAX, ".")
_DOTTED: Final = re.compile(r"[A-Za-z_$][\w$]*(?:\.#?[\w$]+)*")
_SPACE: Final = re.compile(r"\s+")
_LONGEST_DOTTED: Final = 200


def dotted(text: Text, node: Node) -> str:
    """`a.b.c` when an expression is that and nothing more, else ""."""
    if node.end_byte - node.start_byte > _LONGEST_DOTTED:
        return ""
    written = text.slice(node.start_byte, node.end_byte)
    if not _DOTTED.fullmatch(written):
        written = _SPACE.sub("", written)
    return written if _DOTTED.fullmatch(written) else ""


def fixed_tokens(grammar: str, exact_only: frozenset[str], identifiers: frozenset[str]) -> dict[int, Token | str]:
    """Keywords, operators and brackets: their name is their text; and the kinds that stand for an identifier."""
    fixed: dict[int, Token | str] = {
        kind: (TYPE if name in exact_only else SYNTAX, name) for kind, name, named in kinds(grammar) if not named
    }
    return fixed | {kind: IDENTIFIER for kind, name, named in kinds(grammar) if named and name in identifiers}


class TokenReader(NodeReader):
    """Reads the statements of one file. `handlers` say what to do with a named kind of node; the others are read through."""

    keyword_roots: frozenset[str] = frozenset()
    not_code: frozenset[str] = frozenset(("comment",))

    def __init__(self, text: Text, grammar: str, fixed: Mapping[int, Token | str], handlers: Mapping[str, Handler]) -> None:
        super().__init__(text)
        self.pending: list[Node] = []
        self._actions: dict[int, Action] = {**fixed}
        self._actions.update({kind: handlers[name] for kind, name, _ in kinds(grammar) if name in handlers})

    def read(self, nodes: Sequence[Node], line: Line) -> None:
        """Append the tokens of `nodes` to the line, in order."""
        stack = list(nodes)[::-1]
        append, pop, action_of = line.raw.append, stack.pop, self._actions.get
        latin, narrow = self._text.latin, self._text.ascii
        while stack:
            node = pop()
            action = action_of(node.kind_id)
            if action is IDENTIFIER:
                name = latin[node.start_byte : node.end_byte]
                append(name if narrow else self._text.wide(name))
            elif action.__class__ is tuple:
                append(action)
            elif action is not None:
                action(node, line, stack)  # type: ignore[operator]
            elif children := node.children:
                stack.extend(children[::-1])
            elif node.end_byte > node.start_byte:
                append((SYNTAX, self.name(node)))

    def _nothing(self, node: Node, line: Line, stack: list[Node]) -> None:
        """Comments and optional semicolons."""

    def _number(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((NUMBER, self.name(node)))

    def _string(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((TEXT, self.name(node)[1:-1]))

    def _shorthand(self, node: Node, line: Line, stack: list[Node]) -> None:
        """`{ a }` is `{ a: a }`."""
        name = self.name(node)
        line.raw.extend((self.outside(name), (SYNTAX, ":"), name))

    def _property(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append(self.outside(self.name(node)))

    def _type(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.extend(leaves(self._text, node, TYPE))

    def _chain(self, name: str, line: Line) -> None:
        root, *rest = name.split(".")
        line.raw.append((SYNTAX, root) if root in self.keyword_roots else root)
        for part in rest:
            line.raw.extend((_DOT, self.outside(part)))

    def _member(self, node: Node, line: Line, stack: list[Node]) -> None:
        if name := dotted(self._text, node):
            self._chain(name, line)
        else:
            stack.extend(node.children[::-1])

    def _container(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A comma before the closing bracket is layout."""
        children = [child for child in node.children if child.type not in self.not_code]
        if len(children) > 2 and children[-2].type == ",":
            del children[-2]
        stack.extend(children[::-1])

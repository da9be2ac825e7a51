"""What every reader of the nodes of one file needs: their text, a fresh line, and the token of a name that stands outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import NAME, Token

if TYPE_CHECKING:
    from tree_sitter import Node


class NodeReader:
    """Reads the nodes of one file."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._names: dict[str, Token] = {}

    def name(self, node: Node) -> str:
        """The text of a node."""
        return self._text.slice(node.start_byte, node.end_byte)

    def span(self, first: Node, last: Node, depth: int, scope: Scope) -> Line:
        """A fresh line that covers `first` to `last`."""
        return Line(self._text.line(first.start_byte), self._text.line(last.end_byte), depth, scope)

    def outside(self, name: str) -> Token:
        """The token of a property, an attribute, a key, a keyword or an imported name."""
        return self._names.get(name) or self._names.setdefault(name, (NAME, name))

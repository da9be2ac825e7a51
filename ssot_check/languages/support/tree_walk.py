"""The walk over the statements of a file that a tree-sitter grammar reads: suites, lines, units, and what waits inside an expression."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from ssot_check.languages.support.statements.drafts import Draft, Where
from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.tree_tokens import TokenReader
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import SYNTAX, Trait, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

    Handler: TypeAlias = Callable[[Node, Where], None]

_DEEPEST: Final = 60  # nested suites and elements
Reading = TypeVar("Reading", bound=TokenReader)


def is_free_of(value: Node, kinds: Collection[str]) -> bool:
    """True when no node of these kinds stands in `value`."""
    stack = [value]
    while stack:
        node = stack.pop()
        if node.type in kinds:
            return False
        stack.extend(node.named_children)
    return True


class TreeWalk(Generic[Reading]):
    """Reads suites into `lines`. `readers` says which kinds of statement are more than a line; subclasses add theirs.

    `nothing` are the kinds that are no statement, `whole` the endings of the kinds that were understood inside an ERROR node, `block`
    is the kind of a body whose children are statements.
    """

    nothing: frozenset[str] = frozenset(("comment",))
    whole: tuple[str, ...] = ("_statement", "_declaration")
    block = "block"

    def __init__(self, text: Text, reader: Reading) -> None:
        self.text = text
        self.reader = reader
        self.lines: list[Line] = []
        self.drafts: list[Draft] = []
        self.too_deep: list[int] = []
        self._open = 0
        self.readers: dict[str, Handler] = {"ERROR": self.broken}

    def suite(self, nodes: Iterable[Node], where: Where) -> None:
        """Statements, members, entries or elements, one after the other."""
        if where.depth > _DEEPEST or self._open > _DEEPEST:  # a bare block is a suite that goes no deeper
            self._flatten(list(nodes), where)
            return
        self._open += 1
        for node in nodes:
            if node.type not in self.nothing:
                self.readers.get(node.type, self.simple)(node, where)
        self._open -= 1

    def _flatten(self, nodes: list[Node], where: Where) -> None:
        """Suites nested beyond any reader's patience are one statement."""
        if nodes:
            line = self.reader.span(nodes[0], nodes[-1], where.depth, where.scope)
            self.too_deep.append(line.line)
            line.raw.extend(token for node in nodes for token in leaves(self.text, node, SYNTAX))
            self.lines.append(line)

    def broken(self, node: Node, where: Where) -> None:
        """What the grammar could not place: its whole statements, and the rest as one."""
        whole = [child for child in node.children if child.type.endswith(self.whole)]
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
            self.suite(self.body_of(node), inner)

    def body_of(self, node: Node) -> Iterable[Node]:
        """The statements of something that waited."""
        return node.named_children if node.type == self.block else (node,)

    def simple(self, node: Node, where: Where) -> None:
        """A statement that runs."""
        self.one((node,), where)

    def open(self, name: str, kind: UnitKind, where: Where, node: Node, place: Node) -> Draft:
        """A unit that starts with the next line."""
        draft = Draft(name, kind, where.scope_name, len(self.lines), where.depth)
        draft.start, draft.end = node.start_byte, node.end_byte
        draft.place = (place.start_byte, place.end_byte)
        if where.scope.function:
            draft.traits.add(Trait.NESTED)
        self.drafts.append(draft)
        return draft

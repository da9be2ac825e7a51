"""The tree every config format is read into: positioned nodes, with anchors and merge keys already resolved."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, TypeAlias

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location

MAX_DEPTH: Final = 200
"""Nesting beyond this is refused; the deepest real files (schemas of custom resources) stay below 60."""

MAX_EXPANSION: Final = 200_000
"""How many nodes the aliases of one file may add before it is refused as an alias bomb."""

Span: TypeAlias = tuple[int, int, int, int]
"""Line, column, end line, end column: from 1, in code points, the end exclusive."""


class RefusedError(Exception):
    """The file may be well-formed and is still not read: nested too deep, or an alias bomb. Caught by each format's `parse`."""

    def __init__(self, message: str, cause: str, line: int) -> None:
        super().__init__(message)
        self.message, self.cause, self.line = message, cause, line


def too_deep(line: int) -> RefusedError:
    """The refusal of a file whose nesting passes `MAX_DEPTH` at `line`."""
    return RefusedError(f"nested deeper than {MAX_DEPTH} levels", "no configuration is; this is data, or meant to harm", line)


class Shape(StrEnum):
    """What a node is."""

    MAP = "map"
    LIST = "list"
    SCALAR = "scalar"


@dataclass(slots=True)
class Node:
    """A mapping, a list or a scalar, and where it stands.

    `text` is a scalar's text with quotes and escapes taken off and no type guessed (`3.10` stays `3.10`); `style` is its
    quote mark or YAML's block mark (`|`, `>`), "" for a plain one. `entries` are (key, value), the key None in a list; a
    key that is written twice is there twice. `borrowed` tells that the content is written elsewhere (alias, merge key):
    then `span` is the place that refers to it and holds for everything below.
    """

    shape: Shape
    span: Span
    text: str = ""
    style: str = ""
    tag: str = ""
    entries: list[tuple[Node | None, Node]] = field(default_factory=list)
    borrowed: bool = False

    def get(self, *path: str) -> Node | None:
        """The value at a key path below this mapping (the last one of a repeated key), or None."""
        node: Node | None = self
        for name in path:
            if node is None or node.shape is not Shape.MAP:
                return None
            node = next((value for key, value in reversed(node.entries) if key is not None and key.text == name), None)
        return node

    def value(self, *path: str) -> str:
        """Text of the scalar at a key path, or ""."""
        node = self.get(*path)
        return node.text if node is not None and node.shape is Shape.SCALAR else ""

    def listed(self, *path: str) -> list[Node]:
        """Items of the list at a key path; empty where there is none."""
        node = self.get(*path)
        return node.items if node is not None else []

    def mapped(self, *path: str) -> list[tuple[Node, Node]]:
        """Entries of the mapping at a key path; empty where there is none."""
        node = self.get(*path)
        return node.pairs if node is not None else []

    @property
    def pairs(self) -> list[tuple[Node, Node]]:
        """Entries of a mapping; empty for anything else."""
        if self.shape is not Shape.MAP:
            return []
        return [(key, value) for key, value in self.entries if key is not None]

    @property
    def items(self) -> list[Node]:
        """Items of a list; empty for anything else."""
        return [value for _key, value in self.entries] if self.shape is Shape.LIST else []

    @property
    def head(self) -> Span:
        """Place of the first entry of a mapping: what a reader takes for the head of a list item."""
        if self.borrowed or not self.pairs:
            return self.span
        key, value = self.pairs[0]
        return (*key.span[:2], *(value.span[2:] if value.span[2] == key.span[2] else key.span[2:]))

    @property
    def keys(self) -> frozenset[str]:
        """Key texts of a mapping."""
        return frozenset(key.text for key, _value in self.pairs)

    @property
    def texts(self) -> list[Node]:
        """The scalar itself, or the scalar items of a list: for fields that take one or many."""
        return [self] if self.shape is Shape.SCALAR else [item for item in self.items if item.shape is Shape.SCALAR]


def place(path: str, span: Span) -> Location:
    """A span as a Location of the file at `path`."""
    return Location(path, *span)


def cover(first: Span, last: Span) -> Span:
    """The span from the start of `first` to the end of `last`."""
    return (first[0], first[1], *max(first[2:], last[2:]))


def item_names(node: Node) -> list[str]:
    """Names of a list's items for key paths: `name` or `id` where every item has one and all differ, else the index."""
    items = node.items
    for key in ("name", "id"):
        names = [item.value(key) for item in items]
        if all(names) and len(set(names)) == len(names):
            return names
    return [str(index) for index in range(len(items))]


def empties(root: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Key path and node of every mapping and list below keys that holds nothing: no scalar tells that it is there."""
    stack: list[tuple[tuple[str, ...], Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        if path and node.shape is not Shape.SCALAR and not node.entries:
            yield path, node
        stack.extend(((*path, key.text), value) for key, value in reversed(node.pairs))


def scalars(root: Node, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node, Span]]:
    """Every scalar below `root`, in the order written: key path, node, and the place that says so."""
    stack: list[tuple[tuple[str, ...], Node, Span | None]] = [(prefix, root, None)]
    while stack:
        path, node, lent = stack.pop()
        if lent is None and node.borrowed:
            lent = node.span
        if node.shape is Shape.SCALAR:
            yield path, node, lent or node.span
        elif node.shape is Shape.LIST:
            below = zip(item_names(node), node.items, strict=True)
            stack.extend(((*path, name), item, lent) for name, item in reversed(list(below)))
        else:
            stack.extend(((*path, key.text), value, lent) for key, value in reversed(node.pairs))

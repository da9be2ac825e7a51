"""Config blocks as units: a block's entries in an order that does not depend on how the file was laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.tree import Node, Shape, Span, cover, place
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.unit import SYNTAX, TYPE, Fingerprinter, Statement, Token, Trait, Unit, UnitKind

MIN_BLOCK_TOKENS: Final = 10
"""Smaller blocks (one `uses:` line) say nothing; the registry's `min_tokens` is never set this low."""

MAX_BLOCK_ENTRIES: Final = 2_000
"""A block with more entries is data, not configuration: it stays in the settings and is not compared."""

Path: TypeAlias = tuple[str, ...]


class Leaf(NamedTuple):
    """One entry of a block: key path within the block, tokens of the value, and its real lines."""

    path: Path
    tokens: tuple[Token, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the values of a kind of file are read.

    `value` gives the tokens of one scalar; `unordered` are the keys of lists whose order has no meaning;
    `scripts` are the keys whose text is a script, one statement a line.
    """

    value: Callable[[Path, str], tuple[Token, ...]]
    unordered: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a config file that can be owned or be a copy.

    `signature` is the place of its key; `leaves` replaces the plain reading of `node` where a kind has several spellings for one thing;
    `reuse` is how another file can take the block ("" where the format has no such form); `calls` are the blocks that this one
    takes, as "path.without.ending.name"; `delegate` says that it does nothing but hand arguments to something that stands elsewhere;
    `about` is what a call of something that stands elsewhere is to work on.
    """

    name: str
    node: Node
    signature: Span
    reading: Reading
    scope: str = ""
    leaves: tuple[Leaf, ...] | None = None
    reuse: str = ""
    calls: tuple[str, ...] = ()
    delegate: bool = False
    about: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What a kind of file yields: blocks, names others can use (with their places), references."""

    blocks: list[Block] = field(default_factory=list)
    definitions: list[tuple[str, Span]] = field(default_factory=list)
    references: list[tuple[ReferenceKind, str, Span]] = field(default_factory=list)

    def define(self, key: Node) -> None:
        """Remember a key that other files can name."""
        self.definitions.append((key.text, key.span))

    def refer(self, kind: ReferenceKind, name: str, span: Span) -> None:
        """Remember a reference, unless it names nothing."""
        if name:
            self.references.append((kind, name, span))


def _generic_value(path: Path, text: str) -> tuple[Token, ...]:
    secret = bool(path) and config_values.is_secret(path[-1])
    return (config_values.concealed(text) if secret else config_values.meant(text),)


GENERIC: Final = Reading(value=_generic_value)
"""A mapping nobody knows the meaning of: every value counts, or any two environments' settings would be copies."""

CONCEALED: Final = Reading(value=lambda _path, text: (config_values.concealed(text),))
"""Variables of an environment: every value counts and none is ever shown."""


def flatten(node: Node, reading: Reading, path: Path = (), lent: Span | None = None) -> list[Leaf]:
    """Every scalar below `node` as a leaf; mappings by key, unordered lists by content, the rest as written.

    Depth is bounded by the reader of the file (`MAX_DEPTH`).
    """
    if lent is None and node.borrowed:
        lent = node.span
    if node.shape is Shape.SCALAR:
        return _scalar(node, reading, path, lent)
    if not node.entries:
        return [Leaf(path, ((SYNTAX, "{}" if node.shape is Shape.MAP else "[]"),), *_lines(lent or node.span))]
    if node.shape is Shape.MAP:
        pairs = sorted(node.pairs, key=lambda pair: pair[0].text)
        return [leaf for key, value in pairs for leaf in flatten(value, reading, (*path, key.text), lent)]
    parts = [flatten(item, reading, path, lent) for item in node.items]
    if path and path[-1] in reading.unordered:
        parts.sort(key=lambda part: [(leaf.path, leaf.tokens) for leaf in part])
    return [leaf for part in parts for leaf in part]


def _scalar(node: Node, reading: Reading, path: Path, lent: Span | None) -> list[Leaf]:
    line, end_line = _lines(lent or node.span)
    if not path or path[-1] not in reading.scripts or "\n" not in node.text.strip():
        return [Leaf(path, reading.value(path, node.text), line, end_line)]
    # A literal block begins on the line below its `|`; folded text has no lines of its own left.
    first = line + 1 if node.style in ("|", ">") else line
    found = []
    for offset, text in enumerate(node.text.split("\n")):
        if text.strip() and not text.lstrip().startswith("#"):
            here = line if lent else min(first + offset, end_line)
            found.append(Leaf(path, config_values.words(text), here, here))
    return found


def _lines(span: Span) -> tuple[int, int]:
    return span[0], span[2]


def count_leaves(node: Node, limit: int, *, own: bool = False) -> int:
    """Number of scalars below `node`, counting on only until `limit` is passed; `own` leaves out what is written at an anchor."""
    count, stack = 0, [node]
    while stack and count <= limit:
        part = stack.pop()
        if own and part.borrowed:
            continue
        if part.shape is Shape.SCALAR:
            count += 1
        stack.extend(value for _key, value in part.entries)
    return count


def statements(leaves: Iterable[Leaf]) -> list[Statement]:
    """One statement per leaf. All lie at depth 0: nesting is in the key path."""
    return [Statement(leaf.line, leaf.end_line, 0, config_values.entry(leaf.path, leaf.tokens)) for leaf in leaves]


def units(path: str, blocks: Iterable[Block], fingerprint: Fingerprinter) -> tuple[Unit, ...]:
    """The blocks as units, in file order; the tiny and the huge ones are left out, and aliases of blocks of the file."""
    found, blocks = [], list(blocks)
    written = {id(block.node.entries) for block in blocks if not block.node.borrowed}
    for block in blocks:
        if block.node.borrowed and id(block.node.entries) in written:  # an alias repeats nothing
            continue
        if count_leaves(block.node, MAX_BLOCK_ENTRIES) > MAX_BLOCK_ENTRIES:
            continue
        rows = statements(flatten(block.node, block.reading) if block.leaves is None else block.leaves)
        if sum(kind != TYPE for row in rows for kind, _text in row.tokens) < MIN_BLOCK_TOKENS:
            continue
        span = block.signature if block.node.borrowed else cover(block.signature, block.node.span)
        found.append(
            Unit(
                name=block.name,
                kind=UnitKind.CONFIG,
                location=place(path, span),
                signature=place(path, block.signature),
                fingerprint=fingerprint(rows),
                scope=block.scope,
                reuse=block.reuse,
                calls=block.calls,
                bases=block.about,
                traits=frozenset((Trait.DELEGATE,)) if block.delegate else frozenset(),
            )
        )
    return tuple(sorted(found, key=lambda unit: (unit.location, unit.qualified_name)))

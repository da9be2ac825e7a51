"""The door to tree-sitter: one parser per grammar, and what every language needs to turn bytes into places.

tree-sitter counts bytes and knows only the line feed as line end; a `Location` counts code points. `Text` translates.
Nodes live no longer than the call that made them: only values leave a language.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.forms import Form, exchanged, forms_of
from ssot_check.model.location import Location

if TYPE_CHECKING:
    from types import ModuleType

    from tree_sitter import Node, Parser

_CONTINUATION = re.compile(rb"[\x80-\xbf]")
_LINE_END = re.compile(rb"\n")
_EXCERPT_WIDTH = 160
_STEPWISE: Final = 300_000
"""Bytes of a text that is read again for each form."""


_SHARED_WHEELS: Final = {"tsx": "typescript"}
"""Grammars that lie in another grammar's wheel; every grammar of such a wheel has an entry function of its own name."""


@cache
def parser(grammar: str) -> Parser:
    """The parser of the wheel `tree_sitter_<grammar>`, or of the wheel that holds several; made once per process.

    Raises ImportError when the grammar is not installed.
    """
    from tree_sitter import Language, Parser

    wheel = _SHARED_WHEELS.get(grammar, grammar)
    entry = f"language_{grammar}" if wheel in _SHARED_WHEELS.values() else "language"
    return Parser(Language(getattr(_wheel(f"tree_sitter_{wheel}"), entry)()))


def _wheel(name: str) -> ModuleType:
    """The compiled part of a wheel, by itself: the package around it loads `importlib.resources` for queries that nobody here asks for.

    The package where there is no such part. Raises ImportError.
    """
    package, inner = find_spec(name), f"{name}._binding"
    found = PathFinder.find_spec(inner, package.submodule_search_locations) if package is not None else None
    if found is None or found.loader is None:
        return import_module(name)
    if inner not in sys.modules:
        sys.modules[inner] = module_from_spec(found)
        found.loader.exec_module(sys.modules[inner])
    return sys.modules[inner]


@cache
def kinds(grammar: str) -> tuple[tuple[int, str, bool], ...]:
    """Every visible kind of node: its number, its name, and whether it is named.

    The text of a kind that is not named is its name: keywords, operators, brackets. One name may have several numbers.
    """
    language = parser(grammar).language
    if language is None:
        return ()
    found = (
        (kind, language.node_kind_for_id(kind) or "") for kind in range(language.node_kind_count) if language.node_kind_is_visible(kind)
    )
    return tuple((kind, name, language.node_kind_is_named(kind)) for kind, name in found)


class Text:
    r"""The text of one file as bytes, with lines and columns.

    `data` is UTF-8 with `\n` line ends (lone carriage returns count as line ends, as in Python). `latin` holds one
    character per byte, so that a slice by byte offsets is a string slice and, for ASCII files, already the answer.
    """

    __slots__ = ("_inside", "_starts", "ascii", "data", "latin")

    def __init__(self, text: str) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.data = text.encode("utf-8", "surrogatepass")
        self.ascii = text.isascii()
        self.latin = text if self.ascii else self.data.decode("latin-1")
        self._starts = [0, *[match.end() for match in _LINE_END.finditer(self.data)]]
        self._inside: list[int] | None = None

    def tree(self, grammar: str) -> Node:
        """The root of the syntax tree; it has ERROR and MISSING nodes where the grammar did not fit."""
        read = parser(grammar).parse
        return _with_forms(self.data, forms_of(_SHARED_WHEELS.get(grammar, grammar)), lambda data: read(data).root_node)

    def slice(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        latin = self.latin[start:end]
        return latin if self.ascii else self.wide(latin)

    def wide(self, latin: str) -> str:
        """A slice of `latin` as the text it stands for."""
        return latin if self.ascii or latin.isascii() else latin.encode("latin-1").decode("utf-8", "replace")

    @property
    def _continuations(self) -> list[int]:
        """Offsets of the bytes that continue a character: columns of a very long line stay cheap."""
        if self._inside is None:
            self._inside = [match.start() for match in _CONTINUATION.finditer(self.data)]
        return self._inside

    @property
    def line_count(self) -> int:
        """Number of lines; a line feed at the very end starts no further line."""
        return len(self._starts) - (self.data.endswith(b"\n") or not self.data)

    def line(self, offset: int) -> int:
        """Line of a byte offset, from 1."""
        return bisect_right(self._starts, offset)

    def point(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset, both from 1, the column in code points."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self.ascii:
            return line, offset - start + 1
        inside = bisect_right(self._continuations, offset - 1) - bisect_right(self._continuations, start - 1)
        return line, offset - start - inside + 1

    def location(self, path: str, start: int, end: int) -> Location:
        """The span between two byte offsets of the file `path`."""
        return Location(path, *self.point(start), *self.point(end))

    def line_text(self, line: int) -> str:
        """One line as written, without its end; "" beyond the last one."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        end = self.data.find(b"\n", start)
        return self.slice(start, len(self.data) if end < 0 else end)

    def excerpt(self, line: int) -> tuple[tuple[int, str], ...]:
        """The line and the one before it, shortened, for a message."""
        numbers = [number for number in (line - 1, line) if number >= 1]
        return tuple((number, self.line_text(number)[:_EXCERPT_WIDTH]) for number in numbers)


def errors(root: Node) -> Iterator[Node]:
    """Where the grammar did not fit, in document order: ERROR and MISSING nodes, nothing below an ERROR node.

    A token that the grammar hides (a line end) can be missing, too: then it is the innermost node around it.
    """
    stack = [root] if root.has_error else []
    while stack:
        node = stack.pop()
        inner = [] if node.is_error or node.is_missing else [child for child in node.children if child.has_error or child.is_missing]
        if inner:
            stack.extend(inner[::-1])
        else:
            yield node


def _with_forms(data: bytes, forms: Sequence[Form], read: Callable[[bytes], Node]) -> Node:
    """The tree; where that has errors, that of the text with those of the forms exchanged by which less of it is lost.

    One form may harm where another helps, so each is asked for by itself where all of them together leave anything.
    """
    root = read(data)
    if root.has_error and not data.endswith(b"\n"):  # a grammar may ask for the line feed at the very end, as that of Go does
        ended = data + b"\n"
        data, root = min(((data, root), (ended, read(ended))), key=lambda read_so: _lost(read_so[1]))
    told = exchanged(data, forms) if root.has_error else data
    if told == data:
        return root
    other = read(told)
    plain, found = (_lost(root), data, root), (_lost(other), told, other)
    kept = plain
    for form in forms if found[0] and len(data) <= _STEPWISE else ():
        changed = exchanged(kept[1], (form,))
        if changed != kept[1]:
            tree = read(changed)
            kept = min((_lost(tree), changed, tree), kept, key=itemgetter(0))
    return min(plain, kept, found, key=itemgetter(0))[2]


def _lost(root: Node) -> int:
    """Bytes where the grammar did not fit; one for what it missed."""
    return sum(max(1, node.end_byte - node.start_byte) for node in errors(root))


def deeper_than(root: Node, limit: int) -> bool:
    """True when the tree has more than `limit` levels: too deep for a reader that recurses."""
    cursor = root.walk()
    depth = 0
    while depth <= limit:
        if cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1
    return True


def text_of(node: Node | None) -> str:
    """The text of a node; "" for none."""
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def is_field(parent: Node, field: str, node: Node) -> bool:
    """True when `node` stands in that field of its parent."""
    child = parent.child_by_field_name(field)
    return child is not None and child.id == node.id


def walk(root: Node) -> Iterator[Node]:
    """The node and everything below it, in no order that matters."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.children)


def above(node: Node, kinds: Set[str]) -> Node | None:
    """The node itself, or the innermost one around it, that is of one of these kinds."""
    found: Node | None = node
    while found is not None and found.type not in kinds:
        found = found.parent
    return found


def node_at(source: Text, root: Node, place: Location) -> Node | None:
    """The smallest node below `root`, the tree of `source`, that spans `place`; None where the text has no such place."""
    if not 0 < place.line <= place.end_line <= source.line_count + 1:
        return None
    ends = ((place.line, place.column), (place.end_line, place.end_column))
    start, end = ((line - 1, len(source.line_text(line)[: column - 1].encode("utf-8", "surrogatepass"))) for line, column in ends)
    return root.descendant_for_point_range(start, end)

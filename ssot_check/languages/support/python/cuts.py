"""Edits that take a definition out of a Python file: its lines, the import that takes its place, and imports that nobody reads then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.line_cuts import cut, lines_of, with_blanks
from ssot_check.languages.support.python.bindings import IMPORTS, dotted_text
from ssot_check.languages.support.python.joined import joined
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.treesitter import Text, walk
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location
from ssot_check.model.replacement import EVERYTHING

if TYPE_CHECKING:
    from tree_sitter import Node

_FUTURE: Final = "future_import_statement"
_PACKAGE: Final = "__init__.py"


class Cuts:
    """Knows one file. Lines count from 1."""

    def __init__(self, text: Text, path: str, root: Node, bindings: Bindings) -> None:
        self._text = text
        self._path = path
        self._root = root
        self._bindings = bindings
        self._lines = lines_of(text)

    def edits(self, definition: Node, first: int, line: str, taken: AbstractSet[str]) -> tuple[Edit, ...]:
        """Without `definition`, whose comments begin on line `first`, and with the import `line`; () where it shares its lines.

        `taken` are names that others import from this file: their imports stay.
        """
        start, end = definition.start_point[0] + 1, definition.end_point[0] + 1
        behind = self._lines[end].encode("utf-8", "surrogatepass")[definition.end_point[1] :].strip()
        if definition.start_point[1] or (behind and not behind.startswith(b"#")):
            return ()
        removed = with_blanks(self._lines, min(first, start), end)
        gone, parts = set(removed), []
        for statement, names, idle in self._idle(definition, removed, taken):
            if len(idle) == len(names):
                gone |= _rows(statement)
            else:
                parts += list(self._without(statement, names, idle))
        above = [child for child in self._root.children if child.end_byte <= definition.start_byte]
        touched = gone | {edit.location.line for edit in parts}
        put = joined(self._path, self._text, above, line, touched)
        row, text = self.place(definition, line, gone)
        gone = self._squeezed(gone, 0 if put else row)
        return (
            put or Edit(Location(self._path, row, 1, row, 1), text),
            *(cut(self._path, self._text, self._lines, *run) for run in _runs(gone)),
            *parts,
        )

    def place(self, definition: Node, line: str, gone: AbstractSet[int]) -> tuple[int, str]:
        """Line number and text of the new import: below the last import in front of the first definition, else below the file's head."""
        before = [child for child in self._root.children if child.end_byte <= definition.start_byte]
        stop = next((index for index, child in enumerate(before) if child.type.endswith("_definition")), len(before))
        imports = [child for child in before[:stop] if child.type in IMPORTS]
        left = [child for child in imports if not _rows(child) <= gone]
        if left:
            return self._below(left[-1]), f"{line}\n"
        if imports:
            return imports[0].start_point[0] + 1, f"{line}\n"
        head = [self._below(child) for child in before if self._is_head(child)]
        return (head[-1], f"\n{line}\n") if head else (1, f"{line}\n\n\n")

    def _below(self, node: Node) -> int:
        """Number of the first line below a statement, and below another one that begins on its last line and goes on: behind a `;`."""
        return max(child.end_point[0] for child in self._root.children if child.start_point[0] <= node.end_point[0]) + 2

    def _is_head(self, node: Node) -> bool:
        """`#!` and coding lines, the documentation of the module, imports from the future."""
        if node.type == "comment":
            return node.start_point[0] < 2 and dotted_text(node).startswith(("#!", "#-*-"))
        first = next(child for child in self._root.children if child.type != "comment")
        docstring = node.type == "expression_statement" and node.child_count > 0 and node.children[0].type == "string"
        return node.type == _FUTURE or (docstring and node == first)

    def _idle(self, definition: Node, removed: range, taken: AbstractSet[str]) -> Iterator[tuple[Node, list[Node], list[Node]]]:
        """(statement, its names, those that stand nowhere but in the definition: in no string and no comment either)."""
        if self._path.endswith(_PACKAGE) or EVERYTHING in taken:
            return
        read = {dotted_text(node) for node in walk(definition) if node.type == "identifier"} - taken
        for statement in self._root.children:
            if statement.type in IMPORTS and self._is_simple(statement):
                names = statement.children_by_field_name("name")
                rest = [row for row in range(1, len(self._lines)) if row not in removed and row not in _rows(statement)]
                idle = [name for name in names if self._is_idle(name, read, rest)]
                if idle:
                    yield statement, names, idle

    def _is_simple(self, statement: Node) -> bool:
        """True for a statement without comments that has its lines for itself."""
        lines = "\n".join(self._lines[row] for row in sorted(_rows(statement)))
        return "#" not in lines and ";" not in lines and not statement.start_point[1]

    def _is_idle(self, name: Node, read: AbstractSet[str], rest: Iterable[int]) -> bool:
        alias = name.child_by_field_name("alias")
        bound = dotted_text(alias) if alias is not None else dotted_text(name).partition(".")[0]
        word = re.compile(rf"(?<!\w){re.escape(bound)}(?!\w)")
        return bound in read and not any(word.search(self._lines[row]) for row in rest)

    def _without(self, statement: Node, names: list[Node], idle: list[Node]) -> Iterator[Edit]:
        """The statement without these names, where all stand on one line or each on its own."""
        if len(_rows(statement)) == 1:
            kept = ", ".join(self._text.slice(name.start_byte, name.end_byte) for name in names if name not in idle)
            yield Edit(self._text.location(self._path, names[0].start_byte, names[-1].end_byte), kept)
            return
        for name in idle:
            row = name.start_point[0] + 1
            if self._lines[row].strip().rstrip(",") == self._text.slice(name.start_byte, name.end_byte):
                yield Edit(Location(self._path, row, 1, row + 1, 1), "")

    def _squeezed(self, gone: set[int], row: int) -> set[int]:
        """With the blank lines that would stand below other blank lines; what is inserted at `row` stands between them."""
        found = set(gone)
        for first, last in _runs(gone):
            above, below = first - 1, last + 1
            while (
                row not in (first, last + 1)
                and above > 0
                and below < len(self._lines)
                and not (self._lines[above] + self._lines[below]).strip()
            ):
                found.add(below)
                above, below = above - 1, below + 1
        return found


def _rows(node: Node) -> AbstractSet[int]:
    """The lines that a node touches."""
    return frozenset(range(node.start_point[0] + 1, node.end_point[0] + 2))


def _runs(rows: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each stretch."""
    ordered = sorted(rows)
    first = 0
    for index, row in enumerate(ordered):
        if index + 1 == len(ordered) or ordered[index + 1] != row + 1:
            yield ordered[first], row
            first = index + 1

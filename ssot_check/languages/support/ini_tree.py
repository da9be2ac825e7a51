"""`setup.cfg` and `tox.ini` as a tree: sections, their keys, and the lines of a value as a list where it has several.

The format is what `configparser` of the standard library reads, with interpolation off and a repeated section or key kept.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.config.tree import Node, RefusedError, Shape, Span, cover

COMMENTS: Final = ("#", ";")
"""A line that begins with one of them is a comment; behind a value they are part of it."""

MAX_LINE: Final = 4_000
"""The patterns of `configparser` take time with the square of a line's length; the longest real lines stay below 1,000."""


class _Reader(configparser.RawConfigParser):
    """Puts the number of its line before every key: so no place is lost, and no key replaces another."""

    def __init__(self) -> None:
        super().__init__(strict=False, default_section="", interpolation=None, comment_prefixes=COMMENTS)
        self._line = 0

    def optionxform(self, optionstr: str) -> str:
        return f"{self._line}:{optionstr}"

    def counted(self, lines: Sequence[str]) -> Iterator[str]:
        """A comment within a value becomes an empty line of it: the parser drops it, and later lines would move up."""
        for number, line in enumerate(lines, start=1):
            self._line = number
            yield "" if line.lstrip().startswith(COMMENTS) else line


def ini_tree(text: str) -> tuple[Node, tuple[int, ...]]:
    """The file as a mapping of mappings, and the numbers of lines that cannot be read; the others are.

    Text above the first section is refused, and so is a line longer than `MAX_LINE`.
    """
    root = Node(Shape.MAP, (1, 1, 1, 1))
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise RefusedError(f"a line of {len(line)} characters", "no configuration has one; this is data, or meant to harm", number)
    reader = _Reader()
    wrong: tuple[int, ...] = ()
    try:
        reader.read_file(reader.counted(lines))
    except configparser.MissingSectionHeaderError as error:
        raise RefusedError("this line is in no section", "expected `[section]` above it", error.lineno) from None
    except configparser.ParsingError as error:
        wrong = tuple(number for number, _ in error.errors)
    shown = text.split("\n")
    for name in reader.sections():
        entries = [_entry(shown, key, value) for key, value in reader.items(name, raw=True)]
        if entries:
            root.entries.append(_section(shown, name, entries))
    if root.entries:
        root.span = cover(root.pairs[0][0].span, root.pairs[-1][1].span)
    return root, wrong


def _section(lines: Sequence[str], name: str, entries: list[tuple[Node, Node]]) -> tuple[Node, Node]:
    """A section that is written twice is one, and stands where it is written first."""
    first = entries[0][0].span[0]
    head = next((row for row in range(first - 1, 0, -1) if lines[row - 1].lstrip("\ufeff").lstrip().startswith(f"[{name}]")), first)
    below = Node(Shape.MAP, cover(entries[0][0].span, entries[-1][1].span), entries=[*entries])
    return Node(Shape.SCALAR, _written(lines, head, f"[{name}]", lines[head - 1].find("[")), name), below


def _entry(lines: Sequence[str], numbered: str, value: str) -> tuple[Node, Node]:
    number, _, key = numbered.partition(":")
    first = int(number)
    name = Node(Shape.SCALAR, _written(lines, first, key, max(lines[first - 1].find(key), 0)), key)
    if "\n" not in value:
        return name, _row(lines, first, value)
    rows = [_row(lines, first + index, text) for index, text in enumerate(value.split("\n")) if text]
    return name, Node(Shape.LIST, cover(rows[0].span, rows[-1].span), entries=[(None, row) for row in rows])


def _row(lines: Sequence[str], number: int, text: str) -> Node:
    """One line of a value: what the line ends with."""
    return Node(Shape.SCALAR, _written(lines, number, text, max(len(lines[number - 1].rstrip()) - len(text), 0)), text)


def _written(lines: Sequence[str], number: int, text: str, start: int) -> Span:
    return number, start + 1, number, min(start + len(text), len(lines[number - 1])) + 1

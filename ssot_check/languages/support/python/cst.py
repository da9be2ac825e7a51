"""The door to libcst, the exact reader: it opens the two fragments of a match, and whole files where names must be resolved.

Imported only when a Python fragment is about to be reported. libcst's native parser recurses, so text whose syntax tree is deeper
than `_DEEPEST` is refused before it gets there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider, QualifiedNameProvider, QualifiedNameSource

from ssot_check.languages.support.python.shape import Item, decorators, items, own_names, statement_count
from ssot_check.languages.support.treesitter import Text, deeper_than, errors
from ssot_check.model.dataclass import dataclass

_DEEPEST: Final = 250
_MOST_ELIFS: Final = 500  # each one nests in the one before
_MOST_UNPLACED: Final = 300  # tokens of broken text may be ten thousand open brackets side by side
_LARGEST: Final = 400_000  # characters of a file whose names are worth resolving: scopes cost 0.4 s per 1000 lines
_PLACE: Final = re.compile(r"error at (\d+):")


class CannotReadError(Exception):
    """libcst does not read the text; the message says where."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Fragment:
    """One fragment, opened. `own` are the names bound inside it, `statements` counts simple statements."""

    items: tuple[Item, ...]
    own: frozenset[str]
    decorators: frozenset[str]
    statements: int


def parse(text: str) -> cst.Module:
    """The tree of a text; CannotReadError with the line where it is no Python or nested too deeply."""
    root = Text(text).tree("python")
    unplaced = sum(node.child_count for node in errors(root))
    if unplaced > _MOST_UNPLACED or text.count("elif") > _MOST_ELIFS or deeper_than(root, _DEEPEST):
        raise CannotReadError("nested too deeply")
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        place = _PLACE.search(str(error))
        raise CannotReadError("no Python that libcst reads", int(place[1]) if place else error.raw_line) from error
    except (UnicodeError, ValueError) as error:
        raise CannotReadError("no text that libcst reads") from error


def open_fragment(lines: str, *, indented: bool, script: bool) -> Fragment:
    """Open full lines of a file as one fragment. `script` counts names bound at the top as the fragment's own."""
    try:
        return _open(lines, indented=indented, script=script)
    except RecursionError as error:
        raise CannotReadError("nested too deeply") from error


def _open(lines: str, *, indented: bool, script: bool) -> Fragment:
    module = parse(f"if 1:\n{lines}" if indented else lines)
    body: list[cst.CSTNode] = list(module.body)
    if indented:
        outer = module.body[0]
        if not isinstance(outer, cst.If) or len(module.body) != 1:
            raise CannotReadError("not one block")
        body = list(outer.body.body)
    return Fragment(
        items=tuple(items(body)),
        own=own_names(body, inside=script),
        decorators=frozenset(decorators(body)),
        statements=statement_count(body),
    )


class Names:
    """Names of one file, resolved through its imports and scopes."""

    def __init__(self, text: str) -> None:
        wrapper = MetadataWrapper(parse(text), unsafe_skip_copy=True)
        positions = wrapper.resolve(PositionProvider)
        self._found: list[tuple[int, bool, str, str]] = []
        for node, value in wrapper.resolve(QualifiedNameProvider).items():
            if isinstance(node, (cst.Name, cst.Call)) and node in positions:
                spelled = node.value if isinstance(node, cst.Name) else ""
                names = value() if callable(value) else value
                line = positions[node].start.line
                self._found.extend((line, not spelled, spelled, name.name) for name in names if name.source is QualifiedNameSource.IMPORT)

    def calls(self, first: int, last: int) -> frozenset[str]:
        """Imported functions called on these lines; relative imports keep their leading dots."""
        return frozenset(name for line, call, _, name in self._found if call and first <= line <= last)

    def imported(self, first: int, last: int) -> dict[str, str]:
        """Imported names used on these lines, and where they come from."""
        return {spelled: name for line, call, spelled, name in sorted(self._found) if not call and first <= line <= last}


@lru_cache(maxsize=8)
def names_of(text: str) -> Names:
    """The resolved names of a file; CannotReadError when it is too large or cannot be read. Several matches share a file."""
    if len(text) > _LARGEST:
        raise CannotReadError("too large to resolve its names")
    try:
        return Names(text)
    except RecursionError as error:
        raise CannotReadError("nested too deeply") from error

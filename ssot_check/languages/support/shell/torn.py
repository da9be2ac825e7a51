"""A shell function that the grammar stumbles over takes along every function that follows. Its body is blanked, the rest is read.

A function is known here by its looks: a header at the left margin with nothing behind its brace, and a closing brace at the margin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode

Span = tuple[int, int]
_MOST: Final = 12
_HEADER: Final = re.compile(
    rb"^(?:function[ \t]+[\w:.-]+[ \t]*(?:\([ \t]*\))?|[\w:.-]+[ \t]*\([ \t]*\))\s*\{[ \t]*(?:#[^\n]*)?\n", re.MULTILINE
)
_END: Final = re.compile(rb"^\}", re.MULTILINE)


def set_apart(data: bytes, root: SyntaxNode, parse: Callable[[bytes], SyntaxNode]) -> tuple[SyntaxNode, Sequence[Span]]:
    """The tree of a text that has errors, and the bodies (start and end in bytes) that were blanked for it.

    A body is blanked where it cannot be read by itself either, and more functions are found without it.
    """
    blanked: list[Span] = []
    count = _functions(root)
    torn = [(start, end) for first, start, end in _bodies(data) if parse(data[first : end + 1]).has_error]
    for start, end in torn[:_MOST]:
        without = data[:start] + re.sub(rb"[^\n]", b" ", data[start:end]) + data[end:]
        tree = parse(without)
        if _functions(tree) > count:
            data, root, count = without, tree, _functions(tree)
            blanked.append((start, end))
    return root, blanked


def _bodies(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each function begins, and where its body begins and ends."""
    ends = [found.start() for found in _END.finditer(data)]
    last = 0
    for header in _HEADER.finditer(data):
        place = bisect_left(ends, header.end())
        if header.start() >= last and place < len(ends):
            last = ends[place]
            yield header.start(), header.end(), last


def _functions(root: SyntaxNode) -> int:
    """Functions at the top of a tree, those in an error included."""
    inner = [child for node in root.children if node.type == "ERROR" for child in node.children]
    return sum(node.type == "function_definition" for node in (*root.children, *inner))

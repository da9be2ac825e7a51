"""Functions of real shell code, and text patches on their syntax trees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import tree_sitter
import tree_sitter_bash

from benchmarks.quality.model import Function, Span

MIN_STATEMENTS: Final = 5
MAX_STATEMENTS: Final = 50
MIN_LINES: Final = 7
MAX_LINES: Final = 90
_LANGUAGE: Final = tree_sitter.Language(tree_sitter_bash.language())
_HOLDERS: Final = frozenset(("compound_statement", "do_group", "if_statement", "elif_clause", "else_clause", "case_item", "program"))
_STATEMENTS: Final = frozenset(
    (
        "command",
        "variable_assignment",
        "variable_assignments",
        "declaration_command",
        "if_statement",
        "for_statement",
        "c_style_for_statement",
        "while_statement",
        "case_statement",
        "pipeline",
        "list",
        "redirected_statement",
        "test_command",
        "unset_command",
        "negated_command",
    )
)
_NOT_OWNERS: Final = ("--help", "getopts", "usage")
"""Option parsing and usage texts are never reported, by design."""
Node = tree_sitter.Node
Patch = tuple[int, int, str]
"""Start and end byte, and what stands there instead."""


def tree_of(text: str) -> Node:
    """Root of the syntax tree. Byte offsets are character offsets: only ASCII text is used."""
    return tree_sitter.Parser(_LANGUAGE).parse(text.encode("ascii")).root_node


def parses(text: str) -> bool:
    """True when the grammar understands all of it."""
    return text.isascii() and not tree_of(text).has_error


def source(node: Node) -> str:
    """Text of a node."""
    return (node.text or b"").decode("ascii")


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


def statements(node: Node) -> list[Node]:
    """Statements at any depth; the condition of an `if` is no statement of its own."""
    return [item for item in walk(node) if item.type in _STATEMENTS and _stands_alone(item)]


def _stands_alone(node: Node) -> bool:
    parent = node.parent
    if parent is None or parent.type not in _HOLDERS:
        return False
    condition = parent.child_by_field_name("condition")
    return condition is None or condition.id != node.id


def definition(text: str) -> Node:
    """The first function of a text."""
    return next(item for item in walk(tree_of(text)) if item.type == "function_definition")


def name_of(function: Node) -> str:
    """Its name."""
    node = function.child_by_field_name("name")
    return source(node) if node else ""


def body_of(text: str) -> list[str]:
    """Source of the statements directly in the function's body, comments left out."""
    body = definition(text).child_by_field_name("body")
    return [source(item) for item in (body.named_children if body else ()) if item.type != "comment"]


def made_of(name: str, parts: Sequence[str]) -> str:
    """A function from statements."""
    lines = [f"    {line}" if line.strip() else line for part in parts for line in part.split("\n")]
    return "\n".join([f"{name}() {{", *lines, "}"]) + "\n"


def patched(text: str, patches: Sequence[Patch]) -> str:
    """The text with every patch applied; of two that overlap the one that begins later is left out."""
    end, kept = -1, []
    for patch in sorted(patches):
        if patch[0] >= end:
            kept.append(patch)
            end = patch[1]
    for first, last, new in reversed(kept):
        text = text[:first] + new + text[last:]
    return text


def functions(root: Path, path: str) -> list[Function]:
    """Functions of one file that are big enough to be worth owning and hold no here-document."""
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    if not text.isascii():
        return []
    found = []
    for node in tree_of(text).children:
        if node.type != "function_definition" or node.has_error or any(item.type.startswith("heredoc") for item in walk(node)):
            continue
        span = Span(path, node.start_point[0] + 1, node.end_point[0] + 1)
        body = node.child_by_field_name("body")
        count = len(statements(node))
        fits = MIN_STATEMENTS <= count <= MAX_STATEMENTS and MIN_LINES <= span.lines <= MAX_LINES
        if any(word in source(node) for word in _NOT_OWNERS):
            continue
        if fits and body is not None and body.type == "compound_statement" and parses(source(node) + "\n"):
            found.append(Function(span, name_of(node), source(node) + "\n", count, "shell"))
    return found

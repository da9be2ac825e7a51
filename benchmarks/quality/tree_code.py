"""Functions of real code in a language that has a table, and text patches on their syntax trees."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import tree_sitter

from benchmarks.quality.grammars import Grammar, parser
from benchmarks.quality.model import Function, Span

MIN_STATEMENTS: Final = 5
MAX_STATEMENTS: Final = 50
MIN_LINES: Final = 7
MAX_LINES: Final = 90
_NOT_OWNERS: Final = ("--help", "getopts", "usage", "Usage:")
"""Option parsing and usage texts are never reported, by design."""
_NAME: Final = ("identifier", "field_identifier", "property_identifier", "word")
_SCOPES: Final = {"class_declaration": "name", "class": "name", "impl_item": "type"}
Node = tree_sitter.Node
Patch = tuple[int, int, str]
"""Start and end byte, and what stands there instead."""


def tree_of(text: str, grammar: Grammar) -> Node:
    """Root of the syntax tree. Byte offsets are character offsets in the texts that are edited: those are ASCII."""
    return parser(grammar).parse(text.encode("utf-8", "replace")).root_node


def parses(text: str, grammar: Grammar) -> bool:
    """True when the grammar understands all of it."""
    return text.isascii() and not tree_of(text, grammar).has_error


def source(node: Node) -> str:
    """Text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in order of the text."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += reversed(item.children)


def statements(node: Node, grammar: Grammar) -> list[Node]:
    """Statements at any depth; the condition of an `if` is no statement of its own."""
    return [item for item in walk(node) if item.type in grammar.statements and _stands_alone(item, grammar)]


def _stands_alone(node: Node, grammar: Grammar) -> bool:
    parent = node.parent
    if parent is None or parent.type not in grammar.holders:
        return False
    condition = parent.child_by_field_name("condition")
    return condition is None or condition.id != node.id


def definition(text: str, grammar: Grammar) -> Node:
    """The first function of a text, or the whole of a text that has none."""
    root = tree_of(text, grammar)
    return next((item for item in walk(root) if item.type in grammar.functions), root)


def name_node(function: Node) -> Node | None:
    """Where its name stands."""
    return function.child_by_field_name("name")


def name_of(function: Node) -> str:
    """Its name."""
    node = name_node(function)
    return source(node) if node else ""


def body_of(text: str, grammar: Grammar) -> list[str]:
    """Source of the statements directly in the function's body, comments left out."""
    body = definition(text, grammar).child_by_field_name("body")
    items = body.named_children if body else []
    if len(items) == 1 and items[0].type == "statement_list":
        items = items[0].named_children
    return [_whole(item, text) for item in items if "comment" not in item.type]


def _whole(node: Node, text: str) -> str:
    """A statement with its lines moved to the left, as far as its first line is."""
    lines = text[node.start_byte : node.end_byte].split("\n")
    indent = node.start_point[1]
    return "\n".join([lines[0], *(line[min(indent, len(line) - len(line.lstrip())) :] for line in lines[1:])])


def with_body(text: str, parts: Sequence[str], grammar: Grammar, name: str = "", more: Sequence[str] = ()) -> str:
    """The text with these statements for the body of its first function, another name for it, and `more` parameters."""
    function = definition(text, grammar)
    body, title = function.child_by_field_name("body"), name_node(function)
    if body is None or title is None:
        return ""
    ended = [part if part.endswith((";", "}")) or part is parts[-1] else part + grammar.ends for part in parts]
    lines = [f"    {line}" if line.strip() else line for part in ended for line in part.split("\n")]
    made = "\n".join(["{", *lines, "}"])
    patches = [(body.start_byte, body.end_byte, made), (title.start_byte, title.end_byte, name or source(title))]
    held = function.child_by_field_name("parameters")
    if held is not None and more:
        start = text[held.start_byte : held.end_byte].rstrip(") \n,")
        patches.append((held.start_byte, held.end_byte, f"{start}{'' if start == '(' else ', '}{', '.join(more)})"))
    return patched(text, patches)


def parameters(text: str, grammar: Grammar) -> list[str]:
    """Parameters of the first function as they are written, with the receiver of a method; `self` and a rest are left out."""
    function = definition(text, grammar)
    held = [function.child_by_field_name(field) for field in ("receiver", "parameters")]
    found = [source(item) for node in held if node is not None for item in node.named_children]
    return [item for item in found if not words_of(item) & {"self", "this"} and "..." not in item and not item.startswith(("//", "/*"))]


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


def functions(root: Path, path: str, grammar: Grammar) -> list[Function]:
    """Functions of one file that are big enough to be worth owning; those with a here-document are left out."""
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    tree = tree_of(text, grammar)
    lines = text.split("\n")
    imports = [line for item in tree.children if item.type in grammar.imports and _is_import(line := source(item).strip())]
    found = []
    for node in walk(tree):
        if node.type in grammar.functions and not node.has_error:
            made = _owner(node, path, lines, grammar)
            if made is not None:
                used = words_of(made.text)
                needed = tuple(_from_root(line, path) for line in imports if set(_bound(line)) & used)
                found.append(replace(made, imports=needed))
    return found


def _is_import(line: str) -> bool:
    return "\n" not in line and (line.startswith(("import ", "use ")) or " = require(" in line)


def _from_root(line: str, path: str) -> str:
    """An import of a file of the tree, counted from its root: the planter writes it as the file that it goes to would."""
    found = re.fullmatch(r"""(import .*from )['"](\.[^'"]+)['"];?""", line)
    return f'{found[1]}"//{posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2]))}";' if found else line


def _bound(line: str) -> list[str]:
    """Names that an import line binds, as far as its words tell."""
    if line.startswith("import") and line.endswith('"'):
        return [line.rstrip('"').rpartition("/")[2].rpartition('"')[2]]
    head = line.partition(" from ")[0].partition("require(")[0] if not line.startswith("use ") else line.replace("::", " ").split(" ", 1)[1]
    return [word.strip("{},;") for word in head.replace("{", " ").replace(",", " ").split()]


def words_of(text: str) -> set[str]:
    """The identifiers of a text, roughly."""
    return set("".join(char if char.isalnum() or char == "_" else " " for char in text).split())


def _owner(node: Node, path: str, lines: Sequence[str], grammar: Grammar) -> Function | None:
    span = Span(path, node.start_point[0] + 1, node.end_point[0] + 1)
    body = node.child_by_field_name("body")
    count = len(statements(node, grammar))
    if not (MIN_STATEMENTS <= count <= MAX_STATEMENTS and MIN_LINES <= span.lines <= MAX_LINES) or not _fits(node, grammar):
        return None
    if body is None or body.type not in grammar.bodies:
        return None
    first = lines[span.first - 1]
    indent = first[: len(first) - len(first.lstrip())]
    own = [indent + first[node.start_point[1] :], *lines[span.first : span.last - 1], lines[span.last - 1][: node.end_point[1]]]
    text = textwrap.dedent("\n".join(own)) + "\n"
    scope = _scope(node) if grammar.wrap else ""
    if scope:
        text = grammar.wrap.format(scope=f"Local{scope}", text=textwrap.indent(text.rstrip("\n"), "    "))
    name = name_of(node)
    return Function(span, name, text, count, grammar.language, (), scope) if name.isidentifier() and parses(text, grammar) else None


def _fits(node: Node, grammar: Grammar) -> bool:
    text = source(node)
    if not text.isascii() or any(word in text for word in _NOT_OWNERS) or "fn main(" in text or "func init(" in text:
        return False
    if any(item.type in grammar.fragile for item in walk(node)):
        return False
    parent = node.parent
    return parent is not None and (not _inside_function(parent, grammar))


def _inside_function(node: Node | None, grammar: Grammar) -> bool:
    while node is not None:
        if node.type in grammar.functions or node.type in {"object", "arrow_function", "mod_item"}:
            return True
        node = node.parent
    return False


def _scope(node: Node) -> str:
    """Name of the class or the type that a method belongs to."""
    parent = node.parent.parent if node.parent else None
    title = parent.child_by_field_name(_SCOPES[parent.type]) if parent is not None and parent.type in _SCOPES else None
    name = source(title) if title is not None else ""
    return name if name.isidentifier() else ("Own" if name else "")


def definition_at(root: Path, place: Span, grammar: Grammar) -> Span:
    """The outermost function or class that begins on the first line of a place; the place itself when none does."""
    text = (root / place.path).read_text(encoding="utf-8", errors="replace")
    for node in walk(tree_of(text, grammar)):
        if node.start_point[0] + 1 == place.first and (node.type in grammar.functions or node.type in _SCOPES):
            return Span(place.path, place.first, node.end_point[0] + 1)
    return place

"""Telling texts of a shell script, and the variables of the script that they are the whole value of."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.literals import form_of
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.model.parsed import Literal

_STRINGS: Final = frozenset(("string", "raw_string", "word"))
_PARTS: Final = frozenset(("string_content", "gap", '"'))


def shell_literals(tree: Tree) -> tuple[Literal, ...]:
    """The telling texts of a script, by place. What the shell puts together at run time is none."""
    found = []
    stack: list[tuple[Node, str, bool]] = [(tree.root, "", False)]
    while stack:
        node, name, inside = stack.pop()
        if node.type in _STRINGS:
            text = _written(tree, node)
            form = form_of(text) if text else None
            if form is not None:
                found.append(Literal(form, text, tree.location(node), name))
            if text:
                continue
        inside = inside or node.type == "function_definition"
        own = _assigned(node) if not inside else ""
        stack.extend([(child, own, inside) for child in node.children if child.children or child.type in _STRINGS])
    return tuple(sorted(found, key=lambda item: (item.location, item.text)))


def _assigned(node: Node) -> str:
    """The variable of an assignment that has one word for its value."""
    name = node.child("variable_name") if node.type == "variable_assignment" else None
    return name.text if name is not None else ""


def _written(tree: Tree, node: Node) -> str:
    """The text between the quotes; "" where an expansion stands in it."""
    if node.children and any(child.type not in _PARTS for child in node.children):
        return ""
    text = tree.text.slice(node.start, tree.end(node))
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text

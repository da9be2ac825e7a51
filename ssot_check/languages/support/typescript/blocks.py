"""Compound statements of TypeScript and JavaScript: which part is the header, which are bodies, which are clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

COMPOUND: Final = frozenset(
    (
        "if_statement", "for_statement", "for_in_statement", "while_statement", "do_statement", "switch_statement", "try_statement",
        "labeled_statement", "with_statement", "statement_block", "class_static_block",
    )
)  # fmt: skip
_CLAUSES: Final = frozenset(("else_clause", "catch_clause", "finally_clause", "switch_case", "switch_default"))
_BODIES: Final = frozenset(("body", "consequence"))
_LAYOUT: Final = frozenset(("comment", ";", "empty_statement"))


class Parts(NamedTuple):
    """The children of a compound statement or of a clause, by what they do."""

    header: list[Node]
    bodies: list[Node]
    clauses: list[Node]


def parts_of(node: Node) -> Parts:
    """Blocks count as the statements in them: `if (a) { b() }` has the body of `if (a) b()`."""
    found = Parts([], [], [])
    if node.type == "statement_block":
        found.bodies.extend(node.named_children)
        return found
    for index, child in enumerate(node.children):
        if child.type in _LAYOUT and node.type != "for_statement":
            continue
        if child.type in _CLAUSES:
            found.clauses.append(child)
        elif child.type == "switch_body":
            found.clauses.extend(child.named_children)
        elif child.type == "statement_block":
            found.bodies.extend(child.named_children)
        elif node.field_name_for_child(index) in _BODIES or (node.type == "else_clause" and child.is_named):
            found.bodies.append(child)
        else:
            found.header.append(child)
    return found

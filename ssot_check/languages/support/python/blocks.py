"""Compound statements of Python, and what the conditions of some say: the main guard, fallbacks, what only type checkers read."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

COMPOUND: Final = frozenset(
    (
        "if_statement",
        "elif_clause",
        "else_clause",
        "for_statement",
        "while_statement",
        "try_statement",
        "except_clause",
        "except_group_clause",
        "finally_clause",
        "with_statement",
        "match_statement",
        "case_clause",
    )
)
CLAUSES: Final = frozenset(("elif_clause", "else_clause", "except_clause", "except_group_clause", "finally_clause", "case_clause"))
IMPORTS: Final = frozenset(("import_statement", "import_from_statement", "future_import_statement"))
_IMPORT_ERRORS: Final = frozenset((b"ImportError", b"ModuleNotFoundError"))


def only_for_types(node: Node) -> bool:
    """True for `if TYPE_CHECKING:`, and its older form `if False:`, which no run ever executes."""
    condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
    return condition is not None and ((condition.text or b"").endswith(b"TYPE_CHECKING") or condition.type == "false")


def tries_imports(node: Node) -> bool:
    """True for a `try` that only imports: whatever is done where that fails, it says which libraries the file takes."""
    body = node.child_by_field_name("body") if node.type == "try_statement" else None
    return body is not None and all(part.type in IMPORTS for part in body.named_children if part.type != "comment")


def guards_main(node: Node) -> bool:
    """True for `if __name__ == "__main__":`."""
    condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
    if condition is None or condition.type != "comparison_operator":
        return False
    text = condition.text or b""
    return b"__name__" in text and b"__main__" in text and b"==" in text


def is_fallback(node: Node, absent: AbstractSet[str]) -> bool:
    """True for the branch that is taken where an import failed; `absent` are names that stand for a failed one."""
    if node.type in ("except_clause", "except_group_clause"):
        return _handles_import_error(node)
    return node.type == "if_statement" and _negated_name(node) in absent


def _handles_import_error(clause: Node) -> bool:
    """True for an except clause that catches ImportError or ModuleNotFoundError, alone or with others."""
    stack = [child for child in clause.children if child.type != "block"]
    while stack:
        node = stack.pop()
        if node.type == "identifier" and node.text in _IMPORT_ERRORS:
            return True
        stack.extend(node.children)
    return False


def _negated_name(node: Node) -> str:
    """`X` of `if not X:` and `if X is None:`; "" for any other condition."""
    condition = node.child_by_field_name("condition")
    if condition is None:
        return ""
    name: Node | None = None
    if condition.type == "not_operator":
        name = condition.children[-1]
    elif condition.type == "comparison_operator" and (condition.text or b"").endswith(b"is None"):
        name = condition.children[0]
    return text_of(name) if name is not None and name.type == "identifier" else ""

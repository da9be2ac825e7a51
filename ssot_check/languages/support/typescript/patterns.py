"""What a declaration, a parameter list or a pattern of JavaScript binds, and which values are functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS: Final = frozenset(("arrow_function", "function_expression", "generator_function"))
_NAMES: Final = frozenset(("identifier", "shorthand_property_identifier_pattern"))
_INNER: Final = frozenset(("object_pattern", "array_pattern", "rest_pattern", "formal_parameters"))
_PARAMETERS: Final = frozenset(("required_parameter", "optional_parameter"))
_FIRST_ONLY: Final = frozenset(("assignment_pattern", "object_assignment_pattern"))
_BINDINGS: Final = {
    "variable_declarator": ("name", "value"),
    "required_parameter": ("pattern", "value"),
    "optional_parameter": ("pattern", "value"),
}
AROUND: Final = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))


def targets(nodes: Iterable[Node]) -> Iterator[Node]:
    """The identifiers that a binding to `nodes` binds, in order; default values and property keys bind nothing."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        kind = node.type
        if kind in _NAMES:
            yield node
        elif kind in _INNER:
            stack.extend(node.children[::-1])
        elif kind in _FIRST_ONLY:
            stack.append(node.children[0])
        elif kind in _PARAMETERS:
            stack.extend(node.children_by_field_name("pattern"))
        elif kind == "pair_pattern":
            stack.extend(node.children_by_field_name("value"))


def binding(node: Node) -> tuple[Node, Node] | None:
    """The pattern and the value of a declaration and of a parameter with a default; None for anything else."""
    fields = _BINDINGS.get(node.type)
    pattern, value = (node.child_by_field_name(field) for field in fields) if fields else (None, None)
    return (pattern, value) if pattern is not None and value is not None else None


def parameters_of(function: Node) -> list[Node]:
    """The parameters of a function, each as the node that binds it; `this` is an annotation and no parameter."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    listed = function.child_by_field_name("parameters")
    found = [node for node in listed.named_children if node.type in _PARAMETERS] if listed is not None else []
    return [node for node in found if not any(part.type == "this" for part in node.children_by_field_name("pattern"))]


def bare(node: Node, around: frozenset[str] = AROUND) -> Node:
    """The value without brackets and type assertions around it, or whatever kinds `around` names."""
    while node.type in around:
        inner = [child for child in node.named_children if child.type != "comment"]
        if not inner:
            break
        node = inner[0]
    return node


def is_function(node: Node) -> bool:
    """True for an arrow function or a function expression."""
    return node.type in FUNCTIONS


def extended(definition: Node) -> list[Node]:
    """What a class extends."""
    heritage = [child for child in definition.children if child.type == "class_heritage"]
    clauses = [part for child in heritage for part in child.named_children if part.type == "extends_clause"]
    return [value for part in clauses for value in part.children_by_field_name("value")]


def only_returned(block: Node) -> Node | None:
    """`x` of the body `{ return x }`; None when the body is anything else."""
    inner = [child for child in block.named_children if child.type != "comment"]
    if len(inner) != 1 or inner[0].type != "return_statement":
        return None
    return next((child for child in inner[0].named_children if child.type != "comment"), None)


def key_of(node: Node | None) -> str:
    """The text of a property key or of a string, without quotes; "" for a computed one."""
    if node is None or node.type == "computed_property_name":
        return ""
    return text_of(node).strip("\"'`")


def is_typed_tag(node: Node) -> bool:
    """True for what the grammar misses in ``tag<T>`...` ``: it reads ``tag<T>!`...` `` with a `!` that nobody wrote."""
    around = node.parent
    call = around.parent if around is not None and around.type == "non_null_expression" else None
    arguments = call.child_by_field_name("arguments") if call is not None and call.type == "call_expression" else None
    return node.is_missing and arguments is not None and arguments.type == "template_string"

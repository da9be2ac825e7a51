"""Facts about Go units by which a match can be refused, and which values are tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.tree_walk import is_free_of
from ssot_check.languages.support.treesitter import text_of
from ssot_check.model.unit import Trait

if TYPE_CHECKING:
    from tree_sitter import Node

_STANDARD: Final = frozenset(("Len", "Less", "Swap", "Push", "Pop", "String", "Error", "Unwrap", "Close", "Is"))
"""Methods of interfaces of the standard library, which every type writes alike."""
_DECIDES: Final = ("switch_statement", "for_statement", "select_statement")
"""One statement that holds others: a `String` that names each value of its type is as long as the type has values, and its own."""
LEAST_ENTRIES: Final = 4
_LEAST_CHARACTERS: Final = 40
_RUNS_CODE: Final = frozenset(("call_expression", "func_literal", "index_expression"))
TEXTS: Final = ("interpreted_string_literal", "raw_string_literal")
_NOTHING: Final = frozenset(("nil", "false", "int_literal", "interpreted_string_literal"))
_SAYS: Final = ("not implemented", "unimplemented")
_PLAIN: Final = frozenset(
    ("identifier", "selector_expression", "nil", "true", "false", "int_literal", "float_literal", "variadic_argument", *TEXTS)
)


def statements(block: Node | None) -> list[Node]:
    """The statements of a body, without comments."""
    if block is None:
        return []
    listed = [inner for node in block.named_children for inner in (node.named_children if node.type == "statement_list" else (node,))]
    return [node for node in listed if node.type not in ("comment", "empty_statement")]


def of_function(function: Node, parameters: Sequence[str]) -> set[Trait]:
    """STUB for a body that does nothing, DELEGATE for one call that gets every parameter."""
    body = function.child_by_field_name("body")
    if body is None:
        return {Trait.ABSTRACT}
    inner = statements(body)
    if all(_says_nothing(node) for node in inner):
        return {Trait.STUB}
    plain = len(inner) == 1 and not inner[0].type.endswith(_DECIDES)
    if plain and function.type == "method_declaration" and text_of(function.child_by_field_name("name")) in _STANDARD:
        return {Trait.PROTOCOL}
    value = _only_value(inner)
    return {Trait.DELEGATE} if value is not None and _passes_on(value, parameters) else set()


def _says_nothing(node: Node) -> bool:
    if node.type == "return_statement":
        return all(value.type in _NOTHING for part in node.named_children for value in part.named_children)
    return (
        node.type == "expression_statement" and text_of(node).startswith("panic(") and any(word in text_of(node).lower() for word in _SAYS)
    )


def _only_value(body: Sequence[Node]) -> Node | None:
    node = body[0] if len(body) == 1 else None
    if node is not None and node.type in ("return_statement", "expression_statement") and node.named_child_count == 1:
        node = node.named_children[0]
        if node.type == "expression_list":
            node = node.named_children[0] if node.named_child_count == 1 else None
    return node


def _passes_on(value: Node, parameters: Sequence[str]) -> bool:
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    if arguments is None or any(node.type == "call_expression" for node in value.children[0].named_children):
        return False
    if any(node.type not in _PLAIN for node in arguments.named_children if node.type != "comment"):
        return False
    passed = {text_of(node).removesuffix("...") for node in arguments.named_children}
    return set(parameters) <= passed if parameters else not passed


def fields(value: Node) -> list[str]:
    """The names of the fields of a struct; an embedded type has none."""
    listed = [child for child in value.named_children if child.type == "field_declaration_list"] if value.type == "struct_type" else []
    declared = [part for inner in listed for part in inner.named_children if part.type == "field_declaration"]
    return [text_of(name) for part in declared for name in part.children_by_field_name("name") if name.is_named]


def is_constant(value: Node) -> bool:
    """True when the value is written out: literals, names, and collections of them."""
    return is_free_of(value, _RUNS_CODE)


def entries_of(value: Node) -> list[Node]:
    """The entries of a composite literal; none of anything else."""
    body = value.child_by_field_name("body") if value.type == "composite_literal" else None
    return [node for node in body.named_children if node.type != "comment"] if body is not None else []


def is_table(value: Node) -> bool:
    """Four and more written-out entries, a long text, or a regular expression."""
    if value.type in TEXTS:
        return value.end_byte - value.start_byte >= _LEAST_CHARACTERS + 2
    if value.type == "call_expression" and text_of(value.children[0]) in ("regexp.MustCompile", "regexp.Compile"):
        return True
    return len(entries_of(value)) >= LEAST_ENTRIES and all(is_constant(entry) for entry in entries_of(value))

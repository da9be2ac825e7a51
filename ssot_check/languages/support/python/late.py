"""Names of variables that a run alone knows: whoever calls the function says them, and no text of the file does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import is_field

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS: Final = frozenset(("function_definition", "lambda"))
_TEXTS: Final = frozenset(("string", "concatenated_string", "named_expression"))
_LOOPS: Final = frozenset(("for_statement", "for_in_clause"))
_NAMED: Final = frozenset(("as_pattern", "with_item"))
_BOUND: Final = {"assignment": "left", "augmented_assignment": "left", "named_expression": "name"} | dict.fromkeys(_LOOPS, "left")
_PATTERNS: Final = frozenset(("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "as_pattern_target"))
_THINGS: Final = frozenset((b"self", b"cls"))


def is_late(key: Node | None) -> bool:
    """True for an expression without any text that is made of parameters without a default, and of loops over such."""
    if key is None or any(node.type in _TEXTS or (node.type == "attribute" and not _is_called(node)) for node in _below(key)):
        return False
    names = list(_names(key))
    return bool(names) and all(_is_told_late(name) for name in names)


def _is_told_late(name: Node) -> bool:
    """True for a parameter that nothing else is bound to, and for the variable of a loop over what is known late."""
    function = _around(name)
    if function is None or name.text in _THINGS:
        return False
    parameters = function.child_by_field_name("parameters")
    bound = [binding for binding in _bindings(function) if binding[0].text == name.text]
    if not bound and parameters is not None:
        return any(node.text == name.text and _is_plain(node, parameters) for node in _below(parameters) if node.type == "identifier")
    over = bound[0][1] if len(bound) == 1 else None
    return over is not None and all(item.text != name.text for item in _names(over)) and is_late(over)


def _is_plain(node: Node, parameters: Node) -> bool:
    """True for the name of a parameter without a default."""
    parent = node.parent
    if parent is not None and parent.type == "list_splat_pattern":
        node, parent = parent, parent.parent
    if parent is not None and parent.type == "typed_parameter":
        return parent.children[0].id == node.id
    return parent is not None and parent.id == parameters.id


def _bindings(function: Node) -> Iterator[tuple[Node, Node | None]]:
    """Each name that something in the function is bound to, and what a loop goes through for it."""
    for node in _below(function):
        at, parent = node, node.parent
        while parent is not None and parent.type in _PATTERNS:
            at, parent = parent, parent.parent
        if node.type != "identifier" or parent is None:
            continue
        field = _BOUND.get(parent.type, "")
        if parent.type in _NAMED or (field and is_field(parent, field, at)):
            yield node, parent.child_by_field_name("right") if parent.type in _LOOPS else None


def _names(node: Node) -> Iterator[Node]:
    """The names that an expression takes its value from: no name of a function, of an attribute or of an argument."""
    for item in _below(node):
        parent = item.parent
        if item.type != "identifier" or parent is None or is_field(parent, "function", item) or is_field(parent, "attribute", item):
            continue
        if parent.type != "keyword_argument" or not is_field(parent, "name", item):
            yield item


def _is_called(node: Node) -> bool:
    return node.parent is not None and is_field(node.parent, "function", node)


def _around(node: Node) -> Node | None:
    here = node.parent
    while here is not None and here.type not in _FUNCTIONS:
        here = here.parent
    return here


def _below(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(here.named_children)

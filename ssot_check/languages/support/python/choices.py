"""The texts among which a run chooses one: those of a tuple, list, set or table of literals that a loop goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import COMPREHENSION, Scope, dotted_text
from ssot_check.languages.support.python.resolve import Resolver

if TYPE_CHECKING:
    from tree_sitter import Node

_LISTS: Final = frozenset(("tuple", "list", "set", "expression_list"))
_ENDS: Final = frozenset(("function_definition", "class_definition", "module"))
_SIDES: Final = {b"keys": "key", b"values": "value"}
_PAIRS: Final = ("key", "value")


def choices(node: Node | None, scope: Scope, resolver: Resolver) -> tuple[str, ...]:
    """The texts that a variable of a loop is in turn; () where one of them is not known."""
    loop = _loop_of(node, scope) if node is not None and node.type == "identifier" else None
    left, right = (loop.child_by_field_name("left"), loop.child_by_field_name("right")) if loop is not None else (None, None)
    if node is None or left is None or right is None:
        return ()
    side = ""
    if left.type in ("pattern_list", "tuple_pattern"):
        position = next((number for number, part in enumerate(left.named_children) if part.text == node.text), 2)
        side = _PAIRS[position] if position < len(_PAIRS) and _method(right) == b"items" else "?"
    elif (method := _method(right)) is not None:
        side = _SIDES.get(method, "?")
    if right.type == "call":
        function = right.child_by_field_name("function")
        right = function.child_by_field_name("object") if function is not None and function.type == "attribute" else None
    return _texts(right, side, scope, resolver) if right is not None else ()


def _texts(held: Node, side: str, scope: Scope, resolver: Resolver) -> tuple[str, ...]:
    value = resolver.value(held, scope) if held.type == "identifier" else (held, scope)
    if value is None:
        return ()
    holder, place = value
    if holder.type == "dictionary":
        parts = [pair.child_by_field_name(side or "key") if pair.type == "pair" else None for pair in _children(holder)]
    else:
        parts = [*_children(holder)] if holder.type in _LISTS and not side else []
    found = [resolver.text(part, place) if part is not None else None for part in parts]
    return () if None in found else tuple(dict.fromkeys(text for text in found if text))


def _children(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _loop_of(name: Node, scope: Scope) -> Node | None:
    """The innermost loop around a name that binds it, where nothing else does."""
    text = dotted_text(name)
    holder = scope.holder(text)
    if holder is None or (holder.kind != COMPREHENSION and len(holder.bindings[text]) != 1):
        return None
    node = name
    while node.parent is not None and node.type not in _ENDS:
        node = node.parent
        loops = [node] if node.type == "for_statement" else [child for child in node.named_children if child.type == "for_in_clause"]
        for loop in loops:
            left = loop.child_by_field_name("left")
            if any(dotted_text(part) == text for part in ((left, *left.named_children) if left is not None else ())):
                return loop
    return None


def _method(node: Node) -> bytes | None:
    """`items` of `TABLE.items()`."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    return (function.text or b"").rpartition(b".")[2] if function is not None else None

"""Constants of a Python module or class: which assignments are plain, which are tables worth owning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_LEAST_ENTRIES: Final = 4
_LEAST_CHARACTERS: Final = 40
_COLLECTIONS: Final = frozenset(("dictionary", "list", "set", "tuple"))
_RUNS_CODE: Final = frozenset(
    (
        "call",
        "await",
        "yield",
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
        "subscript",
        "named_expression",
    )
)
_WRAPPERS: Final = frozenset(
    (b"frozenset", b"set", b"tuple", b"list", b"dict", b"OrderedDict", b"MappingProxyType", b"types.MappingProxyType", b"frozendict")
)


class Table(NamedTuple):
    """The opening bracket and the entries; no entries for a constant that is one piece: a pattern, a long text."""

    opening: str
    entries: list[Node]


def target_of(assignment: Node) -> tuple[Node | None, Node | None]:
    """The single name an assignment binds, and its value; None for what it does not have."""
    left = assignment.children[0]
    target = left if left.type == "identifier" else None
    return target, assignment.child_by_field_name("right")


def is_constant(value: Node) -> bool:
    """True when the value is written out: literals, names, and collections of them."""
    if _constructor(value) or _is_pattern(value, {}):
        return True
    stack = [value]
    while stack:
        node = stack.pop()
        if node.type in _RUNS_CODE:
            return False
        if node.type != "lambda":
            stack.extend(node.children)
    return True


def table_of(value: Node, origins: Mapping[str, str]) -> Table | None:
    """The table a value writes out, None when it is none: too small, or the result of running something."""
    inner = _constructor(value) or value
    if inner.type in _COLLECTIONS or inner.type == "argument_list":
        entries = [node for node in inner.named_children if node.type != "comment"]
        return Table(inner.children[0].type, entries) if len(entries) >= _LEAST_ENTRIES else None
    return Table("", []) if _is_pattern(value, origins) or _is_long_text(value) else None


def _constructor(value: Node) -> Node | None:
    """The collection inside `frozenset({...})`, `dict(a=1, ...)` and their like."""
    if value.type != "call" or value.children[0].text not in _WRAPPERS:
        return None
    arguments = value.children[-1]
    inner = [node for node in arguments.named_children if node.type != "comment"]
    if len(inner) == 1 and inner[0].type in _COLLECTIONS:
        return inner[0]
    if inner and all(node.type == "keyword_argument" for node in inner):
        return arguments
    return None


def _is_pattern(value: Node, origins: Mapping[str, str]) -> bool:
    if value.type != "call":
        return False
    called = text_of(value.children[0])
    root, _, rest = called.partition(".")
    origin = origins.get(root, root)
    return (f"{origin}.{rest}" if rest else origin) in ("re.compile", "regex.compile")


def _is_long_text(value: Node) -> bool:
    while value.type == "parenthesized_expression" and value.named_child_count:
        value = value.named_children[-1]
    return value.type in ("string", "concatenated_string") and value.end_byte - value.start_byte >= _LEAST_CHARACTERS + 2

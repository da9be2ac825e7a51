"""Members of a Python enumeration, and of a class that does nothing but name written-out values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import text_of
from ssot_check.model.members import member

if TYPE_CHECKING:
    from tree_sitter import Node

_ENUMERATIONS: Final = ("Enum", "Flag", "Choices")
"""What the base of an enumeration ends in: `IntEnum`, `StrEnum`, `IntFlag`, Django's `TextChoices`."""
_WRITTEN: Final = frozenset(("string", "concatenated_string", "integer", "float", "unary_operator", "true", "false", "none"))


def members(body: Sequence[Node], bases: Iterable[str]) -> list[str]:
    """The members of a class with their values, as fields; none of a class that is no enumeration and does more than name values."""
    listed = [node.children[0] if node.type == "expression_statement" and node.child_count else node for node in body]
    named = [node for node in listed if _is_named(node)]
    if any(base.endswith(_ENUMERATIONS) for base in bases):
        return [_member(node) for node in named]
    return [_member(node) for node in named] if len(named) == len(listed) and all(map(_is_constant, named)) else []


def _is_named(node: Node) -> bool:
    """True for `NAME = value`; a private name says something to the enumeration itself (`_missing_`, `_ignore_`)."""
    if node.type != "assignment" or node.child_by_field_name("right") is None or node.child_by_field_name("type") is not None:
        return False
    return node.children[0].type == "identifier" and not text_of(node.children[0]).startswith("_")


def _is_constant(node: Node) -> bool:
    """True where the name is that of a constant and the value is written out."""
    return text_of(node.children[0]).isupper() and node.children[-1].type in _WRITTEN


def _member(node: Node) -> str:
    return member(text_of(node.children[0]), text_of(node.child_by_field_name("right")))

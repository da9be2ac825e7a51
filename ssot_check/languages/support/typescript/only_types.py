"""Imports of which a file of TypeScript takes types alone: the compiler drops them, and nothing of the module runs for their sake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPED: Final = frozenset(("typescript", "tsx"))
_NAMES: Final = frozenset(("identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"))
_NESTED: Final = frozenset(("nested_identifier", "nested_type_identifier"))
_DECORATOR: Final = re.compile(r"(?:^|[(,{;])\s*@[A-Za-z_$][\w$.]*", re.MULTILINE)
_IMPORT: Final = "import_statement"


def says_types(statement: Node) -> bool:
    """True for `import { type A, type B } from "m"`."""
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    parts = clause.named_children if clause is not None else []
    names = parts[0].named_children if len(parts) == 1 and parts[0].type == "named_imports" else []
    return bool(names) and all(any(child.type == "type" for child in name.children) for name in names)


def takes_types(statement: Node, nodes: Iterable[Node], grammar: str) -> bool:
    """True where what an import binds stands in types and nowhere else; `nodes` are those of the file that are no types."""
    if grammar not in _TYPED or statement.type != _IMPORT:
        return False
    bound = {text_of(name) for name in _bound(statement)}
    if not bound or any(node.type in _NAMES and text_of(node) in bound and _is_value(node) for node in nodes):
        return False
    root = statement
    while root.parent is not None:
        root = root.parent
    if _DECORATOR.search(text_of(root)):  # types of parameters are kept for what decorates them (`emitDecoratorMetadata`)
        return False
    pattern = re.compile(rf"(?<![\w$.'\"/-])(?:{'|'.join(map(re.escape, bound))})(?![\w$'\"/-])")
    return len(pattern.findall(text_of(root))) > len(pattern.findall(text_of(statement)))


def _bound(statement: Node) -> Iterator[Node]:
    """The names that a statement binds."""
    for clause in statement.named_children:
        for part in clause.named_children if clause.type == "import_clause" else ():
            if part.type == "identifier":
                yield part
            elif part.type == "namespace_import":
                yield part.named_children[-1]
            for name in part.named_children if part.type == "named_imports" else ():
                if (node := name.child_by_field_name("alias") or name.child_by_field_name("name")) is not None:
                    yield node


def _is_value(node: Node) -> bool:
    """False within an import, and for the module in front of a type: `errors.Fault`."""
    around = node.parent
    while around is not None and around.type in _NESTED:
        if around.type == "nested_type_identifier":
            return False
        around = around.parent
    while around is not None and around.type != _IMPORT:
        around = around.parent
    return around is None

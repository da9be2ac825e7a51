"""Kinds of nodes of the TypeScript grammars that every reader of statements knows, and dotted names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, kinds
from ssot_check.model.unit import SYNTAX, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

IDENTIFIER: Final = "identifier"
NOT_CODE: Final = frozenset(("comment", "html_comment", "hash_bang_line"))
ELEMENTS: Final = frozenset(("jsx_element", "jsx_self_closing_element", "jsx_fragment"))
TYPES: Final = (
    "type_annotation", "type_arguments", "type_parameters", "implements_clause", "accessibility_modifier", "override_modifier",
    "asserts_annotation", "type_predicate_annotation", "omitting_type_annotation", "opting_type_annotation",
    "adding_type_annotation", "index_signature", "type_identifier", "predefined_type",
)  # fmt: skip
_EXACT_ONLY: Final = frozenset(("const", "let", "var", "readonly", "declare", "abstract", "override", "static"))
_DOTTED: Final = re.compile(r"[A-Za-z_$][\w$]*(?:\.#?[\w$]+)*")
_SPACE: Final = re.compile(r"\s+")
_LONGEST_DOTTED: Final = 200


def dotted(text: Text, node: Node) -> str:
    """`a.b.c` when an expression is that and nothing more, else ""."""
    if node.end_byte - node.start_byte > _LONGEST_DOTTED:
        return ""
    written = text.slice(node.start_byte, node.end_byte)
    if not _DOTTED.fullmatch(written):
        written = _SPACE.sub("", written)
    return written if _DOTTED.fullmatch(written) else ""


@cache
def fixed_tokens(grammar: str) -> dict[int, Token | str]:
    """Keywords, operators and brackets: their name is their text; and the identifier."""
    fixed: dict[int, Token | str] = {
        kind: (TYPE if name in _EXACT_ONLY else SYNTAX, name) for kind, name, named in kinds(grammar) if not named
    }
    return fixed | {kind: IDENTIFIER for kind, name, _ in kinds(grammar) if name == IDENTIFIER}

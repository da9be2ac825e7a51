"""Kinds of nodes of the TypeScript grammars that every reader of statements knows."""

from __future__ import annotations

from functools import cache
from typing import Final

from ssot_check.languages.support.tree_tokens import IDENTIFIER, fixed_tokens
from ssot_check.model.unit import Token

NOT_CODE: Final = frozenset(("comment", "html_comment", "hash_bang_line"))
ELEMENTS: Final = frozenset(("jsx_element", "jsx_self_closing_element", "jsx_fragment"))
TYPES: Final = (
    "type_annotation", "type_arguments", "type_parameters", "implements_clause", "accessibility_modifier", "override_modifier",
    "asserts_annotation", "type_predicate_annotation", "omitting_type_annotation", "opting_type_annotation",
    "adding_type_annotation", "index_signature", "type_identifier", "predefined_type",
)  # fmt: skip
_EXACT_ONLY: Final = frozenset(("const", "let", "var", "readonly", "declare", "abstract", "override", "static"))


@cache
def fixed(grammar: str) -> dict[int, Token | str]:
    """Tokens that do not depend on the text: keywords, operators, brackets; and the identifier."""
    return fixed_tokens(grammar, _EXACT_ONLY, frozenset((IDENTIFIER,)))

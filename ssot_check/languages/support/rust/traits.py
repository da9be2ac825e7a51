"""Facts about Rust units by which a match can be refused, which values are tables, and what belongs to the tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.rust.imports import COMMENTS
from ssot_check.languages.support.tree_walk import is_free_of
from ssot_check.languages.support.treesitter import text_of, walk
from ssot_check.model.members import member
from ssot_check.model.unit import Trait

if TYPE_CHECKING:
    from tree_sitter import Node

_LEAST_ENTRIES: Final = 4
_LEAST_CHARACTERS: Final = 40
_TEXTS: Final = ("string_literal", "raw_string_literal")
_RUNS_CODE: Final = frozenset(("call_expression", "macro_invocation", "closure_expression", "block"))
_SAYS_NOTHING: Final = re.compile(r"(?:unimplemented|todo)!\(.*\);?|None;?|\(\);?|Ok\(\(\)\);?|false;?|Default::default\(\);?", re.DOTALL)
_TEST: Final = re.compile(r"#\[\s*(?:cfg\s*\((?:\s*all\s*\()?\s*test\b|(?:\w+::)*test\b|bench\b|rstest\b)")
_OPENED: Final = re.compile(r"\( ")
_CLOSED: Final = re.compile(r",? ?\)")
_LAST: Final = re.compile(r", \}")
_MODEL: Final = re.compile(r"#\[\s*cfg\s*\((?:\s*all\s*\()?\s*(?:test|loom)\b")
_PLAIN: Final = frozenset(
    (
        "identifier",
        "self",
        "field_expression",
        "scoped_identifier",
        "integer_literal",
        "float_literal",
        "boolean_literal",
        "reference_expression",
        *_TEXTS,
    )
)


def statements(block: Node | None) -> list[Node]:
    """The statements of a body, without comments; the last may be its value."""
    named = block.named_children if block is not None else []
    return [node for node in named if node.type not in COMMENTS and node.type not in ("empty_statement", "label")]


def is_value(body: Sequence[Node], node: Node) -> bool:
    """True for the expression at the end of a body, which is what the function returns."""
    return node is body[-1] and not node.type.endswith(("_statement", "_declaration", "_item", "_definition", "_block", "ERROR"))


def of_function(function: Node, parameters: Sequence[str]) -> set[Trait]:
    """STUB, DELEGATE and ASYNC; ABSTRACT for a signature."""
    found: set[Trait] = set()
    if any(child.type == "function_modifiers" and "async" in text_of(child) for child in function.children):
        found.add(Trait.ASYNC)
    body = function.child_by_field_name("body")
    if body is None:
        return found | {Trait.ABSTRACT}
    inner = statements(body)
    if all(_SAYS_NOTHING.fullmatch(text_of(node)[:200]) for node in inner):
        return found | {Trait.STUB}
    value = inner[0] if len(inner) == 1 else None
    while value is not None and value.type in ("expression_statement", "return_expression", "try_expression", "await_expression"):
        value = value.named_children[0] if value.named_child_count else None
    return found | ({Trait.DELEGATE} if value is not None and _passes_on(value, parameters) else set())


def _passes_on(value: Node, parameters: Sequence[str]) -> bool:
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    if arguments is None or any(node.type == "call_expression" for node in value.children[0].named_children):
        return False
    given = [node for node in arguments.named_children if node.type not in COMMENTS]
    passed = {text_of(node).lstrip("&").removeprefix("mut ").strip() for node in given}
    return all(node.type in _PLAIN for node in given) and (set(parameters) <= passed if parameters else not passed)


def entries_of(value: Node) -> list[Node]:
    """The entries of an array, also behind `&`; none of anything else."""
    while value.type == "reference_expression" and value.named_child_count:
        value = value.named_children[-1]
    listed = value.named_children if value.type == "array_expression" else []
    return [node for node in listed if node.type not in COMMENTS]


def is_table(value: Node) -> bool:
    """Four and more written-out entries, or a long text."""
    if value.type in _TEXTS:
        return value.end_byte - value.start_byte >= _LEAST_CHARACTERS + 2
    entries = entries_of(value)
    return len(entries) >= _LEAST_ENTRIES and all(is_free_of(entry, _RUNS_CODE) for entry in entries)


def members(body: Node | None) -> list[str]:
    """The variants of an enumeration with all that they hold; none of any other type."""
    listed = [node for node in body.named_children if node.type == "enum_variant"] if body is not None else []
    return [member(_unremarked(node)) for node in listed]


def _unremarked(node: Node) -> str:
    """The text of a variant on one line, without remarks and without the comma that a list on lines of its own ends with."""
    said, at = "", node.start_byte
    for start, end in sorted((part.start_byte, part.end_byte) for part in walk(node) if part.type in COMMENTS):
        said, at = f"{said}{_between(node, at, start)} ", end
    text = " ".join(f"{said}{_between(node, at, node.end_byte)}".split())
    return _LAST.sub(" }", _CLOSED.sub(")", _OPENED.sub("(", text)))


def _between(node: Node, start: int, end: int) -> str:
    return (node.text or b"")[start - node.start_byte : end - node.start_byte].decode("utf-8", "replace")


def is_tested(module: Node) -> bool:
    """True for a module that the program does without: one for the tests, and what stands in for the library in those of loom."""
    return is_test(module, _MODEL)


def is_test(item: Node, mark: re.Pattern[str] = _TEST) -> bool:
    """True for what is compiled for the tests only: `#[cfg(test)]`, `#[test]` and their like stand above it."""
    above = item.prev_named_sibling
    while above is not None and (above.type == "attribute_item" or above.type in COMMENTS):
        if above.type == "attribute_item" and mark.match(text_of(above)):
            return True
        above = above.prev_named_sibling
    return False

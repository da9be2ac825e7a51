"""Texts and numbers that code spells out, each with the names it stands under, read off the syntax tree of any grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, walk
from ssot_check.model.facts import Written
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXTS: Final = frozenset((
    "string", "string_literal", "raw_string_literal", "interpreted_string_literal", "template_string", "raw_string", "word",
))  # fmt: skip
_NUMBERS: Final = frozenset(("number", "integer", "int_literal", "integer_literal"))
_LITERALS: Final = _TEXTS | _NUMBERS
_CALLS: Final = frozenset(("call", "call_expression", "new_expression"))
_ARGUMENTS: Final = frozenset(("argument_list", "arguments"))
_BINDS: Final = frozenset((
    "assignment", "keyword_argument", "pair", "default_parameter", "typed_default_parameter",  # Python
    "variable_declarator", "public_field_definition", "assignment_expression", "assignment_pattern", "required_parameter",
    "object_assignment_pattern", "binary_expression", "jsx_attribute", "enum_assignment", "boolean_operator",
    "var_spec", "const_spec", "short_var_declaration", "assignment_statement", "keyed_element",  # Go
    "const_item", "static_item", "let_declaration", "field_initializer",  # Rust
    "variable_assignment", "expansion",  # shell
))  # fmt: skip
_NAME_FIELDS: Final = ("name", "left", "key", "pattern", "field")
_DEFINES: Final = frozenset((
    "class_definition", "class_declaration", "function_definition", "function_declaration", "method_definition", "method_declaration",
    "function_item", "impl_item",
))  # fmt: skip
_IMPORTS: Final = frozenset(("import_statement", "import_spec", "import_from_statement", "export_statement", "command_name"))
_QUOTED: Final = re.compile(r"[A-Za-z]{0,3}#*(\"\"\"|'''|\"|'|`)(.*)\1#*", re.DOTALL)
_SUFFIX: Final = re.compile(r"(?<=\d)(?:[iu](?:8|16|32|64|128|size)|n)$")
_OPTION: Final = re.compile(r"(--?[A-Za-z][\w-]*|[A-Za-z_]\w*)=(.+)", re.DOTALL)
_UNTOLD: Final = re.compile(r"(?:\w+_)?(?:default|fallback)(?:_value)?|value", re.IGNORECASE)
"""Names that only say that the next one's value follows."""
_LONGEST: Final = 300
_LONGEST_NAME: Final = 80
_HIGHEST: Final = 40  # parents that are asked for a name


def written(source: SourceFile, wanted: re.Pattern[str] | None = None, *, grammar: str) -> tuple[Written, ...]:
    """Every literal of the file in which `wanted` is found, by place. Documentation strings and paths of imports are none."""
    text = Text(source.text)
    found = [
        _written(source.path, text, node)
        for node in walk(text.tree(grammar))
        if node.type in _LITERALS and node.end_byte - node.start_byte <= _LONGEST and _is_wanted(node, text, wanted) and _is_value(node)
    ]
    return tuple(sorted(found, key=lambda item: (item.location, item.text)))


def _is_wanted(node: Node, text: Text, wanted: re.Pattern[str] | None) -> bool:
    if not node.is_named:
        return False
    raw = text.slice(node.start_byte, node.end_byte)
    return wanted is None or wanted.search(raw.replace("_", "") if node.type in _NUMBERS else raw) is not None


def _is_value(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.type not in _IMPORTS and not (parent.type == "expression_statement" and node.type == "string")


def _written(path: str, text: Text, node: Node) -> Written:
    raw = text.slice(node.start_byte, node.end_byte)
    names = [(_short(text, name), called) for name, called in _names(node)]
    if node.type in _NUMBERS:
        value = _SUFFIX.sub("", raw.replace("_", ""))
    else:
        quoted = _QUOTED.fullmatch(raw)
        value = quoted[2] if quoted else raw
        option = _OPTION.fullmatch(value) if quoted is None else None
        if option is not None:
            names, value = [(option[1], False), *names], option[2].strip("\"'")
    return named(value, text.location(path, node.start_byte, node.end_byte), names)


def named(value: str, place: Location, names: Sequence[tuple[str, bool]]) -> Written:
    """The literal with its names, nearest first; each tells whether it merely hands the literal on, as a function does that is called."""
    last = next((number for number, (name, passing) in enumerate(names) if not (passing or _UNTOLD.fullmatch(name))), len(names))
    plain = tuple(name for name, _ in names)
    return Written(value, place, plain[: last + 1], plain[last + 1 :])


def _short(text: Text, node: Node) -> str:
    return text.slice(node.start_byte, min(node.end_byte, node.start_byte + _LONGEST_NAME)).strip("\"'`")


def _names(node: Node) -> Iterator[tuple[Node, bool]]:
    """What names the literal, nearest first, and whether it is a function that is called with it."""
    here = node
    for _ in range(_HIGHEST):
        parent = here.parent
        if parent is None:
            return
        if parent.type in _ARGUMENTS or parent.type == "command":
            before = here.prev_named_sibling
            if before is not None and (before.type == "string" or "string_literal" in before.type or _is_option(before)):
                yield before, False
        elif parent.type in _CALLS:
            called = parent.child_by_field_name("function")
            if called is not None and called.id != here.id:
                yield called, True
        elif parent.type in _BINDS or parent.type in _DEFINES:
            name = _name_of(parent)
            if name is not None and name.end_byte <= here.start_byte:
                yield name, False
        here = parent


def _is_option(node: Node) -> bool:
    return node.type == "word" and (node.text or b"").startswith(b"-")


def _name_of(parent: Node) -> Node | None:
    for field in _NAME_FIELDS:
        found = parent.child_by_field_name(field)
        if found is not None:
            return found
    return parent.named_child(0)

"""From the syntax nodes of one Go statement to its tokens, bindings and calls."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_tokens import TokenReader, dotted, fixed_tokens
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import SELF, SYNTAX, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

GRAMMAR: Final = "go"
PARAMETERS: Final = ("parameter_declaration", "variadic_parameter_declaration")
_COLLECTIONS: Final = ("map_type", "slice_type", "array_type", "implicit_length_array_type")
_TYPES: Final = ("type_arguments", "type_parameter_list", "type_constraint")
_BLANK: Final = "_"


@cache
def _fixed() -> dict[int, Token | str]:
    return fixed_tokens(GRAMMAR, frozenset(), frozenset(("identifier", "type_identifier", "package_identifier")))


class Reader(TokenReader):
    """Reads the statements of one file. Types of parameters, results and variables count in the exact form only."""

    def __init__(self, text: Text) -> None:
        handlers = {
            **dict.fromkeys(("comment", ";", "\n"), self._nothing),
            **dict.fromkeys(("interpreted_string_literal", "raw_string_literal", "rune_literal"), self._string),
            **dict.fromkeys(("int_literal", "float_literal", "imaginary_literal", "true", "false", "iota"), self._number),
            **dict.fromkeys(("field_identifier", "label_name"), self._property),
            **dict.fromkeys(("argument_list", "literal_value"), self._container),
            **dict.fromkeys(_TYPES, self._type),
            **dict.fromkeys(PARAMETERS, self._parameter),
            **dict.fromkeys(("var_spec", "const_spec"), self._variable),
            **dict.fromkeys(("short_var_declaration", "range_clause", "receive_statement"), self._binding),
            "selector_expression": self._member,
            "call_expression": self._call,
            "keyed_element": self._keyed,
            "func_literal": self._function,
            "var_declaration": self._declaration,
        }
        super().__init__(text, GRAMMAR, _fixed(), handlers)

    def bind(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Enter the identifiers that `nodes` are, or list, into the scope."""
        found = (inner for node in nodes for inner in (node.named_children if node.type == "expression_list" else (node,)))
        scope.bound.update(name for node in found if node.type == "identifier" and (name := self.name(node)) != _BLANK)

    def header(self, function: Node, name: str, line: Line) -> None:
        """The same tokens for a function and a method: the receiver is one more name of its own."""
        receiver = function.child_by_field_name("receiver")
        if receiver is not None:
            for parameter in receiver.named_children:
                self.bind(parameter.children_by_field_name("name"), line.scope)
            line.raw.extend(leaves(self._text, receiver, TYPE))
        line.raw.extend(((SYNTAX, "func"), (SELF, name)))
        self._head(function, line)

    def _head(self, function: Node, line: Line) -> None:
        parts = (function.child_by_field_name(part) for part in ("type_parameters", "parameters"))
        self.read([part for part in parts if part is not None], line)
        result = function.child_by_field_name("result")
        if result is not None:
            for parameter in result.named_children if result.type == "parameter_list" else ():
                self.bind(parameter.children_by_field_name("name"), line.scope)
            line.raw.extend(leaves(self._text, result, TYPE))

    def _parameter(self, node: Node, line: Line, stack: list[Node]) -> None:
        names = node.children_by_field_name("name")
        self.bind(names, line.scope)
        for position, name in enumerate(names):
            line.raw.extend(((SYNTAX, ","), self.name(name)) if position else (self.name(name),))
        for kind in node.children_by_field_name("type"):
            line.raw.extend(leaves(self._text, kind, TYPE))

    def _declaration(self, node: Node, line: Line, stack: list[Node]) -> None:
        """`var x = 1` inside a function is `x := 1`."""
        stack.extend(node.named_children[::-1])

    def _variable(self, node: Node, line: Line, stack: list[Node]) -> None:
        names = node.children_by_field_name("name")
        value = node.child_by_field_name("value")
        self.bind(names, line.scope)
        for position, name in enumerate([name for name in names if name.is_named]):
            line.raw.extend(((SYNTAX, ","), self.name(name)) if position else (self.name(name),))
        kinds = node.children_by_field_name("type")
        if value is None:
            stack.extend(kinds)
            return
        for kind in kinds:
            line.raw.extend(leaves(self._text, kind, TYPE))
        line.raw.append((SYNTAX, ":="))
        stack.append(value)

    def _binding(self, node: Node, line: Line, stack: list[Node]) -> None:
        left = node.child_by_field_name("left")
        if left is not None and any(child.type == ":=" for child in node.children):
            self.bind((left,), line.scope)
        stack.extend(node.children[::-1])

    def _call(self, node: Node, line: Line, stack: list[Node]) -> None:
        function = node.child_by_field_name("function")
        if function is not None:
            if name := dotted(self._text, function):
                line.calls.append(name)
            elif function.type == "selector_expression":
                line.calls.append(f".{self.name(function.children[-1])}")
        stack.extend(node.children[::-1])

    def _keyed(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A field of a struct is a name from outside, a key of a map may be a variable."""
        key = node.child_by_field_name("key")
        inner = key.named_children[0] if key is not None and key.named_child_count else None
        literal = node.parent.parent if node.parent is not None else None
        kind = literal.child_by_field_name("type") if literal is not None and literal.type == "composite_literal" else None
        if inner is None or inner.type != "identifier" or (kind is not None and kind.type in _COLLECTIONS):
            stack.extend(node.children[::-1])
            return
        line.raw.append(self.outside(self.name(inner)))
        stack.extend(node.children[:0:-1])

    def _function(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A function inside an expression: its body waits."""
        if not line.scope.function:
            line.scope = Scope(line.scope, function=True)
        line.raw.append((SYNTAX, "func"))
        self._head(node, line)
        line.raw.append((SYNTAX, "{}"))
        body = node.child_by_field_name("body")
        if body is not None:
            self.pending.append(body)

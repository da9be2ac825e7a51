"""From the syntax nodes of one TypeScript or JavaScript statement to its tokens, bindings and calls.

Works with an explicit stack. Function bodies, classes and JSX elements inside an expression are not read but put into `pending`:
the caller reads them as statements of their own, right after the statement that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line, add_text
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_tokens import TokenReader, dotted
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript.kinds import ELEMENTS, NOT_CODE, TYPES, fixed
from ssot_check.languages.support.typescript.patterns import bare, is_function, key_of, only_returned, parameters_of, targets
from ssot_check.model.unit import DECORATOR, SELF, SYNTAX, TEXT, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

    Handler: TypeAlias = Callable[[Node, Line, list[Node]], None]
    Action: TypeAlias = Handler | Token | str

_SPACE: Final = re.compile(r"\s+")


class Reader(TokenReader):
    """Reads the statements of one file."""

    keyword_roots = frozenset(("this", "super", "import"))
    not_code = NOT_CODE

    def __init__(self, text: Text, grammar: str) -> None:
        handlers: Mapping[str, Handler] = {
            "string": self._string,
            "template_string": self._template,
            "string_fragment": self._fragment,
            "escape_sequence": self._fragment,
            "regex": self._regex,
            "jsx_text": self._jsx_text,
            "html_character_reference": self._jsx_text,
            "number": self._number,
            "true": self._number,
            "false": self._number,
            "property_identifier": self._property,
            "private_property_identifier": self._property,
            "statement_identifier": self._property,
            "shorthand_property_identifier": self._shorthand,
            "shorthand_property_identifier_pattern": self._shorthand,
            "member_expression": self._member,
            "call_expression": self._call,
            "new_expression": self._call,
            "arguments": self._container,
            "array": self._container,
            "object": self._container,
            "array_pattern": self._container,
            "object_pattern": self._container,
            "formal_parameters": self._parameters,
            "return_statement": self._value_last,
            "variable_declarator": self._declarator,
            "assignment_expression": self._value_last,
            "as_expression": self._as,
            "satisfies_expression": self._as,
            "optional_parameter": self._optional,
            "decorator": self._decorator,
            "pair": self._pair,
            "non_null_expression": self._sure,
            "method_definition": self._method,
            "class": self._defer,
            **dict.fromkeys(("comment", "html_comment", "hash_bang_line", ";"), self._nothing),
            **dict.fromkeys(("arrow_function", "function_expression", "generator_function"), self._function),
            **dict.fromkeys(ELEMENTS, self._defer),
            **dict.fromkeys(TYPES, self._type),
        }
        super().__init__(text, grammar, fixed(grammar), handlers)

    def bind(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Enter what `nodes` bind into the scope."""
        scope.bound.update([self.name(node) for node in targets(nodes)])

    def header(self, function: Node, name: str, line: Line) -> None:
        """The header of a function: the same tokens for a declaration, an arrow function and a method."""
        words = {child.type for child in function.children if not child.is_named}
        line.raw.extend((SYNTAX, word) for word in ("async", "get", "set", "function", "*") if word in words or word == "function")
        line.raw.extend((TYPE, word) for word in ("static", "abstract") if word in words)
        line.raw.append((SELF, name))
        self._head(function, line)

    def element(self, node: Node, line: Line) -> list[Node]:
        """A JSX element without its children, which are returned."""
        opening = node.child_by_field_name("open_tag") or node
        named = opening.child_by_field_name("name")
        line.raw.append((SYNTAX, "<"))
        if named is not None:
            self._tag(named, line)
        parts = [child for child in opening.named_children if child.type in ("jsx_attribute", "jsx_expression", "type_arguments")]
        self.read(parts if opening is not node or node.type == "jsx_self_closing_element" else [], line)
        skipped = ("jsx_opening_element", "jsx_closing_element")
        return [] if node.type == "jsx_self_closing_element" else [child for child in node.named_children if child.type not in skipped]

    def _tag(self, node: Node, line: Line) -> None:
        text = self.name(node)
        if text[:1].islower() and "." not in text:
            line.raw.append(self.outside(text))
        else:
            line.calls.append(_SPACE.sub("", text))
            self.read((node,), line)

    def _head(self, function: Node, line: Line) -> None:
        single = function.child_by_field_name("parameter")
        if single is not None:
            self.bind((single,), line.scope)
            line.raw.extend(((SYNTAX, "("), self.name(single), (SYNTAX, ")")))
        parts = (function.child_by_field_name(part) for part in ("type_parameters", "parameters", "return_type"))
        self.read([part for part in parts if part is not None], line)

    def _defer(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((SYNTAX, "<>" if node.type in ELEMENTS else "{}"))
        self.pending.append(node)

    def _template(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A template without expressions is a string."""
        if node.named_child_count and any(child.type == "template_substitution" for child in node.named_children):
            stack.extend(node.children[-2:0:-1])
        else:
            line.raw.append((TEXT, self.name(node)[1:-1]))

    def _fragment(self, node: Node, line: Line, stack: list[Node]) -> None:
        add_text(line.raw, self.name(node))

    def _regex(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((TEXT, self.name(node)))

    def _jsx_text(self, node: Node, line: Line, stack: list[Node]) -> None:
        if text := _SPACE.sub(" ", self.name(node)).strip():
            line.raw.append((TEXT, text))

    def _as(self, node: Node, line: Line, stack: list[Node]) -> None:
        for child in node.children[:0:-1]:
            line.raw.extend(leaves(self._text, child, TYPE))
        stack.append(node.children[0])

    def _sure(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A `!` that the grammar made up is none."""
        stack.extend(child for child in node.children[::-1] if not child.is_missing)

    def _optional(self, node: Node, line: Line, stack: list[Node]) -> None:
        stack.extend(child for child in node.children[::-1] if child.type != "?")

    def _decorator(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A decorator counts in the exact form only, but what it calls is called."""
        for part in node.named_children:
            function = part.children[0] if part.type == "call_expression" else part
            if name := dotted(self._text, function):
                line.calls.append(name)
        line.raw.extend(leaves(self._text, node, DECORATOR))

    def _call(self, node: Node, line: Line, stack: list[Node]) -> None:
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        if function is not None:
            if name := dotted(self._text, function):
                line.calls.append(name)
            elif function.type == "member_expression":
                line.calls.append(f".{self.name(function.children[-1])}")
        stack.extend(node.children[::-1])

    def _parameters(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.named_children, line.scope)
        self._container(node, line, stack)

    def _value_last(self, node: Node, line: Line, stack: list[Node]) -> None:
        """Brackets around a whole value are layout."""
        children = [child for child in node.children if child.type not in NOT_CODE and child.type != ";"]
        while len(children) > 1 and children[-1].type == "parenthesized_expression":
            children[-1:] = children[-1].children[1:-1]
        stack.extend(children[::-1])

    def _declarator(self, node: Node, line: Line, stack: list[Node]) -> None:
        name = node.child_by_field_name("name")
        if name is not None:
            self.bind((name,), line.scope)
        self._value_last(node, line, stack)

    def _pair(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A function under a key is a unit of its own: here it is only mentioned."""
        key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
        if key is None or value is None:
            stack.extend(node.children[::-1])
            return
        named = key_of(key)
        line.raw.append(self.outside(named)) if named else self.read((key,), line)
        if named and is_function(bare(value)) and not self._short(bare(value)):
            self.pending.append(node)
            line.raw.append((SYNTAX, "{}"))
        else:
            line.raw.append((SYNTAX, ":"))
            stack.append(value)

    def _method(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append(self.outside(key_of(node.child_by_field_name("name"))))
        line.raw.append((SYNTAX, "{}"))
        self.pending.append(node)

    def _short(self, function: Node) -> bool:
        body = function.child_by_field_name("body")
        return body is None or body.type != "statement_block" or only_returned(body) is not None

    def _function(self, node: Node, line: Line, stack: list[Node]) -> None:
        """`x => { return y }` is `x => y`; a longer body waits."""
        if not line.scope.function:
            line.scope = Scope(line.scope, function=True)
        self.bind([*parameters_of(node), *node.children_by_field_name("name")], line.scope)
        if node.children[0].type == "async":
            line.raw.append((SYNTAX, "async"))
        self._head(node, line)
        line.raw.append((SYNTAX, "=>"))
        body = node.child_by_field_name("body")
        if body is None:
            return
        value = only_returned(body) if body.type == "statement_block" else body
        if value is None:
            line.raw.append((SYNTAX, "{}"))
            self.pending.append(body)
        else:
            stack.append(bare(value) if value.type == "parenthesized_expression" else value)

"""Units of TypeScript and JavaScript: functions however they are written, classes, tables, types, JSX elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.statements.drafts import Draft, Where
from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_tokens import dotted
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript import traits
from ssot_check.languages.support.typescript.kinds import ELEMENTS
from ssot_check.languages.support.typescript.patterns import bare, extended, is_function, key_of, parameters_of, targets
from ssot_check.languages.support.typescript.walk import Walk
from ssot_check.model.unit import SELF, SYNTAX, TYPE, Trait, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES: Final = {"interface_declaration": Trait.PROTOCOL, "type_alias_declaration": Trait.DATA, "enum_declaration": Trait.DATA}
_SIGNATURES: Final = {
    "function_signature": Trait.OVERLOAD,
    "method_signature": Trait.OVERLOAD,
    "abstract_method_signature": Trait.ABSTRACT,
}
_SINGLETON: Final = "getInstance"
_SINGLETON_STATEMENTS: Final = 2  # `if (!X.instance) X.instance = new X(); return X.instance`: a pattern that every such class repeats


class Definitions(Walk):
    """Opens a draft for each unit and reads what belongs to it."""

    def __init__(self, text: Text, grammar: str) -> None:
        super().__init__(text, grammar)
        self.readers |= {
            **dict.fromkeys(("method_definition", "pair", "public_field_definition"), self._member),
            **dict.fromkeys(("internal_module", "module"), self._namespace),
            **dict.fromkeys(_TYPES, self._type),
            **dict.fromkeys(_SIGNATURES, self._signature),
            **dict.fromkeys(ELEMENTS, self._element),
            "ambient_declaration": self._ambient,
            "class": self._expression_class,
        }

    def function(self, draft: Draft, function: Node, where: Where) -> None:
        """A function in any spelling: `f = a => b` reads like `function f(a) { return b }`."""
        draft.base = where.depth + 1
        scope = Scope(where.scope, draft.name, function=True)
        inside = Where(where.depth + 1, scope, draft, top=False)
        body = function.child_by_field_name("body")
        line = self.reader.span(function, function, where.depth, scope)
        if body is not None:
            line.end_line = self.text.line(body.start_byte)
        self.reader.header(function, draft.name, line)
        self.add(line, inside)
        if body is not None and body.type == "statement_block":
            self.suite(body.named_children, inside)
        elif body is not None:
            value = self.reader.span(body, body, where.depth + 1, scope)
            value.raw.append((SYNTAX, "return"))
            self.reader.read((bare(body) if body.type == "parenthesized_expression" else body,), value)
            self.add(value, inside)
        self._judge(draft, function)

    def wrapped(self, draft: Draft, function: Node, value: Node, where: Where) -> None:
        """A function handed to a wrapper: the whole value is the unit."""
        draft.base = where.depth + 1
        scope = Scope(where.scope, draft.name, function=True)
        line = self.reader.span(value, value, where.depth, scope)
        line.raw.append((SELF, draft.name))
        self.reader.read((value,), line)
        self.add(line, Where(where.depth, scope, draft, top=False))
        self._judge(draft, function)

    def _judge(self, draft: Draft, function: Node) -> None:
        draft.last = len(self.lines)
        parameters = parameters_of(function)
        draft.parameters = len(parameters)
        draft.traits |= traits.of_function(function, [self.reader.name(name) for name in targets(parameters)])
        body = function.child_by_field_name("body")
        if draft.name == "constructor" and body is not None and body.named_child_count and traits.only_stores(function):
            draft.traits.add(Trait.DATA)
        if draft.name == _SINGLETON and len(traits.statements(body)) <= _SINGLETON_STATEMENTS:
            draft.traits.add(Trait.DATA)
        self.arguments(draft)

    def arguments(self, draft: Draft) -> None:
        """Mark a unit that mostly declares options."""
        if traits.declares_arguments(self.lines[draft.first : draft.last]):
            draft.traits.add(Trait.ARGUMENTS)

    def _expression_class(self, node: Node, where: Where) -> None:
        """A class inside an expression."""
        name = node.child_by_field_name("name")
        self.class_of(node, where, self.open(text_of(name) or "class", UnitKind.CLASS, where, node, name or node))

    def class_of(self, node: Node, where: Where, draft: Draft) -> None:
        """Header and members of a class."""
        draft.base = where.depth + 1
        scope = Scope(where.scope, draft.name)
        body = node.child_by_field_name("body")
        for decorator in [child for child in node.children if child.type == "decorator"]:
            self.plain(decorator, where)
        line = self.reader.span(node, node, where.depth, scope)
        line.end_line = self.text.line(body.start_byte) if body is not None else line.end_line
        line.raw.extend(((SYNTAX, "class"), (SELF, draft.name)))
        draft.bases = [name for value in extended(node) if (name := dotted(self.text, value))]
        self.reader.read([child for child in node.children if child.type in ("type_parameters", "class_heritage")], line)
        inside = Where(where.depth + 1, scope, draft, top=False)
        self.add(line, inside)
        members = [child for child in body.named_children if child.type != "comment"] if body is not None else []
        self.suite(members, inside)
        draft.last = len(self.lines)
        draft.traits |= traits.of_class(members)
        draft.fields = traits.fields(members)

    def entries(self, draft: Draft, collection: Node, where: Where) -> None:
        """One statement for the opening bracket, one for each entry; a value of one piece is one statement."""
        line = self.reader.span(collection, collection, where.depth, where.scope)
        line.raw.append((SELF, draft.name))
        listed = collection.type in ("object", "array")
        if listed:
            line.end_line = line.line
            line.raw.append((SYNTAX, collection.children[0].type))
        else:
            self.reader.read((collection,), line)
        self.lines.append(line)
        if listed:
            draft.base = where.depth + 1
            self.suite(traits.entries_of(collection), Where(where.depth + 1, where.scope, draft, top=False))
        draft.last = len(self.lines)

    def _member(self, node: Node, where: Where) -> None:
        """A method, a field or an entry: a unit when it is a function under a plain name."""
        key = node.child_by_field_name("name") or node.child_by_field_name("key")
        value = node.child_by_field_name("value")
        function = node if node.type == "method_definition" else bare(value) if value is not None else None
        name = key_of(key)
        if key is not None and name and function is not None and (function is node or is_function(function)):
            for decorator in [child for child in node.children if child.type == "decorator"]:
                self.plain(decorator, where)
            self.function(self.open(name, UnitKind.METHOD, where, node, key), function, where)
        elif node.type == "method_definition":
            self.function(self.open("[]", UnitKind.METHOD, where, node, key or node), node, where)
        else:
            self.one((node,), where)

    def _signature(self, node: Node, where: Where) -> None:
        """A function without a body."""
        name = node.child_by_field_name("name")
        draft = self.open(key_of(name) or "[]", UnitKind.FUNCTION, where, node, name or node)
        if where.owner is not None and where.owner.kind is UnitKind.CLASS:
            draft.kind = UnitKind.METHOD
        draft.traits.add(_SIGNATURES[node.type])
        self.function(draft, node, where)

    def _type(self, node: Node, where: Where) -> None:
        """An interface, a type or an enumeration: a unit that is found, and never a copy."""
        name = node.child_by_field_name("name")
        draft = self.open(text_of(name), UnitKind.CLASS, where, node, name or node)
        draft.base = where.depth + 1
        draft.traits.add(_TYPES[node.type])
        body = node.child_by_field_name("body") or node.child_by_field_name("value")
        line = self.reader.span(node, node, where.depth, where.scope)
        line.end_line = self.text.line(body.start_byte) if body is not None else line.end_line
        line.raw.extend(((SYNTAX, node.children[0].type), (SELF, draft.name)))
        self.lines.append(line)
        scope = Scope(where.scope, function=True)
        listed = body is not None and body.type in ("interface_body", "object_type", "enum_body")
        draft.fields = traits.fields(body.named_children if body is not None else ()) or traits.members(body)
        for member in [] if body is None else body.named_children if listed else [body]:
            if member.type == "comment":
                continue
            entry = self.reader.span(member, member, where.depth + 1, scope)
            if listed:
                self.reader.read((member,), entry)
            else:
                entry.raw.extend(leaves(self.text, member, TYPE))
            self.add(entry, Where(where.depth + 1, scope, draft, top=False))
        draft.last = len(self.lines)

    def _element(self, node: Node, where: Where) -> None:
        """One statement for the opening tag, then its children."""
        opening = node.child_by_field_name("open_tag") or node
        line = self.reader.span(opening, opening, where.depth, where.scope)
        children = self.reader.element(node, line)
        inner = Where(where.depth + 1, line.scope, where.owner, top=False)
        self.add(line, where)
        self.suite(children, inner)

    def _namespace(self, node: Node, where: Where) -> None:
        body = node.child_by_field_name("body")
        if body is not None:
            self.suite(body.named_children, Where(where.depth + 1, where.scope, where.owner, top=False))

    def _ambient(self, node: Node, where: Where) -> None:
        """`declare ...` says what exists elsewhere."""
        line = self.reader.span(node, node, where.depth, where.scope)
        line.raw.extend(leaves(self.text, node, TYPE))
        self.lines.append(line)

"""One Go file: its functions, methods, types, tables and what it exports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.go import traits
from ssot_check.languages.support.go.imports import Names
from ssot_check.languages.support.go.tokens import PARAMETERS, Reader
from ssot_check.languages.support.statements.drafts import Printer, Where, finish
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_walk import TreeWalk
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.unit import SELF, SYNTAX, Fingerprinter, Trait, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_CASES: Final = ("expression_case", "type_case", "default_case", "communication_case")
_LOOPS: Final = ("for_statement", "labeled_statement", "expression_switch_statement", "type_switch_statement", "select_statement")
_TYPES: Final = {"struct_type": Trait.DATA, "interface_type": Trait.PROTOCOL}
_RUN_BY_TESTS: Final = re.compile(r"(?:Test|Benchmark|Example|Fuzz)(?![a-z])")  # called by `go test` and by nobody else
_MEMBERS: Final = ("field_declaration_list", "field_declaration", "method_elem", "type_elem")


class Walker(TreeWalk[Reader]):
    """Reads one file. After `read`, `lines`, `drafts` and `names` hold everything that is known."""

    nothing = frozenset(("comment", "empty_statement", "package_clause", "import_declaration", "\n", ";"))

    def __init__(self, path: str, text: Text) -> None:
        super().__init__(text, Reader(text))
        self._path = path
        self.names = Names(path, text)
        self.readers |= {
            **dict.fromkeys(("function_declaration", "method_declaration"), self._function),
            **dict.fromkeys(("var_declaration", "const_declaration"), self._values),
            **dict.fromkeys((*_CASES, *_LOOPS), self._compound),
            "type_declaration": self._types,
            "if_statement": self._if,
            "block": self._block,
        }

    def read(self, root: Node) -> None:
        """Read the whole file."""
        for node in root.named_children:
            if node.type == "import_declaration":
                self.names.read_import(node)
        self.suite(root.named_children, Where(0, Scope(None)))

    def units(self, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
        """The finished units in the order of the file."""
        return finish(self.drafts, self.lines, self.names.origins, Printer(self._path, self.text, fingerprint))

    def body_of(self, node: Node) -> Sequence[Node]:
        """The statements of a body."""
        return traits.statements(node) if node.type == "block" else (node,)

    def _function(self, node: Node, where: Where) -> None:
        name = node.child_by_field_name("name")
        receiver = node.child_by_field_name("receiver")
        if receiver is None and self._path.endswith("_test.go") and _RUN_BY_TESTS.match(text_of(name)):
            return
        kind = UnitKind.FUNCTION if receiver is None else UnitKind.METHOD
        draft = self.open(text_of(name), kind, where, node, name or node)
        if receiver is None:
            self.names.declare(name)
        else:
            draft.scope = _receiver(receiver)
        draft.base = where.depth + 1
        scope = Scope(where.scope, draft.name, function=True)
        inside = Where(where.depth + 1, scope, draft, top=False)
        body = node.child_by_field_name("body")
        line = self.reader.span(node, node, where.depth, scope)
        line.end_line = self.text.line(body.start_byte) if body is not None else line.end_line
        self.reader.header(node, draft.name, line)
        self.add(line, inside)
        self.suite(traits.statements(body), inside)
        draft.last = len(self.lines)
        names = _parameters(node)
        draft.parameters = len(names)
        draft.traits |= traits.of_function(node, names)

    def _types(self, node: Node, where: Where) -> None:
        """Types are units that are found, and never copies."""
        for spec in node.named_children:
            name, value = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if name is None or value is None:
                continue
            if where.top:
                self.names.declare(name)
            draft = self.open(text_of(name), UnitKind.CLASS, where, node if node.named_child_count == 1 else spec, name)
            draft.base = where.depth + 1
            draft.traits.add(_TYPES.get(value.type, Trait.DATA))
            draft.fields = traits.fields(value)
            line = self.reader.span(spec, name, where.depth, where.scope)
            line.raw.extend(((SYNTAX, "type"), (SELF, draft.name)))
            self.lines.append(line)
            inside = Where(where.depth + 1, Scope(where.scope, function=True), draft, top=False)
            self.suite(_members(value), inside)
            draft.last = len(self.lines)

    def _values(self, node: Node, where: Where) -> None:
        """Constants and variables: tables at the top of a file, statements inside a function."""
        specs = [spec for part in node.named_children for spec in (part.named_children if part.type == "var_spec_list" else (part,))]
        specs = [spec for spec in specs if spec.type in ("var_spec", "const_spec")]
        if not where.top:
            self.suite(specs, where)
            return
        for spec in specs:
            for name in spec.children_by_field_name("name"):
                self.names.declare(name if name.is_named else None)
        if _is_group(specs):
            self._group(node, specs, where)
            return
        for spec in specs:
            values = spec.child_by_field_name("value")
            names = [name for name in spec.children_by_field_name("name") if name.is_named]
            if len(names) == 1 and values is not None and values.named_child_count == 1 and traits.is_table(values.named_children[0]):
                self._table(node if len(specs) == 1 else spec, names[0], values.named_children[0], where)
            else:
                self.one((spec,), where)

    def _table(self, outer: Node, name: Node, value: Node, where: Where) -> None:
        """One statement for the opening bracket, one for each entry; a value of one piece is one statement."""
        draft = self.open(text_of(name), UnitKind.TABLE, where, outer, name)
        entries = traits.entries_of(value)
        line = self.reader.span(name, name, where.depth, where.scope)
        line.raw.append((SELF, draft.name))
        if entries:
            draft.base = where.depth + 1
            line.raw.append((SYNTAX, "{"))
            self.lines.append(line)
            self.suite(entries, Where(where.depth + 1, where.scope, draft, top=False))
        else:
            self.reader.read((value,), line)
            self.add(line, where)
        draft.last = len(self.lines)

    def _group(self, node: Node, specs: Sequence[Node], where: Where) -> None:
        """A group of written-out constants is one table, called by its first name."""
        draft = self.open(text_of(specs[0].child_by_field_name("name")), UnitKind.TABLE, where, node, specs[0])
        line = self.reader.span(node, specs[0], where.depth, where.scope)
        line.raw.append((SYNTAX, "const"))
        line.end_line = line.line
        self.lines.append(line)
        draft.base = where.depth + 1
        self.suite(specs, Where(where.depth + 1, where.scope, draft, top=False))
        draft.last = len(self.lines)

    def _block(self, node: Node, where: Where) -> None:
        self.suite(traits.statements(node), where)

    def _if(self, node: Node, where: Where) -> None:
        """A chain of `else if` is read in a loop."""
        inner = where.deeper(fallback=False)
        before: list[Node] = []
        current: Node | None = node
        while current is not None:
            otherwise, body = current.child_by_field_name("alternative"), current.child_by_field_name("consequence")
            words = [child for child in current.children if child.type == "else"]
            kept = (otherwise, body, *words)
            header = [child for child in current.children if child not in kept]
            self.one([*before, *header], where)
            self.suite(traits.statements(body), inner)
            before = words
            if otherwise is not None and otherwise.type != "if_statement":
                if words:
                    self.one(words, where)
                self.suite(traits.statements(otherwise), inner)
                otherwise = None
            current = otherwise

    def _compound(self, node: Node, where: Where) -> None:
        """A header, and the body or the cases that follow."""
        alias = node.child_by_field_name("alias")
        if alias is not None:
            self.reader.bind((alias,), where.scope)
        body = [child for child in node.named_children if child.type in ("block", "statement_list", *_CASES)]
        body += [child for child in node.named_children[1:] if node.type == "labeled_statement"]
        header = [child for child in node.children if child not in body and child.type not in ("{", "}", "comment")]
        self.one(header, where)
        inner = where.deeper(fallback=False)
        for part in body:
            self.suite(traits.statements(part) if part.type == "block" else _listed(part), inner)


def _listed(part: Node) -> Sequence[Node]:
    return part.named_children if part.type == "statement_list" else (part,)


def _receiver(receiver: Node) -> str:
    """The type that a method belongs to, without pointer and type parameters."""
    stack = [kind for part in receiver.named_children for kind in part.children_by_field_name("type")]
    while stack:
        node = stack.pop(0)
        if node.type == "type_identifier":
            return text_of(node)
        stack.extend(node.named_children)
    return ""


def _parameters(function: Node) -> list[str]:
    listed = function.child_by_field_name("parameters")
    found = [node for node in listed.named_children if node.type in PARAMETERS] if listed is not None else []
    return [text_of(name) for node in found for name in node.children_by_field_name("name") if name.is_named]


def _members(value: Node) -> list[Node]:
    """The fields of a struct, the methods of an interface; any other type is one member."""
    if value.type not in _TYPES:
        return [value]
    inner = [child for part in value.named_children for child in (part.named_children if part.type == _MEMBERS[0] else (part,))]
    return [node for node in inner if node.type != "comment"]


def _is_group(specs: Sequence[Node]) -> bool:
    """Constants that are all written out, and no enumeration by `iota`."""
    values = [spec.child_by_field_name("value") for spec in specs if spec.type == "const_spec"]
    if len(values) < traits.LEAST_ENTRIES or len(values) < len(specs):
        return False
    return all(value is not None and "iota" not in text_of(value) and traits.is_constant(value) for value in values)

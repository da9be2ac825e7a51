"""One Rust file: its functions, methods, types, tables and what it exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.rust import traits
from ssot_check.languages.support.rust.imports import COMMENTS, Names
from ssot_check.languages.support.rust.tokens import COMPOUND, Reader, targets
from ssot_check.languages.support.statements.drafts import Draft, Printer, Where, finish
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_walk import TreeWalk
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.unit import SELF, SYNTAX, Fingerprinter, Trait, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES: Final = ("struct_item", "enum_item", "union_item", "type_item")
_BODIES: Final = ("block", "match_block")


class Walker(TreeWalk[Reader]):
    """Reads one file. After `read`, `lines`, `drafts` and `names` hold everything that is known."""

    nothing = COMMENTS | {"empty_statement", "attribute_item", "inner_attribute_item", "extern_crate_declaration", ";", "shebang"}
    whole = ("_item", "_declaration", "_statement")

    def __init__(self, path: str, text: Text) -> None:
        super().__init__(text, Reader(text))
        self._path = path
        self.names = Names(path, text)
        self.readers |= {
            **dict.fromkeys(("function_item", "function_signature_item"), self._function),
            **dict.fromkeys(_TYPES, self._type),
            **dict.fromkeys(("const_item", "static_item"), self._value),
            **dict.fromkeys(COMPOUND, self._compound),
            "impl_item": self._impl,
            "trait_item": self._trait,
            "mod_item": self._module,
            "use_declaration": self._use,
            "macro_definition": self._macro,
            "macro_invocation": self._invocation,
            "expression_statement": self._expression,
            "match_arm": self._arm,
        }

    def read(self, root: Node) -> None:
        """Read the whole file."""
        for node in root.named_children:
            if node.type == "mod_item":
                self.names.read_module(node, testing=traits.is_tested(node))
        self.suite(root.named_children, Where(0, Scope(None)))
        self.names.know(self.reader.roots)

    def units(self, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
        """The finished units in the order of the file."""
        return finish(self.drafts, self.lines, self.names.origins, Printer(self._path, self.text, fingerprint))

    def body_of(self, node: Node) -> Sequence[Node]:
        """The statements of a body."""
        return traits.statements(node) if node.type == "block" else (node,)

    def _function(self, node: Node, where: Where) -> None:
        if where.top:
            self.names.declare(node)
        if traits.is_test(node):
            return
        name = node.child_by_field_name("name")
        owned = where.owner is not None and where.owner.kind is UnitKind.CLASS
        draft = self.open(text_of(name), UnitKind.METHOD if owned else UnitKind.FUNCTION, where, node, name or node)
        draft.base = where.depth + 1
        draft.bases = list(where.owner.bases) if owned and where.owner is not None else []
        scope = Scope(where.scope, draft.name, function=True)
        inside = Where(where.depth + 1, scope, draft, top=False)
        body = node.child_by_field_name("body")
        line = self.reader.span(node, node, where.depth, scope)
        line.end_line = self.text.line(body.start_byte) if body is not None else line.end_line
        self.reader.header(node, draft.name, line)
        self.add(line, inside)
        self._body(body, inside)
        draft.last = len(self.lines)
        names = _parameters(node)
        draft.parameters = len(names)
        draft.traits |= traits.of_function(node, names)

    def _body(self, body: Node | None, inside: Where) -> None:
        """`x` at the end is `return x;`."""
        inner = traits.statements(body)
        for node in inner:
            if node.type in self.readers or not traits.is_value(inner, node) or node.type == "return_expression":
                self.suite((node,), inside)
            else:
                line = self.reader.span(node, node, inside.depth, inside.scope)
                line.raw.append((SYNTAX, "return"))
                self.reader.read((node,), line)
                self.add(line, inside)

    def _type(self, node: Node, where: Where) -> None:
        """Types are units that are found, and never copies."""
        draft = self._class(node, where, Trait.DATA)
        body = node.child_by_field_name("body")
        declared = [part for part in body.named_children if part.type == "field_declaration"] if body is not None else []
        draft.fields = [text_of(part.child_by_field_name("name")) for part in declared] or traits.members(body)
        inside = Where(where.depth + 1, Scope(where.scope, function=True), draft, top=False)
        for member in body.named_children if body is not None else ():
            if member.type not in self.nothing:
                self.one((member,), inside)
        draft.last = len(self.lines)

    def _class(self, node: Node, where: Where, trait: Trait) -> Draft:
        name = node.child_by_field_name("name")
        if where.top:
            self.names.declare(node)
        draft = self.open(text_of(name), UnitKind.CLASS, where, node, name or node)
        draft.base = where.depth + 1
        draft.traits.add(trait)
        line = self.reader.span(node, name or node, where.depth, where.scope)
        line.raw.extend(((SYNTAX, node.type.removesuffix("_item")), (SELF, draft.name)))
        self.lines.append(line)
        return draft

    def _trait(self, node: Node, where: Where) -> None:
        draft = self._class(node, where, Trait.PROTOCOL)
        self._members(node, draft, where)
        draft.last = len(self.lines)

    def _members(self, node: Node, owner: Draft, where: Where) -> None:
        body = node.child_by_field_name("body")
        if body is not None and not traits.is_test(node):
            self.suite(body.named_children, Where(where.depth + 1, Scope(where.scope, owner.name), owner, top=False))

    def _impl(self, node: Node, where: Where) -> None:
        """The methods of a type, in its scope; the block itself is no unit. Those that a trait asks for have it as their base."""
        kind = node.child_by_field_name("type")
        while kind is not None and kind.type in ("generic_type", "reference_type", "scoped_type_identifier"):
            kind = kind.child_by_field_name("name") or kind.child_by_field_name("type")
        asked = text_of(node.child_by_field_name("trait")).partition("<")[0].replace(" ", "").strip(":").replace("::", ".")
        owner = Draft(text_of(kind), UnitKind.CLASS, where.scope_name, 0, 0)
        owner.bases = [asked] if asked else []
        self._members(node, owner, where)

    def _module(self, node: Node, where: Where) -> None:
        """The items of `mod a { ... }`, but for those of the tests."""
        if where.top and not traits.is_tested(node):
            self.names.declare(node)
        body = node.child_by_field_name("body")
        if body is not None and not traits.is_test(node):
            owner = Draft(text_of(node.child_by_field_name("name")), UnitKind.SCRIPT, where.scope_name, 0, 0)
            with self.names.inside(owner.name):
                self.suite(body.named_children, Where(where.depth + 1, Scope(where.scope), owner, top=False))

    def _use(self, node: Node, where: Where) -> None:
        self.names.read_use(node)

    def _value(self, node: Node, where: Where) -> None:
        """A constant: a table when it is long enough."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if where.top:
            self.names.declare(node)
        if name is None or value is None or where.scope.function or not traits.is_table(value):
            self.one((node,), where)
            return
        draft = self.open(text_of(name), UnitKind.TABLE, where, node, name)
        entries = traits.entries_of(value)
        line = self.reader.span(name, name, where.depth, where.scope)
        line.raw.append((SELF, draft.name))
        if not entries:
            self.reader.read((value,), line)
        self.add(line, where)
        draft.base = where.depth + 1
        self.suite(entries, Where(where.depth + 1, where.scope, draft, top=False))
        draft.last = len(self.lines)

    def _macro(self, node: Node, where: Where) -> None:
        """`macro_rules!`: one statement for each rule."""
        if where.top:
            self.names.declare(node, public=_is_exported(node))
        name = node.child_by_field_name("name")
        draft = self.open(text_of(name), UnitKind.FUNCTION, where, node, name or node)
        draft.base = where.depth + 1
        inside = Where(where.depth + 1, Scope(where.scope, draft.name, function=True), draft, top=False)
        for rule in node.named_children:
            if rule.type == "macro_rule":
                self.one((rule,), inside)
        draft.last = len(self.lines)

    def _invocation(self, node: Node, where: Where) -> None:
        """A macro among the items may define whatever it likes."""
        self.names.open_names = self.names.open_names or where.top
        self.one((node,), where)

    def _expression(self, node: Node, where: Where) -> None:
        inner = next((child for child in node.named_children if child.type not in COMMENTS), None)
        if inner is not None and inner.type in COMPOUND:
            self._compound(inner, where)
        elif inner is not None and inner.type == "macro_invocation" and where.top:
            self._invocation(inner, where)
        else:
            self.one((node,), where)

    def _compound(self, node: Node, where: Where) -> None:
        """A header, its body, and what follows; a chain of `else if` is read in a loop."""
        before: list[Node] = []
        current: Node | None = node
        while current is not None:
            self.reader.bind(current.children_by_field_name("pattern"), where.scope)
            following = current.child_by_field_name("alternative")
            bodies = [child for child in current.children if child.type in _BODIES and child != current.child_by_field_name("condition")]
            header = [
                child for child in current.children if child not in bodies and child != following and child.type not in ("label", ":")
            ]
            if current.type == "block":
                header, bodies = [], [current]
            if header:
                self.one([*before, *header], where)
            inner = where.deeper(fallback=False) if header else where
            for body in bodies:
                self.suite(traits.statements(body), inner)
            current = None
            if following is not None:
                before = [child for child in following.children if child.type == "else"]
                blocks = [child for child in following.named_children if child.type not in COMMENTS]
                current = blocks[0] if blocks and blocks[0].type == "if_expression" else None
                if current is None:
                    self.one(before, where)
                    self.suite((child for block in blocks for child in self.body_of(block)), where.deeper(fallback=False))

    def _arm(self, node: Node, where: Where) -> None:
        """`pattern => value`: one statement, or a header and a body."""
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        if pattern is not None:
            self.reader.bind((pattern,), where.scope)
        if value is None or value.type not in COMPOUND:
            self.one([child for child in node.children if child.type not in (",", "attribute_item")], where)
            return
        self.one([child for child in node.children if child != value and child.type not in (",", "attribute_item")], where)
        self.suite(self.body_of(value), where.deeper(fallback=False))


def _parameters(function: Node) -> list[str]:
    listed = function.child_by_field_name("parameters")
    return [text_of(name) for name in targets([listed] if listed is not None else [])]


def _is_exported(macro: Node) -> bool:
    above = macro.prev_named_sibling
    while above is not None and (above.type == "attribute_item" or above.type in COMMENTS):
        if "macro_export" in text_of(above):
            return True
        above = above.prev_named_sibling
    return False

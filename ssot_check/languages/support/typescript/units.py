"""One TypeScript or JavaScript file: its top level, what it exports, and its units at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssot_check.languages.support.statements.drafts import Draft, Printer, Where, finish
from ssot_check.languages.support.statements.runs import Flow, ScriptRuns, enclose
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript import traits
from ssot_check.languages.support.typescript.definitions import Definitions
from ssot_check.languages.support.typescript.imports import Names
from ssot_check.languages.support.typescript.patterns import FUNCTIONS, bare, is_function, key_of, targets
from ssot_check.model.unit import Fingerprinter, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node


class Walker(Definitions):
    """Reads one file. After `read`, `lines`, `drafts` and `names` hold everything that is known."""

    def __init__(self, path: str, text: Text, grammar: str) -> None:
        super().__init__(text, grammar)
        self._path = path
        self.names = Names(path, text)
        self.readers |= {
            **dict.fromkeys(("function_declaration", "generator_function_declaration"), self._declared_function),
            **dict.fromkeys(("class_declaration", "abstract_class_declaration"), self._declared_class),
            **dict.fromkeys(("lexical_declaration", "variable_declaration"), self._variables),
            "export_statement": self._export,
            "expression_statement": self._expression,
        }

    def read(self, root: Node) -> None:
        """Read the whole file."""
        module = Scope(None)
        where = Where(0, module)
        runs = ScriptRuns()
        for node in root.children:
            first, self.flow = len(self.lines), Flow()
            module.bound = self.flow.bound
            if node.type == "import_statement":
                self.names.read_import(node)
            self.suite((node,), where)
            runs.add(node, self.flow, first, len(self.lines))
        for run in runs.finish():
            if run.start == run.end:
                continue
            enclose(self.lines[run.start : run.end], module, run.bound)
            draft = Draft("<script>", UnitKind.SCRIPT, "", run.start, 0)
            draft.last = run.end
            draft.start, draft.end = run.nodes[0].start_byte, run.nodes[-1].end_byte
            stop = self.text.data.find(b"\n", draft.start, run.nodes[0].end_byte)
            draft.place = (draft.start, run.nodes[0].end_byte if stop < 0 else stop)
            self.arguments(draft)
            self.drafts.append(draft)

    def units(self, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
        """The finished units in the order of the file."""
        return finish(self.drafts, self.lines, self.names.origins, Printer(self._path, self.text, fingerprint))

    def _export(self, node: Node, where: Where) -> None:
        declaration = node.child_by_field_name("declaration")
        value = node.child_by_field_name("value")
        default = any(child.type == "default" for child in node.children)
        first = len(self.drafts)
        for child in node.children:
            if child.type == "decorator":
                self.plain(child, where)
        if declaration is not None:
            for name in self._declared(declaration) if where.top else ():
                self.names.export(text_of(name), name)
            self.suite((declaration,), where)
        elif value is not None:
            self._default(node, value, where)
        else:
            self.names.read_exports(node)
        if default and where.top:
            self.names.export("default", node)
        for draft in self.drafts[first:]:
            if declaration is not None and draft.start == declaration.start_byte and draft.scope == where.scope_name:
                draft.start, draft.end = node.start_byte, node.end_byte

    def _declared(self, declaration: Node) -> list[Node]:
        """The names that a declaration declares."""
        if declaration.type in ("lexical_declaration", "variable_declaration"):
            return list(targets(name for child in declaration.named_children for name in child.children_by_field_name("name")))
        name = declaration.child_by_field_name("name")
        return [name] if name is not None else []

    def _default(self, node: Node, value: Node, where: Where) -> None:
        """`export default` of an expression: a name adds a name, a function or object is a unit called default."""
        inner = bare(value)
        if inner.type == "identifier":
            self.names.export(text_of(inner), value)
        else:
            self._bound(node, None, value, where)

    def _variables(self, node: Node, where: Where) -> None:
        declared = [child for child in node.named_children if child.type == "variable_declarator"]
        for child in declared:
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if where.top:
                for bound in self._declared(node):
                    self.names.declare(text_of(bound), bound)
            if value is not None and self.names.read_loader(name, value, late=where.scope.runs_late):
                continue
            outer = node if len(declared) == 1 else child
            if value is None or name is None or name.type != "identifier" or not self._bound(outer, name, value, where):
                self._run(value, where)
                self.one((outer,), where)

    def _run(self, value: Node | None, where: Where) -> None:
        if where.top:
            constant = value is None or traits.is_constant(value)
            self.flow.constant = self.flow.constant or constant
            self.flow.executable = self.flow.executable or not constant

    def _bound(self, outer: Node, name: Node | None, value: Node, where: Where) -> bool:
        """Read a value that has a name, when it is a unit; always when it is the default export (`name` is None)."""
        inner = bare(value)
        label = text_of(name).rpartition(".")[2] or text_of(inner.child_by_field_name("name")) or "default"
        kind = UnitKind.METHOD if where.owner is not None and where.owner.kind is UnitKind.CLASS else UnitKind.FUNCTION
        if name is not None and where.scope.function and name.type == "identifier":
            where.scope.bound.add(label)
        collection = None if where.scope.function else traits.collection_of(inner)
        if is_function(inner):
            self.function(self.open(label, kind, where, outer, name or value), inner, where)
        elif inner.type == "class":
            self.class_of(inner, where, self.open(label, UnitKind.CLASS, where, outer, name or value))
        elif collection is not None and traits.holds_functions(collection):
            self.entries(self.open(label, UnitKind.CLASS, where, outer, name or value), collection, where)
        elif not where.scope.function and traits.is_table(inner):
            self._run(value, where)
            self.entries(self.open(label, UnitKind.TABLE, where, outer, name or value), collection or inner, where)
        elif (wrapped := traits.wrapped_function(inner, top=where.top)) is not None:
            self.wrapped(self.open(label, kind, where, outer, name or value), wrapped, value, where)
        elif name is None:
            self.simple(value, where)
        else:
            return False
        return True

    def _declared_function(self, node: Node, where: Where) -> None:
        name = node.child_by_field_name("name")
        self._declare(name, where)
        kind = UnitKind.FUNCTION
        self.function(self.open(text_of(name) or "default", kind, where, node, name or node), node, where)

    def _declared_class(self, node: Node, where: Where) -> None:
        name = node.child_by_field_name("name")
        self._declare(name, where)
        self.class_of(node, where, self.open(text_of(name) or "default", UnitKind.CLASS, where, node, name or node))

    def _declare(self, name: Node | None, where: Where) -> None:
        if name is None:
            return
        if where.scope.function:
            where.scope.bound.add(text_of(name))
        elif where.top:
            self.names.declare(text_of(name), name)

    def _expression(self, node: Node, where: Where) -> None:
        """An assignment may export or bind a unit; a directive (`"use strict"`) is no statement."""
        inner = next((child for child in node.named_children if child.type != "comment"), None)
        if inner is None or inner.type == "string":
            return
        if inner.type in ("internal_module", "module"):
            self.suite((inner,), where)
        elif inner.type == "assignment_expression":
            self._assignment(node, inner, where)
        else:
            if inner.type in ("call_expression", "await_expression"):
                self.names.read_loader(None, inner, late=where.scope.runs_late)
            self.simple(node, where)

    def _assignment(self, node: Node, assignment: Node, where: Where) -> None:
        left, right = assignment.children[0], assignment.children[-1]
        written = text_of(left)
        if where.top and written.startswith(("module.exports", "exports.")):
            self._common_exports(written, left, right)
            if traits.only_names(bare(right)):
                return
        named = left.type in ("identifier", "member_expression") and written != "module.exports"
        own = bare(right).type in ("class", *FUNCTIONS) or (where.top and traits.collection_of(right) is not None)
        if not own or not self._bound(node, left if named else None, right, where):
            self.simple(node, where)

    def _common_exports(self, written: str, left: Node, right: Node) -> None:
        """`module.exports = ...`, `module.exports.a = ...`, `exports.a = ...`."""
        value = bare(right)
        if written not in ("module.exports", "exports"):
            self.names.export(written.rpartition(".")[2], left)
            return
        self.names.export("default", left)
        if value.type == "object":
            for entry in traits.entries_of(value):
                name = key_of(entry.child_by_field_name("key") or entry.child_by_field_name("name"))
                if name or entry.type == "shorthand_property_identifier":
                    self.names.export(name or text_of(entry), entry)
                else:
                    self.names.open_names = True
        elif value.type == "identifier":
            self.names.export(text_of(value), value)
            self.names.open_names = True
        else:
            own = value.child_by_field_name("name")
            if own is not None:
                self.names.export(text_of(own), value)
            self.names.open_names = not is_function(value) or self.names.open_names

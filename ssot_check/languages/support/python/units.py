"""One walk over the syntax tree of a Python file: its units, statement by statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python import traits as python_traits
from ssot_check.languages.support.python.blocks import CLAUSES, COMPOUND, IMPORTS, guards_main, is_fallback, only_for_types, tries_imports
from ssot_check.languages.support.python.imports import Names
from ssot_check.languages.support.python.patterns import targets
from ssot_check.languages.support.python.strings import is_string
from ssot_check.languages.support.python.tables import Table, is_constant, table_of, target_of
from ssot_check.languages.support.python.tokens import Reader
from ssot_check.languages.support.statements.drafts import Draft, Printer, Where, finish
from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.runs import Flow, ScriptRuns, enclose
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import SYNTAX, Fingerprinter, Trait, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST: Final = 100  # nested suites; CPython itself reads no more than that
_FUNCTION: Final = "function_definition"
_CLASS: Final = "class_definition"
_DEFINITIONS: Final = frozenset((_FUNCTION, _CLASS, "decorated_definition"))


class Walker:
    """Reads one file. After `read`, `lines`, `drafts` and `names` hold everything that is known."""

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._text = text
        self._reader = Reader(text)
        self._absent: set[str] = set()
        self._flow = Flow()
        self.names = Names(path, text)
        self.lines: list[Line] = []
        self.drafts: list[Draft] = []
        self.too_deep: list[int] = []

    def read(self, root: Node) -> None:
        """Read the whole file."""
        module, runs = Scope(None), ScriptRuns()
        where = Where(0, module)
        for node in root.children:
            first, self._flow = len(self.lines), Flow()
            module.bound = self._flow.bound
            self._suite((node,), where)
            self._flow.executable = self._flow.executable and not (only_for_types(node) or tries_imports(node))
            runs.add(node, self._flow, first, len(self.lines))
        for run in runs.finish():
            enclose(self.lines[run.start : run.end], module, run.bound)
            self._script("<script>", run.start, run.end, run.nodes, 0)

    def units(self, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
        """The finished units in the order of the file."""
        return finish(self.drafts, self.lines, self.names.origins, Printer(self._path, self._text, fingerprint))

    def _suite(self, nodes: Iterable[Node], where: Where) -> None:
        if where.depth > _DEEPEST:
            self._flatten(list(nodes), where)
            return
        for node in nodes:
            kind = node.type
            if kind in _DEFINITIONS:
                self._definition(node, where)
            elif kind in COMPOUND:
                self._compound(node, where)
            elif kind == "ERROR":
                self._broken(node, where)
            elif kind not in ("comment", ";"):
                self._simple(node, where)

    def _broken(self, node: Node, where: Where) -> None:
        """What the grammar could not place: its whole statements, and the rest as one."""
        whole = [child for child in node.children if child.type.endswith(("_statement", "_definition"))]
        loose = [child for child in node.children if child not in whole and child.type != "comment"]
        if loose:
            line = self._reader.span(loose[0], loose[-1], where.depth, where.scope)
            self._reader.read(loose, line)
            self.lines.append(line)
        self._suite(whole, where.deeper(fallback=False))

    def _flatten(self, nodes: list[Node], where: Where) -> None:
        """Suites nested beyond any reader's patience are one statement."""
        line = self._reader.span(nodes[0], nodes[-1], where.depth, where.scope)
        self.too_deep.append(line.line)
        for node in nodes:
            line.raw.extend(leaves(self._text, node, SYNTAX))
        self.lines.append(line)

    def _compound(self, node: Node, where: Where) -> None:
        """A header, its suite, and the clauses that follow, each clause with a header of its own."""
        header: list[Node] = []
        inner = where.deeper(fallback=is_fallback(node, self._absent))
        for child in node.children:
            if child.type == "block":
                self._header(node, header, where)
                header = []
                self._block(node, child, inner)
            elif child.type in CLAUSES:
                self._header(node, header, where)
                header = []
                self._compound(child, where)
            elif child.type != "comment":
                header.append(child)
        self._header(node, header, where)

    def _header(self, node: Node, header: list[Node], where: Where) -> None:
        if not header:
            return
        line = self._reader.span(header[0], header[-1], where.depth, where.scope)
        if node.type == "for_statement" and (left := node.child_by_field_name("left")) is not None:
            self._reader.bind((left,), where.scope)
        self._reader.header(header, line)
        self.lines.append(line)

    def _block(self, node: Node, block: Node, where: Where) -> None:
        first = len(self.lines)
        self._suite(block.children, where)
        if where.top and where.depth == 1 and guards_main(node):
            self._flow.main = True
            enclose(self.lines[first:], where.scope, where.scope.bound)
            self._script("__main__", first, len(self.lines), [child for child in block.children if child.type != "comment"], where.depth)

    def _script(self, name: str, first: int, last: int, nodes: Sequence[Node], base: int) -> None:
        if first == last or not nodes:
            return
        draft = Draft(name, UnitKind.SCRIPT, "", first, base)
        draft.last = last
        draft.start, draft.end = nodes[0].start_byte, nodes[-1].end_byte
        draft.place = (draft.start, self._line_end(nodes[0]))
        if python_traits.declares_arguments(self.lines[first:last]):
            draft.traits.add(Trait.ARGUMENTS)
        self.drafts.append(draft)

    def _line_end(self, node: Node) -> int:
        """Offset of the end of the node, or of its first line."""
        stop = self._text.data.find(b"\n", node.start_byte, node.end_byte)
        return node.end_byte if stop < 0 else stop

    def _simple(self, node: Node, where: Where) -> None:
        kind = node.type
        if kind in IMPORTS:
            self.names.read_import(node, top=where.top, late=where.scope.runs_late)
        elif kind == "expression_statement" and node.child_count:
            child = node.children[0]
            if is_string(child) and node.child_count == 1:
                line = self._reader.span(node, node, where.depth, where.scope)
                self._reader.documentation(child, line)
                self.lines.append(line)
                return
            if child.type == "assignment":
                self._assignment(node, child, where)
                return
        if where.top and kind not in IMPORTS and kind != "pass_statement":
            self._flow.executable = True
        self._read(node, where)

    def _read(self, node: Node, where: Where) -> Line:
        line = self._reader.span(node, node, where.depth, where.scope)
        self._reader.read((node,), line)
        self.lines.append(line)
        return line

    def _assignment(self, node: Node, child: Node, where: Where) -> None:
        target, value = target_of(child)
        if where.top:
            self._define(child, target, value, where)
        if target is not None and value is not None:
            if value.type == "lambda":
                self._lambda(node, target, value, where)
                return
            table = None if where.scope.function else table_of(value, self.names.origins)
            if table is not None:
                self._table(node, target, table, where)
                return
        self._read(node, where)

    def _define(self, child: Node, target: Node | None, value: Node | None, where: Where) -> None:
        for name in targets(child.children[:1]):
            self.names.define(self._reader.name(name), name)
            if where.fallback:
                self._absent.add(self._reader.name(name))
        if target is not None and value is not None and self._reader.name(target) == "__all__":
            self.names.declare(value)
        if value is None or is_constant(value) or table_of(value, self.names.origins) is not None:
            self._flow.constant = True
        else:
            self._flow.executable = True

    def _lambda(self, node: Node, target: Node, value: Node, where: Where) -> None:
        kind = UnitKind.METHOD if where.owner and where.owner.kind is UnitKind.CLASS else UnitKind.FUNCTION
        draft = self._open(self._reader.name(target), kind, where, node, target)
        if where.scope.function:
            where.scope.bound.add(draft.name)
        line = self._reader.span(node, node, where.depth, where.scope)
        line.raw.append(self._reader.own(target))
        self.lines.append(line)
        self._reader.read(node.children[0].children[1:], line)
        draft.parameters = len(self._parameters(value))
        draft.last = len(self.lines)

    def _table(self, node: Node, target: Node, table: Table, where: Where) -> None:
        """One statement for what comes before the entries, one for each entry."""
        draft = self._open(self._reader.name(target), UnitKind.TABLE, where, node, target)
        line = self._reader.span(node, node, where.depth, where.scope)
        line.raw.append(self._reader.own(target))
        self.lines.append(line)
        if table.entries:
            line.end_line = line.line
            line.raw.append((SYNTAX, table.opening))
        else:
            self._reader.read(node.children[0].children[1:], line)
        for entry in table.entries:
            item = self._reader.span(entry, entry, where.depth + 1, where.scope)
            self._reader.read((entry,), item)
            self.lines.append(item)
        draft.last = len(self.lines)

    def _open(self, name: str, kind: UnitKind, where: Where, node: Node, place: Node) -> Draft:
        draft = Draft(name, kind, where.scope_name, len(self.lines), where.depth)
        draft.start, draft.end = node.start_byte, node.end_byte
        draft.place = (place.start_byte, place.end_byte)
        if where.fallback:
            draft.traits.add(Trait.FALLBACK)
        self.drafts.append(draft)
        return draft

    def _definition(self, node: Node, where: Where) -> None:
        decorators = [child for child in node.children if child.type == "decorator"] if node.type == "decorated_definition" else []
        inner = node.child_by_field_name("definition") if node.type == "decorated_definition" else node
        name = inner.child_by_field_name("name") if inner is not None else None
        if inner is None or name is None:
            self._read(node, where)
            return
        if where.scope.function:
            where.scope.bound.add(self._reader.name(name))
        if where.top:
            self.names.define(self._reader.name(name), name)
        draft = self._open(self._reader.name(name), self._kind(inner, where), where, node, name)
        draft.base = where.depth + 1
        scope = Scope(where.scope, draft.name, function=inner.type == _FUNCTION)
        words: list[str] = []
        for decorator in decorators:
            line = self._reader.span(decorator, decorator, where.depth, where.scope)
            self._reader.decorator(decorator, line)
            words.extend(call.rpartition(".")[2] for call in line.calls)
            self.lines.append(line)
        if python_traits.is_protocol(inner):
            draft.traits.add(Trait.PROTOCOL)
        self._signature(inner, Where(where.depth, scope))
        block = inner.child_by_field_name("body")
        inside = Where(where.depth + 1, scope, draft, top=False)
        self._suite(block.children if block is not None else (), inside)
        draft.last = len(self.lines)
        self._judge(draft, inner, where, words)

    def _kind(self, inner: Node, where: Where) -> UnitKind:
        if inner.type == _CLASS:
            return UnitKind.CLASS
        return UnitKind.METHOD if where.owner is not None and where.owner.kind is UnitKind.CLASS else UnitKind.FUNCTION

    def _signature(self, inner: Node, where: Where) -> None:
        header = [child for child in inner.children if child.type not in ("block", "comment")]
        line = self._reader.span(header[0], header[-1], where.depth, where.scope)
        for child in header:
            if child.type == "identifier":
                line.raw.append(self._reader.own(child))
            else:
                self._reader.read((child,), line)
        self.lines.append(line)

    def _judge(self, draft: Draft, inner: Node, where: Where, decorators: Sequence[str]) -> None:
        body = python_traits.statements(inner.child_by_field_name("body"))
        draft.traits |= python_traits.from_decorators(decorators)
        if where.scope.function:
            draft.traits.add(Trait.NESTED)
        if inner.type == _CLASS:
            draft.bases, draft.fields = python_traits.bases(inner), python_traits.fields(body, python_traits.base_names(inner))
            draft.traits |= python_traits.of_class(body, decorators, python_traits.base_names(inner))
            return
        names = self._parameters(inner)
        own = names[1:] if draft.kind is UnitKind.METHOD and "staticmethod" not in decorators else names
        draft.parameters = len(own)
        draft.traits |= python_traits.of_body(draft.name, body, own)
        if inner.children[0].type == "async":
            draft.traits.add(Trait.ASYNC)
        if python_traits.declares_arguments(self.lines[draft.first + 1 : draft.last]):
            draft.traits.add(Trait.ARGUMENTS)

    def _parameters(self, function: Node) -> list[str]:
        parameters = function.child_by_field_name("parameters")
        return [self._reader.name(name) for name in targets(parameters.children)] if parameters is not None else []

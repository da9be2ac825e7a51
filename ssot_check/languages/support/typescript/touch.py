"""Where a TypeScript or JavaScript file reads the environment, imports a watched package or touches a watched name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.excerpt import excerpt
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript.kinds import NOT_CODE, TYPES
from ssot_check.languages.support.typescript.names import NO_USE, NameFinder
from ssot_check.languages.support.typescript.only_types import says_types, takes_types
from ssot_check.languages.support.typescript.patterns import binding, key_of
from ssot_check.languages.support.typescript.reach import CHAIN, ENVIRONMENTS, Reach, argument, outermost
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import TYPES_ALONE, WHOLE, Form, Touch, TouchKind, Watch, in_order

if TYPE_CHECKING:
    from tree_sitter import Node

_BINDERS: Final = frozenset((
    "variable_declarator", "required_parameter", "optional_parameter", "formal_parameters", "function_declaration", "arrow_function",
    "pair_pattern",
))  # fmt: skip
_STEPS: Final = frozenset(("member_expression", "subscript_expression", "binary_expression"))
_SHORTHAND: Final = "shorthand_property_identifier_pattern"
_TYPES_ONLY: Final = ("import type ", "export type ")
_DECLARES: Final = (".d.ts", ".d.mts", ".d.cts")
_BY_KEY: Final = frozenset(("Reflect.get", "Reflect.has", "Object.hasOwn"))
"""Calls of an object and a key."""


def touches(source: SourceFile, grammar: str, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of the file, by place; none in one that only declares what another one does."""
    if source.path.endswith(_DECLARES):
        return ()
    text = Text(source.text)
    found = dict.fromkeys(_Finder(source.path, text, watch, grammar).find(text.tree(grammar)))
    return in_order(found)


class _Finder:
    """One file."""

    def __init__(self, path: str, text: Text, watch: Watch, grammar: str) -> None:
        self._path = path
        self._text = text
        self._watch = watch
        self._grammar = grammar
        self._reach = Reach(path, text, watch, Counter(), ())

    def find(self, root: Node) -> Iterator[Touch]:
        """Two walks: what the names mean, then where they are used."""
        nodes = list(_walk(root))
        bound = Counter(text_of(node) for node in nodes if node.type == _SHORTHAND or (node.type == "identifier" and _is_bound(node)))
        self._reach = Reach(self._path, self._text, self._watch, bound, nodes)
        known = set()
        for node in nodes:
            if node.type in ("import_statement", "export_statement", "call_expression"):
                for touch in self._import(node, nodes):
                    known.add(touch.name)
                    yield touch
            if name := self._environment(node):
                yield from self._read(node, name)
            elif node.type in ("call_expression", "new_expression"):
                yield from self._run(node)
            else:
                yield from self._inner_patterns(node)
        yield from NameFinder(self._path, self._text, self._watch, self._reach).find(nodes, known)

    def _environment(self, node: Node) -> str:
        """The watched name that the node is, all of it; "" when it is none."""
        if node.type == "identifier" and (_is_bound(node) or (node.parent is not None and node.parent.type in NO_USE)):
            return ""
        if node.type not in (*CHAIN, "identifier", "call_expression"):
            return ""
        name = self._reach.full(node).name
        return name if name in ENVIRONMENTS and name in self._watch.names else ""

    def _inner_patterns(self, node: Node) -> Iterator[Touch]:
        """`const { env: { HOME } } = process`, also where it stands as a parameter."""
        pattern, value = binding(node) or (None, None)
        if pattern is not None and value is not None and pattern.type == "object_pattern":
            for part, held in self._reach.unpacked(pattern, self._reach.full(value)):
                if part.type == "object_pattern" and held.name in ENVIRONMENTS and held.name in self._watch.names:
                    yield from self._destructured(part, held.name)

    def _run(self, node: Node) -> Iterator[Touch]:
        """`eval("...")` and `new Function("...")`: what the text touches, at the place of the call."""
        function, arguments = (
            node.child_by_field_name("function") or node.child_by_field_name("constructor"),
            node.child_by_field_name("arguments"),
        )
        if arguments is None or text_of(function) not in ("eval", "Function"):
            return
        code = "\n".join(self._reach.literal(argument) for argument in arguments.named_children)
        text = Text(code)
        for touch in _Finder(self._path, text, self._watch, self._grammar).find(text.tree(self._grammar)) if code.strip() else ():
            yield replace(self._touch(node, touch.name, touch.key), kind=TouchKind.NAME, key="", form=Form.DYNAMIC)

    def _read(self, node: Node, name: str) -> Iterator[Touch]:
        outer = outermost(node)
        parent = outer.parent
        kind = parent.type if parent is not None else ""
        pattern = parent.child_by_field_name("name") if parent is not None and kind == "variable_declarator" else None
        if pattern is not None and pattern.type in ("object_pattern", "identifier"):
            yield from self._destructured(pattern, name) if pattern.type == "object_pattern" else ()
        elif parent is not None and kind == "arguments" and text_of(_function(parent)) in _BY_KEY:
            call = parent.parent or node
            yield self._touch(call, name, self._reach.literal(argument(call, 1)))
        elif parent is None or kind not in _STEPS:
            yield self._touch(node, name, WHOLE)
        else:
            yield from self._step(node, parent, name)

    def _step(self, node: Node, parent: Node, name: str) -> Iterator[Touch]:
        """One variable, read as a member, by subscript or with `in`."""
        if parent.type == "member_expression":
            yield from self._member(parent, name)
        elif parent.type == "subscript_expression":
            if not _is_assigned(parent):
                yield self._touch(parent, name, self._reach.literal(parent.child_by_field_name("index")))
        elif any(child.type == "in" for child in parent.children):
            yield self._touch(node, name, self._reach.literal(parent.child_by_field_name("left")))
        else:
            yield self._touch(node, name, WHOLE)

    def _member(self, member: Node, name: str) -> Iterator[Touch]:
        key = member.child_by_field_name("property")
        text = text_of(key)
        call = member.parent if member.parent is not None and member.parent.type == "call_expression" else None
        if name == "Deno.env":
            first = argument(call, 0) if call is not None else None
            if text in ("get", "has", "toObject"):
                yield self._touch(member, name, WHOLE if text == "toObject" else self._reach.literal(first))
        elif not _is_assigned(member):
            yield self._touch(member, name, text)

    def _destructured(self, pattern: Node, name: str) -> Iterator[Touch]:
        for child in pattern.named_children:
            if child.type == "rest_pattern":
                yield self._touch(child, name, WHOLE, name)
            elif child.type not in NOT_CODE:
                key = child.child_by_field_name("key") or child.child_by_field_name("left") or child
                yield self._touch(child, name, self._reach.literal(key) or text_of(key), name)

    def _import(self, node: Node, nodes: list[Node]) -> Iterator[Touch]:
        specifier = self._specifier(node)
        step = specifier
        while step and step not in self._watch.names:
            step = step.rpartition("/")[0]
        if step and not text_of(node).startswith(_TYPES_ONLY) and not says_types(node):
            place = TYPES_ALONE if takes_types(node, nodes, self._grammar) else ""
            yield Touch(TouchKind.IMPORT, step, self._place(node), spelled=specifier, place=place)

    def _specifier(self, node: Node) -> str:
        """The module of an import, a re-export, `require("x")` or `import("x")`; "" for anything else."""
        if node.type == "call_expression":
            return self._reach.loaded(node).name
        source = node.child_by_field_name("source")
        return key_of(source) if source is not None else ""

    def _touch(self, node: Node, name: str, key: str, spelled: str = "") -> Touch:
        return Touch(TouchKind.ENVIRONMENT, name, self._place(node), spelled=spelled or excerpt(text_of(node)), key=key)

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)


def _walk(root: Node) -> Iterator[Node]:
    """Every named node but those of types, in source order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type not in TYPES and node.type not in ("comment", "type_alias_declaration", "interface_declaration"):
            yield node
            stack.extend(node.named_children[::-1])


def _function(arguments: Node) -> Node | None:
    """What is called with these arguments."""
    return arguments.parent.child_by_field_name("function") if arguments.parent is not None else None


def _is_bound(node: Node) -> bool:
    """True where the identifier is the name that a declaration or parameter binds."""
    parent = node.parent
    if parent is None or parent.type not in _BINDERS:
        return False
    name = next(filter(None, map(parent.child_by_field_name, ("name", "pattern", "value"))), None)
    return parent.type == "formal_parameters" or (name is not None and name.id == node.id)


def _is_assigned(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    left = parent.child_by_field_name("left") if parent.type == "assignment_expression" else None
    return (left is not None and left.id == node.id) or (parent.type == "unary_expression" and parent.children[0].type == "delete")

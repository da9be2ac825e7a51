"""Where a TypeScript or JavaScript file reads the environment, imports a watched package or touches a watched name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.excerpt import excerpt
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript_kinds import TYPES
from ssot_check.languages.support.typescript_names import NameFinder
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, WHOLE, Touch, TouchKind, Watch, in_order

if TYPE_CHECKING:
    from tree_sitter import Node

_OBJECTS: Final = frozenset(READS_ENVIRONMENT["javascript"])
_GLOBALS: Final = ("globalThis.", "window.", "global.", "self.")
_PROCESS: Final = frozenset(("process", "node:process"))
_THROUGH: Final = frozenset(("parenthesized_expression", "as_expression", "non_null_expression", "satisfies_expression"))
_BINDERS: Final = frozenset(
    ("variable_declarator", "required_parameter", "optional_parameter", "formal_parameters", "function_declaration", "arrow_function")
)
_STEPS: Final = frozenset(("member_expression", "subscript_expression", "binary_expression"))
_SHORTHAND: Final = "shorthand_property_identifier_pattern"
_LONGEST: Final = 80  # bytes of a chain that can still mean the environment
_AMBIGUOUS: Final = 2  # a name that is bound twice may be something else where it is used


def touches(source: SourceFile, grammar: str, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of the file, by place."""
    text = Text(source.text)
    found = dict.fromkeys(_Finder(source.path, text, watch).find(text.tree(grammar)))
    return in_order(found)


class _Finder:
    """One file. `_aliases` are names that stand for the environment, `_bound` counts how often the file binds a name."""

    def __init__(self, path: str, text: Text, watch: Watch) -> None:
        self._path = path
        self._text = text
        self._watch = watch
        self._aliases: dict[str, str] = {}
        self._bound: Counter[str] = Counter()

    def find(self, root: Node) -> Iterator[Touch]:
        """Two walks: what the names mean, then where they are used."""
        nodes = list(_walk(root))
        for node in nodes:
            self._bind(node)
        known = set()
        for node in nodes:
            if node.type in ("import_statement", "export_statement", "call_expression"):
                for touch in self._import(node):
                    known.add(touch.name)
                    yield touch
            name = self._environment(node)
            if name:
                yield from self._read(node, name)
        yield from NameFinder(self._path, self._text, self._watch, self._bound).find(nodes, known)

    def _bind(self, node: Node) -> None:
        """Note imports of the environment, aliases of it, and names that hide the global ones."""
        if node.type == "import_specifier":
            statement = node.parent.parent.parent if node.parent is not None and node.parent.parent is not None else None
            name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
            if statement is not None and name is not None and self._specifier(statement) in _PROCESS and self._slice(name) == "env":
                self._aliases[self._slice(alias or name)] = "process.env"
        elif node.type == "variable_declarator":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and name.type == "identifier" and value is not None:
                origin = self._dotted(_inner(value))
                if origin in _OBJECTS:
                    self._aliases[self._slice(name)] = origin
        if node.type == _SHORTHAND or (node.type == "identifier" and _is_bound(node)):
            self._bound[self._slice(node)] += 1

    def _environment(self, node: Node) -> str:
        """The watched name that the node is, all of it; "" when it is none."""
        if node.type == "member_expression":
            name = self._dotted(node)
            known = name in _OBJECTS and name in self._watch.names and not self._bound[name.partition(".")[0]]
            return name if known else ""
        if node.type != "identifier" or _is_bound(node) or _is_name_only(node):
            return ""
        origin = self._aliases.get(self._slice(node), "")
        return origin if origin in self._watch.names and self._bound[self._slice(node)] < _AMBIGUOUS else ""

    def _read(self, node: Node, name: str) -> Iterator[Touch]:
        outer = node
        while outer.parent is not None and outer.parent.type in _THROUGH:
            outer = outer.parent
        parent = outer.parent
        kind = parent.type if parent is not None else ""
        pattern = parent.child_by_field_name("name") if parent is not None and kind == "variable_declarator" else None
        if pattern is not None and pattern.type in ("object_pattern", "identifier"):
            yield from self._destructured(pattern, name) if pattern.type == "object_pattern" else ()
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
                yield self._touch(parent, name, self._string(parent.child_by_field_name("index")))
        elif any(child.type == "in" for child in parent.children):
            yield self._touch(node, name, self._string(parent.child_by_field_name("left")))
        else:
            yield self._touch(node, name, WHOLE)

    def _member(self, member: Node, name: str) -> Iterator[Touch]:
        key = member.child_by_field_name("property")
        text = self._slice(key) if key is not None else ""
        call = member.parent if member.parent is not None and member.parent.type == "call_expression" else None
        if name == "Deno.env":
            arguments = call.child_by_field_name("arguments") if call is not None else None
            first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
            if text in ("get", "has", "toObject"):
                yield self._touch(member, name, WHOLE if text == "toObject" else self._string(first))
        elif not _is_assigned(member):
            yield self._touch(member, name, text)

    def _destructured(self, pattern: Node, name: str) -> Iterator[Touch]:
        for child in pattern.named_children:
            if child.type == "rest_pattern":
                yield self._touch(child, name, WHOLE)
                continue
            key = child.child_by_field_name("key") or child.child_by_field_name("left") or child
            yield self._touch(child, name, self._string(key) or self._slice(key))

    def _import(self, node: Node) -> Iterator[Touch]:
        specifier = self._specifier(node)
        step = specifier
        while step and step not in self._watch.names:
            step = step.rpartition("/")[0]
        if step and "import type" not in self._slice(node)[:12]:
            yield Touch(TouchKind.IMPORT, step, self._place(node), spelled=specifier)

    def _specifier(self, node: Node) -> str:
        """The module of an import, a re-export, `require("x")` or `import("x")`; "" for anything else."""
        if node.type == "call_expression":
            function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
            if function is None or self._slice(function) not in ("require", "import") or arguments is None:
                return ""
            return self._string(arguments.named_children[0] if arguments.named_children else None)
        return self._string(node.child_by_field_name("source"))

    def _string(self, node: Node | None) -> str:
        if node is None or node.type not in ("string", "template_string"):
            return ""
        plain = all(child.type != "template_substitution" for child in node.children)
        return self._slice(node)[1:-1] if plain else ""

    def _dotted(self, node: Node) -> str:
        """`process.env` of `process.env`, `process?.env` and `globalThis.process.env`."""
        if node.type != "member_expression" or node.end_byte - node.start_byte > _LONGEST:
            return ""
        text = "".join(self._slice(node).split()).replace("?.", ".")
        return next((text.removeprefix(prefix) for prefix in _GLOBALS if text.startswith(prefix)), text)

    def _touch(self, node: Node, name: str, key: str) -> Touch:
        spelled = excerpt(self._slice(node))
        return Touch(TouchKind.ENVIRONMENT, name, self._place(node), spelled=spelled, key=key)

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)

    def _slice(self, node: Node) -> str:
        return self._text.slice(node.start_byte, node.end_byte)


def _walk(root: Node) -> Iterator[Node]:
    """Every named node but those of types, in source order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type not in TYPES and node.type not in ("comment", "type_alias_declaration", "interface_declaration"):
            yield node
            stack.extend(node.named_children[::-1])


def _inner(node: Node) -> Node:
    while node.type in _THROUGH and node.named_children:
        node = node.named_children[0]
    return node


def _is_bound(node: Node) -> bool:
    """True where the identifier is the name that a declaration or parameter binds."""
    parent = node.parent
    if parent is None or parent.type not in _BINDERS:
        return False
    name = parent.child_by_field_name("name") or parent.child_by_field_name("pattern")
    return parent.type == "formal_parameters" or (name is not None and name.id == node.id)


def _is_name_only(node: Node) -> bool:
    """True for the name in an import or export."""
    return node.parent is not None and node.parent.type in ("import_specifier", "export_specifier", "namespace_import", "import_clause")


def _is_assigned(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    left = parent.child_by_field_name("left") if parent.type == "assignment_expression" else None
    return (left is not None and left.id == node.id) or (parent.type == "unary_expression" and parent.children[0].type == "delete")

"""One walk over a Python file that gathers what its names are bound to and where names are read.

What a name means is asked afterwards, when all of the file is known. Annotations are left out, and so is what only a type checker reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import CLASS, COMPREHENSION, FUNCTION, MODULE, Binding, Imported, Scope, dotted_text
from ssot_check.languages.support.python.blocks import only_for_types
from ssot_check.languages.support.python.imports import package_of
from ssot_check.languages.support.python.patterns import targets
from ssot_check.languages.support.python.strings import unquoted

if TYPE_CHECKING:
    from tree_sitter import Node

_COMPREHENSIONS: Final = ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")


class Bindings:
    """The result of the walk. `chains` are attribute chains and bare names as they are read, `calls` and `items` calls and subscripts."""

    def __init__(self, path: str) -> None:
        self._package = package_of(path).split(".") if "/" in path else []
        self.module = Scope(MODULE)
        self.stars: list[Imported] = []
        self.imports: list[Imported] = []
        self.chains: list[tuple[Node, Scope]] = []
        self.calls: list[tuple[Node, Scope]] = []
        self.items: list[tuple[Node, Scope]] = []
        self.offered: set[str] = set()
        self.read_names: set[str] = set()
        self._typing = False
        self._handlers: dict[str, Callable[[Node, Scope], Sequence[tuple[Node, Scope]]]] = {
            "identifier": self._identifier,
            "attribute": self._attribute,
            "call": self._call,
            "subscript": self._subscript,
            "keyword_argument": self._keyword,
            "assignment": self._assignment,
            "named_expression": self._walrus,
            "for_statement": self._for,
            "for_in_clause": self._for,
            "as_pattern": self._as_pattern,
            "case_pattern": self._case,
            "function_definition": self._function,
            "lambda": self._lambda,
            "class_definition": self._class,
            "import_statement": self._import,
            "import_from_statement": self._import,
            "if_statement": self._if,
            "global_statement": self._declare,
            "nonlocal_statement": self._declare,
            "future_import_statement": self._nothing,
            "type": self._nothing,
            "type_alias_statement": self._nothing,
            "comment": self._nothing,
            **dict.fromkeys(_COMPREHENSIONS, self._comprehension),
        }

    def read(self, root: Node) -> None:
        """Walk the whole tree."""
        stack: list[tuple[Node, Scope]] = [(root, self.module)]
        handlers = self._handlers
        while stack:
            node, scope = stack.pop()
            handler = handlers.get(node.type)
            if handler is not None:
                stack.extend(handler(node, scope)[::-1])
            else:
                stack.extend([(child, scope) for child in node.named_children[::-1]])

    def _nothing(self, _node: Node, _scope: Scope) -> Sequence[tuple[Node, Scope]]:
        return ()

    def _identifier(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        self.chains.append((node, scope))
        self.read_names.add(dotted_text(node))
        return ()

    def _attribute(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        self.chains.append((node, scope))
        base = node.children[0]
        while base.type == "attribute":
            base = base.children[0]
        if base.type != "identifier":
            return ((base, scope),)
        self.read_names.add(dotted_text(base))
        return ()

    def _call(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        self.calls.append((node, scope))
        return [(child, scope) for child in node.named_children]

    def _subscript(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        self.items.append((node, scope))
        return [(child, scope) for child in node.named_children]

    def _keyword(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        value = node.child_by_field_name("value")
        return ((value, scope),) if value is not None else ()

    def _assignment(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None:
            return ()
        value = right
        while value is not None and value.type == "assignment":  # a = b = value
            value = value.child_by_field_name("right")
        inner = [] if right is None else [(right, scope)]
        if left.type == "identifier":
            if right is not None or scope.kind != CLASS:
                self._bind(left, scope, value)
            self._offer(left, value)
            return inner
        alone: list[tuple[Node, Node | None]] = [(target, None) for target in targets((left,))]
        for target, part in _pairs(left, value) or alone:
            if target.type == "identifier":
                self._bind(target, scope, part)
        return [(node, scope) for node in _read_parts(left)] + inner

    def _walrus(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        home = scope
        while home.kind == COMPREHENSION and home.parent is not None:
            home = home.parent
        if name is not None:
            self._bind(name, home, value)
        return ((value, scope),) if value is not None else ()

    def _for(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        left = node.child_by_field_name("left")
        if left is not None:
            self._opaque(targets((left,)), scope)
        return [(child, scope) for child in node.named_children if left is None or child.id != left.id]

    def _as_pattern(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        alias = node.child_by_field_name("alias")
        self._opaque(targets((alias,) if alias is not None else ()), scope)
        for child in node.children[1:]:  # the alias of a match pattern has no field
            if child.type == "identifier":
                self._opaque((child,), scope)
        return ((node.children[0], scope),)

    def _case(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        stack = [node]
        while stack:
            here = stack.pop()
            if here.type == "identifier":
                self._opaque((here,), scope)
            elif here.type == "class_pattern":
                stack.extend(here.named_children[1:])
            elif here.type != "dotted_name" or here.named_child_count == 1:
                stack.extend(here.named_children)
        return ()

    def _function(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        inner = self._named(node, scope, FUNCTION)
        parameters, body = node.child_by_field_name("parameters"), node.child_by_field_name("body")
        outside = self._parameters(parameters, scope, inner)
        return [*outside, *([(body, inner)] if body is not None else [])]

    def _lambda(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        inner = Scope(FUNCTION, scope, scope.name)
        body = node.child_by_field_name("body")
        outside = self._parameters(node.child_by_field_name("parameters"), scope, inner)
        return [*outside, *([(body, inner)] if body is not None else [])]

    def _parameters(self, parameters: Node | None, scope: Scope, inner: Scope) -> list[tuple[Node, Scope]]:
        """Bind the parameters inside; their defaults are read outside. One that is a bare name (`log=logging`) is what it usually means."""
        outside = []
        for child in parameters.named_children if parameters is not None else ():
            default = child.child_by_field_name("value")
            usual = Binding("", default, scope) if default is not None and default.type == "identifier" else Binding()
            for target in targets((child,)):
                inner.bind(dotted_text(target), usual)
            outside.extend([(default, scope)] if default is not None else [])
        return outside

    def _class(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        inner = self._named(node, scope, CLASS)
        bases, body = node.child_by_field_name("superclasses"), node.child_by_field_name("body")
        return [*([(bases, scope)] if bases is not None else []), *([(body, inner)] if body is not None else [])]

    def _named(self, node: Node, scope: Scope, kind: str) -> Scope:
        name = node.child_by_field_name("name")
        text = dotted_text(name) if name is not None else ""
        if name is not None:
            self._opaque((name,), scope)
        return Scope(kind, scope, f"{scope.name}.{text}" if scope.name else text)

    def _comprehension(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        inner = Scope(COMPREHENSION, scope, scope.name)
        children = node.named_children
        for child in children:  # the loop variables come after the element that reads them
            left = child.child_by_field_name("left") if child.type == "for_in_clause" else None
            for target in targets((left,) if left is not None else ()):
                inner.bindings.setdefault(dotted_text(target), []).append(Binding())
        return [(child, inner) for child in children]

    def _if(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        if not only_for_types(node):
            return [(child, scope) for child in node.named_children]
        body = node.child_by_field_name("consequence")
        self._typing = True
        for child in body.named_children if body is not None else ():
            if child.type in ("import_statement", "import_from_statement"):
                self._import(child, scope)
        self._typing = False
        return [(child, scope) for child in node.children_by_field_name("alternative")]

    def _declare(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        for child in node.named_children:
            scope.free[dotted_text(child)] = node.type == "global_statement"
        return ()

    def _import(self, node: Node, scope: Scope) -> Sequence[tuple[Node, Scope]]:
        source = node.child_by_field_name("module_name")
        prefix = self._absolute(dotted_text(source)) if source is not None else ""
        for child in node.children_by_field_name("name"):
            name = child.child_by_field_name("name") if child.type == "aliased_import" else child
            alias = child.child_by_field_name("alias")
            written, bound = dotted_text(name) if name is not None else "", dotted_text(alias) if alias is not None else ""
            if source is None:
                self._note(Imported(written, "", bound, child, scope))
                scope.bind(bound or written.partition(".")[0], Binding(written if bound else written.partition(".")[0]))
            else:
                self._note(Imported(prefix, written, bound, child, scope))
                scope.bind(bound or written, Binding(f"{prefix}.{written}"))
        if any(child.type == "wildcard_import" for child in node.children):
            self._note(Imported(prefix, "*", "", node, scope))
            if not self._typing:
                self.stars.append(Imported(prefix, "*", "", node, scope))
        return ()

    def _note(self, imported: Imported) -> None:
        if not self._typing:
            self.imports.append(imported)

    def _absolute(self, text: str) -> str:
        rest = text.lstrip(".")
        dots = len(text) - len(rest)
        if not dots:
            return text
        return ".".join([*self._package[: max(0, len(self._package) - dots + 1)], *([rest] if rest else [])])

    def _bind(self, target: Node, scope: Scope, value: Node | None) -> None:
        scope.bind(dotted_text(target), Binding("", value))

    def _opaque(self, nodes: Iterable[Node], scope: Scope) -> None:
        for node in nodes:
            scope.bind(dotted_text(node), Binding())

    def _offer(self, left: Node, value: Node | None) -> None:
        if value is not None and dotted_text(left) == "__all__":
            self.offered.update(unquoted(dotted_text(child)) for child in value.named_children if child.type == "string")


def _pairs(left: Node, value: Node | None) -> list[tuple[Node, Node | None]]:
    """`a, b = x, y` taken apart; nothing where the two sides do not match one to one."""
    if value is None or left.type not in ("pattern_list", "tuple_pattern") or value.type not in ("expression_list", "tuple"):
        return []
    ones, others = left.named_children, value.named_children
    plain = len(ones) == len(others) and all(node.type != "list_splat_pattern" for node in ones)
    return list(zip(ones, others, strict=True)) if plain else []


def _read_parts(left: Node) -> list[Node]:
    """Attributes and subscripts among the targets: what stands before the last step is read."""
    found, stack = [], [left]
    while stack:
        node = stack.pop()
        if node.type in ("attribute", "subscript"):
            found.append(node)
        elif node.type != "identifier":
            stack.extend(node.named_children)
    return found

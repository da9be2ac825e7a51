"""What a Python expression names: through imports, aliases, attribute chains, star imports and literal strings.

Nothing is guessed: an expression that is not certainly one of these names nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.python.bindings import Binding, Scope, dotted_text
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.python.strings import entry_target, is_formatted, unquoted
from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST: Final = 12  # aliases of aliases
_WRAPPERS: Final = frozenset(("parenthesized_expression", "await"))
_LOADERS: Final = frozenset(
    (
        "importlib.import_module", "builtins.__import__", "importlib.__import__", "pkgutil.resolve_name", "pydoc.locate",
        "runpy.run_module", "django.utils.module_loading.import_string", "werkzeug.utils.import_string", "zope.dottedname.resolve.resolve",
    )
)  # fmt: skip
_ENTRY: Final = frozenset(("importlib.metadata.EntryPoint", "importlib_metadata.EntryPoint"))
_GETTERS: Final = frozenset(("operator.attrgetter", "operator.methodcaller"))
_TABLES: Final = ("__dict__",)
_NAMESPACES: Final = frozenset(("builtins.globals", "builtins.locals", "builtins.vars"))


class Named(NamedTuple):
    """A dotted name, and whether a literal string is part of the way to it."""

    name: str
    dynamic: bool = False


class Resolver:
    """Answers questions about one file whose bindings are gathered."""

    def __init__(self, bindings: Bindings) -> None:
        self._stars = tuple(dict.fromkeys(item.module for item in bindings.stars))
        self._known: dict[tuple[int, str], tuple[Named, ...]] = {}
        self._open: set[tuple[int, str]] = set()

    def names(self, node: Node, scope: Scope, depth: int = 0) -> tuple[Named, ...]:
        """Every dotted name that the expression may be; () when it is none."""
        if depth > _DEEPEST:
            return ()
        kind = node.type
        if kind == "identifier":
            # What a parameter usually is was read at its default; inside, only what is taken from it (`log.getLogger`) tells more.
            return () if not depth and _is_usual(dotted_text(node), scope) else self.lookup(dotted_text(node), scope, depth)
        if kind == "attribute":
            return self._attribute(node, scope, depth)
        if kind == "call":
            return tuple(self._call(node, scope, depth + 1))
        if kind == "subscript":
            return tuple(self._item(node, scope, depth + 1))
        if kind in _WRAPPERS and node.named_children:
            return self.names(node.named_children[0], scope, depth + 1)
        if kind == "named_expression" and (value := node.child_by_field_name("value")) is not None:
            return self.names(value, scope, depth + 1)
        return ()

    def lookup(self, name: str, scope: Scope, depth: int = 0) -> tuple[Named, ...]:
        """What a bare name means in a scope."""
        holder = scope.holder(name)
        if holder is None:
            return (Named(f"builtins.{name}"), *(Named(f"{module}.{name}") for module in self._stars))
        key = id(holder), name
        if key in self._open:  # x = x
            return ()
        if key not in self._known:
            self._open.add(key)
            self._known[key] = self._bound(holder.bindings[name], holder, depth + 1)
            self._open.discard(key)
        return self._known[key]

    def is_alias(self, name: str, scope: Scope) -> bool:
        """True when the name certainly stands for another name, so that its uses tell more than its assignment."""
        holder = scope.holder(name)
        return holder is not None and bool(self.lookup(name, scope))

    def text(self, node: Node, scope: Scope, depth: int = 0) -> str | None:
        """The value of a string expression; None when it is known only at run time."""
        if depth > _DEEPEST:
            return None
        if node.type == "string":
            written = text_of(node)
            return None if is_formatted(written) and any(child.type == "interpolation" for child in node.children) else unquoted(written)
        if node.type in ("concatenated_string", "binary_operator"):
            if node.type == "binary_operator" and node.children[1].type != "+":
                return None
            parts = [self.text(child, scope, depth + 1) for child in node.named_children if child.type != "comment"]
            return None if None in parts else "".join(part or "" for part in parts)
        if node.type == "parenthesized_expression" and node.named_child_count == 1:
            return self.text(node.named_children[0], scope, depth + 1)
        value = self.value(node, scope) if node.type == "identifier" else None
        return self.text(*value, depth + 1) if value is not None else None

    def value(self, node: Node, scope: Scope) -> tuple[Node, Scope] | None:
        """The one expression that a bare name is bound to; None when there are several or it cannot be seen."""
        name = dotted_text(node)
        holder = scope.holder(name)
        bound = holder.bindings[name] if holder is not None else []
        if holder is None or len(bound) != 1 or bound[0].value is None or bound[0].usual is not None:
            return None
        return bound[0].value, holder

    def _bound(self, bound: list[Binding], holder: Scope, depth: int) -> tuple[Named, ...]:
        """Imports count each; an alias only when nothing else is bound to the name."""
        found = [Named(item.origin) for item in bound if item.origin]
        if not found and all(item.value is not None for item in bound):
            ways = [self.names(item.value, item.usual or holder, depth) for item in bound if item.value is not None]
            found = [named for way in ways for named in way] if all(ways) else []
            found = [named for named in found if not named.name.startswith("builtins.") or len(bound) == 1]
        return tuple(dict.fromkeys(found))

    def _attribute(self, node: Node, scope: Scope, depth: int) -> tuple[Named, ...]:
        steps: list[str] = []
        base = node
        while base.type == "attribute":
            steps.append(dotted_text(base.children[-1]))
            base = base.children[0]
        tail = ".".join(reversed(steps))
        return tuple(Named(f"{found.name}.{tail}", found.dynamic) for found in self.names(base, scope, depth + 1))

    def _call(self, node: Node, scope: Scope, depth: int) -> Iterator[Named]:
        function = node.child_by_field_name("function")
        arguments = positional(node)
        if function is None:
            return
        for called in self.names(function, scope, depth):
            if called.name == "builtins.getattr" and len(arguments) > 1:
                yield from self._below(arguments[0], self.text(arguments[1], scope), scope, depth)
            elif called.name in _LOADERS and arguments and (module := self.text(arguments[0], scope)):
                top = called.name.endswith("__import__") and keyword(node, "fromlist") is None and len(arguments) < 4
                yield Named(module.partition(".")[0] if top else module.replace(":", "."), dynamic=True)
            elif called.name in _ENTRY:
                value = keyword(node, "value") or (arguments[1] if len(arguments) > 1 else None)
                yield from _entry(self.text(value, scope) if value is not None else None)
        if function.type == "call" and arguments:  # operator.attrgetter("environ")(os)
            inner = function.child_by_field_name("function")
            if inner is not None and any(item.name in _GETTERS for item in self.names(inner, scope, depth)):
                wanted = [self.text(item, scope) for item in positional(function)[:1]]
                yield from self._below(arguments[0], wanted[0] if wanted else None, scope, depth)

    def _item(self, node: Node, scope: Scope, depth: int) -> Iterator[Named]:
        """`vars(os)["environ"]`, `os.__dict__["environ"]`, `sys.modules["os"]`, `globals()["os"]`."""
        value, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if value is None or key is None:
            return
        if value.type == "attribute" and dotted_text(value.children[-1]) in _TABLES:
            yield from self._below(value.children[0], self.text(key, scope), scope, depth)
        elif value.type == "call" and (function := value.child_by_field_name("function")) is not None:
            called = {item.name for item in self.names(function, scope, depth)}
            if positional(value):
                yield from self._below(positional(value)[0], self.text(key, scope), scope, depth) if "builtins.vars" in called else ()
            elif called & _NAMESPACES:
                yield from (Named(found.name, dynamic=True) for found in self.lookup(self.text(key, scope) or "", scope, depth))
        elif value.type == "attribute" and any(item.name == "sys.modules" for item in self.names(value, scope, depth)):
            text = self.text(key, scope)
            if text:
                yield Named(text, dynamic=True)

    def _below(self, base: Node, step: str | None, scope: Scope, depth: int) -> Iterator[Named]:
        if step:
            for found in self.names(base, scope, depth):
                yield Named(f"{found.name}.{step}", dynamic=True)


def _is_usual(name: str, scope: Scope) -> bool:
    holder = scope.holder(name)
    return holder is not None and any(item.usual is not None for item in holder.bindings[name])


def _entry(value: str | None) -> Iterator[Named]:
    if value and (target := entry_target(value)):
        yield Named(target, dynamic=True)


def positional(call: Node) -> list[Node]:
    """The positional arguments of a call, those that a star unpacks included."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None or arguments.type != "argument_list":
        return []
    return [child for child in arguments.named_children if child.type not in ("keyword_argument", "dictionary_splat", "comment")]


def keyword(call: Node, name: str) -> Node | None:
    """The value of a keyword argument, None when it is not given."""
    arguments = call.child_by_field_name("arguments")
    for child in arguments.named_children if arguments is not None else ():
        key = child.child_by_field_name("name") if child.type == "keyword_argument" else None
        if key is not None and dotted_text(key) == name:
            return child.child_by_field_name("value")
    return None

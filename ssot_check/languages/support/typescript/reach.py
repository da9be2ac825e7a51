"""What a chain of members in TypeScript or JavaScript means: through imports, loaders, patterns, brackets, and literal strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript.imports import LOADERS, Names, module_of
from ssot_check.languages.support.typescript.kinds import NOT_CODE
from ssot_check.languages.support.typescript.patterns import AROUND, bare, binding, key_of
from ssot_check.model.touch import READS_ENVIRONMENT, Watch

if TYPE_CHECKING:
    from tree_sitter import Node

ENVIRONMENTS: Final = frozenset(READS_ENVIRONMENT["javascript"])
CHAIN: Final = ("member_expression", "subscript_expression")
_AWAITED: Final = AROUND | {"await_expression"}
_GLOBALS: Final = ("globalThis.", "window.", "global.", "self.")
_REFLECT: Final = "Reflect.get"
_MAKES_LOADER: Final = frozenset(("createRequire", "module.createRequire"))
_CALL: Final = "call_expression"


class Reached(NamedTuple):
    """The whole name that a node means, and whether a literal string is a part of it."""

    name: str = ""
    dynamic: bool = False

    def member(self, name: str, *, dynamic: bool) -> Reached:
        """One step further; nothing where the step or what it starts from is not known."""
        return Reached(f"{self.name}.{name}", self.dynamic or dynamic) if self.name and name else Reached()


class Reach:
    """One file. `bound` counts how often it binds a name, by whatever it does; names that lead to something watched are followed."""

    def __init__(self, path: str, text: Text, watch: Watch, bound: Counter[str], nodes: Iterable[Node]) -> None:
        self._folder = path.rpartition("/")[0]
        self._watch = watch
        self._bound = bound
        self._names = Names(path, text)
        self._known: Counter[str] = Counter()
        self._leads: dict[str, Reached] = {}
        self._constants: dict[str, str] = {}
        self._loaders: set[str] = set(LOADERS)
        for node in nodes:
            if node.type == "import_statement":
                self._names.read_import(node)
            elif node.type == "variable_declarator":
                self._declared(node)
            elif node.type == _CALL:
                self._awaited(node)
            else:
                self._defaulted(node)

    def full(self, node: Node) -> Reached:
        """What the node means; nothing for what the file binds itself, and for what is known only at run time."""
        steps: list[tuple[str, bool]] = []
        base = bare(node, _AWAITED)
        while base.type in CHAIN:
            steps.append(self._step(base))
            base = bare(base.child_by_field_name("object") or base.children[0], _AWAITED)
        found = self._base(base)
        for text, dynamic in reversed(steps):
            found = found.member(text, dynamic=dynamic)
        prefix = next((prefix for prefix in _GLOBALS if found.name.startswith(prefix)), "")
        return found._replace(name=found.name.removeprefix(prefix))

    def origin(self, name: str) -> str:
        """What an import binds to the name; "" for none."""
        return self._names.origins.get(name, "")

    def literal(self, node: Node | None) -> str:
        """The text of a literal, of literals that are joined, and of a constant that is bound once; "" for anything else."""
        node = bare(node) if node is not None else None
        if node is None:
            return ""
        if node.type == "string":
            return key_of(node)
        if node.type == "template_string":
            return text_of(node)[1:-1] if all(child.type != "template_substitution" for child in node.children) else ""
        if node.type == "binary_expression" and text_of(node.child_by_field_name("operator")) == "+":
            parts = [self.literal(node.child_by_field_name(side)) for side in ("left", "right")]
            return "".join(parts) if all(parts) else ""
        name = text_of(node) if node.type == "identifier" else ""
        return self._constants.get(name, "") if self._bound[name] == 1 else ""

    def loaded(self, call: Node) -> Reached:
        """The module that `require("m")` or `import("m")` loads, as it is written."""
        if call.type != _CALL:
            return Reached()
        function = call.children[0]
        if text_of(function) not in self._loaders and not self._makes_loader(function):
            return Reached()
        first = argument(call, 0)
        return Reached(self.literal(first), dynamic=first is not None and first.type not in ("string", "template_string"))

    def unpacked(self, pattern: Node, held: Reached) -> Iterator[tuple[Node, Reached]]:
        """The names that an object pattern binds, and its inner patterns, with what each of them gets."""
        for part in pattern.named_children:
            if part.type == "pair_pattern":
                key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
                computed = key is not None and key.type == "computed_property_name"
                name = self.literal(key.named_children[0]) if key is not None and computed and key.named_children else key_of(key)
                value = value.children[0] if value is not None and value.type == "assignment_pattern" else value
                if value is not None:
                    yield value, held.member(name, dynamic=computed)
            elif part.type not in NOT_CODE:
                name_of = part.children[0] if part.type == "object_assignment_pattern" else part
                yield name_of, held.member(text_of(name_of), dynamic=False)

    def _declared(self, node: Node) -> None:
        """`const a = require("m")`, `const { a: b } = w`, `const k = "text"`."""
        pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if pattern is None or value is None:
            return
        before = set(self._names.origins)
        if self._names.read_loader(pattern, value):
            self._known.update(self._names.origins.keys() - before)
            return
        if pattern.type == "identifier":
            if text := self.literal(value):
                self._constants[text_of(pattern)] = text
            if self._makes_loader(value):
                self._loaders.add(text_of(pattern))
        if pattern.type in ("identifier", "object_pattern"):
            self._follow(pattern, self.full(value))

    def _defaulted(self, node: Node) -> None:
        """`({ env: e } = process) => ...`, `(p = process) => ...`."""
        pattern, value = binding(node) or (None, None)
        if pattern is None or value is None:
            return
        held = self.full(value)
        if pattern.type == "object_pattern" or self._leads_on(held.name):
            self._follow(pattern, held)

    def _awaited(self, call: Node) -> None:
        """`import("m").then((m) => ...)`: the parameter is the module."""
        function = call.child_by_field_name("function")
        if function is None or function.type != "member_expression" or text_of(function.child_by_field_name("property")) != "then":
            return
        held, handler = self.full(function.children[0]), argument(call, 0)
        if handler is not None and handler.type in ("arrow_function", "function_expression"):
            given = handler.child_by_field_name("parameter") or next(iter(_parameters(handler)), None)
            if given is not None:
                self._follow(given.child_by_field_name("pattern") or given, held)

    def _follow(self, pattern: Node, held: Reached) -> None:
        """Note what the pattern binds, where that leads to something watched; what is watched itself is told where it stands."""
        if pattern.type == "object_pattern":
            for node, inner in self.unpacked(pattern, held):
                self._follow(node, inner)
        elif self._leads_on(held.name) or (held.name and pattern.parent is not None and pattern.parent.type != "variable_declarator"):
            self._leads.setdefault(text_of(pattern), held)
            self._known[text_of(pattern)] += 1

    def _leads_on(self, name: str) -> bool:
        return name in ENVIRONMENTS or (bool(name) and any(watched.startswith(f"{name}.") for watched in self._watch.names))

    def _step(self, node: Node) -> tuple[str, bool]:
        if node.type == "member_expression":
            return text_of(node.child_by_field_name("property")), False
        return self.literal(node.child_by_field_name("index")), True

    def _base(self, node: Node) -> Reached:
        if node.type == _CALL:
            return self._called(node)
        if node.type == "meta_property":
            return Reached("".join(text_of(node).split()))
        name = text_of(node) if node.type == "identifier" else ""
        if not name or self._bound[name] > self._known[name]:
            return Reached()
        return self._leads.get(name) or Reached(self._names.origins.get(name, name))

    def _called(self, call: Node) -> Reached:
        loaded = self.loaded(call)
        if loaded.name:
            return loaded._replace(name=module_of(loaded.name, self._folder))
        if text_of(call.children[0]) != _REFLECT:
            return Reached()
        target = argument(call, 0)
        return self.full(target).member(self.literal(argument(call, 1)), dynamic=True) if target is not None else Reached()

    def _makes_loader(self, value: Node) -> bool:
        """True for `createRequire(import.meta.url)`."""
        value = bare(value)
        return value.type == _CALL and text_of(value.children[0]) in _MAKES_LOADER


def outermost(node: Node) -> Node:
    """The node with the brackets, type assertions and `await` around it."""
    while node.parent is not None and node.parent.type in _AWAITED:
        node = node.parent
    return node


def argument(call: Node, at: int) -> Node | None:
    """The argument of a call at that place, None for none; comments are none."""
    arguments = call.child_by_field_name("arguments")
    given = [child for child in arguments.named_children if child.type != "comment"] if arguments is not None else []
    return given[at] if at < len(given) else None


def _parameters(function: Node) -> list[Node]:
    listed = function.child_by_field_name("parameters")
    return [child for child in listed.named_children if child.type != "comment"] if listed is not None else []

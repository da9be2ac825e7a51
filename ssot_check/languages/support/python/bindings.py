"""Which names a Python file binds, in which scope and to what: the language reference, section 4.2 "Naming and binding"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.treesitter import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

MODULE: Final = "module"
FUNCTION: Final = "function"
CLASS: Final = "class"
COMPREHENSION: Final = "comprehension"
IMPORTS: Final = frozenset(("import_statement", "import_from_statement"))  # kinds of node; `__future__` has its own


class Binding(NamedTuple):
    """One thing that a name is bound to: an import (`origin`), the value of an expression (`value`), or neither when it cannot be told.

    `usual` is the scope in which the value of a parameter is read that a caller may hand over, too; None for any other value.
    """

    origin: str = ""
    value: Node | None = None
    usual: Scope | None = None


class Scope:
    """A module, function, class or comprehension, with its bindings. `name` is the qualified name of its definition."""

    __slots__ = ("bindings", "free", "kind", "name", "parent")

    def __init__(self, kind: str, parent: Scope | None = None, name: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.name = name
        self.bindings: dict[str, list[Binding]] = {}
        self.free: dict[str, bool] = {}  # True: declared global, False: nonlocal

    def bind(self, name: str, binding: Binding) -> None:
        """Note one binding of the name, in the scope that `global` and `nonlocal` say."""
        home = self.outside(name) if name in self.free else self
        home.bindings.setdefault(name, []).append(binding)

    def holder(self, name: str) -> Scope | None:
        """The scope whose binding a read of the name here sees; None for a builtin or a star import, and for what nothing binds."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.free:
                outside = scope.outside(name)
                return outside if name in outside.bindings else None
            if name in scope.bindings and (scope is self or scope.kind != CLASS):
                return scope
            scope = scope.parent
        return None

    def outside(self, name: str) -> Scope:
        """The scope that a `global` or `nonlocal` here means."""
        scope = self.parent or self
        while scope.parent is not None and (self.free[name] or name not in scope.bindings):
            scope = scope.parent
        return scope


class Imported(NamedTuple):
    """One import statement's part: the module it loads, the name it takes from it ("" for all of the module), where."""

    module: str
    name: str
    alias: str
    node: Node
    scope: Scope


def dotted_text(node: Node) -> str:
    """The source text of a node without the blanks in it (names, dotted names)."""
    return "".join(text_of(node).split())

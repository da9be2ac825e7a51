"""Which names of a function are its own; for Python as in the language reference, section 4.2 "Naming and binding"."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.unit import LOCAL, NAME, SELF, Token


class Scope:
    """One function or class body, or the module.

    `bound` are names assigned here, `free` those declared global or nonlocal. Only functions keep their names to
    themselves: what a class or a module binds can be seen from outside.
    """

    __slots__ = ("_table", "bound", "free", "function", "own_name", "parent")

    def __init__(self, parent: Scope | None, own_name: str = "", *, function: bool = False) -> None:
        self.parent = parent
        self.own_name = own_name
        self.function = function
        self.bound: set[str] = set()
        self.free: set[str] = set()
        self._table: Names | None = None

    @property
    def runs_late(self) -> bool:
        """True in a function, however deep: what stands there runs when it is called, not when the file is loaded."""
        return self.function or (self.parent is not None and self.parent.runs_late)

    def names(self, origins: Mapping[str, str]) -> Names:
        """The finished table; call it only when the whole file has been read."""
        if self._table is None:
            self._table = Names(self, origins)
        return self._table

    def kind(self, name: str) -> int:
        """LOCAL, SELF or NAME for an identifier used in this scope."""
        scope: Scope | None = self
        while scope is not None:
            if scope.function and name in scope.bound and name not in scope.free:
                return LOCAL
            if name == scope.own_name:
                return SELF
            scope = scope.parent
        return NAME


class Names(dict[str, Token]):
    """Identifier to token, filled as it is asked. A name that an import binds is spelled as its origin."""

    __slots__ = ("_origins", "_scope")

    def __init__(self, scope: Scope, origins: Mapping[str, str]) -> None:
        super().__init__()
        self._scope = scope
        self._origins = origins

    def __missing__(self, name: str) -> Token:
        kind = self._scope.kind(name)
        spelled = self._origins[name].rpartition(".")[2] if kind == NAME and name in self._origins else name
        token = self[name] = (kind, spelled)
        return token

    def call(self, dotted: str) -> str:
        """The qualified name of a called function: through the file's imports, else bare, else `.method`."""
        root, dot, rest = dotted.partition(".")
        if not root:
            return dotted
        origin = self._origins.get(root) if self[root][0] == NAME else None
        if origin is not None:
            return f"{origin}.{rest}" if dot else origin
        return f".{dotted.rpartition('.')[2]}" if dot else dotted

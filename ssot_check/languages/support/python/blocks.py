"""Top-level code of a Python file: which runs of statements are script blocks, which branches are fallbacks."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.lines import Line
from ssot_check.languages.support.python.scopes import Scope
from ssot_check.model.dataclass import dataclass

if TYPE_CHECKING:
    from tree_sitter import Node

COMPOUND: Final = frozenset(
    (
        "if_statement",
        "elif_clause",
        "else_clause",
        "for_statement",
        "while_statement",
        "try_statement",
        "except_clause",
        "except_group_clause",
        "finally_clause",
        "with_statement",
        "match_statement",
        "case_clause",
    )
)
CLAUSES: Final = frozenset(("elif_clause", "else_clause", "except_clause", "except_group_clause", "finally_clause", "case_clause"))
_IMPORT_ERRORS: Final = frozenset((b"ImportError", b"ModuleNotFoundError"))


class Flow:
    """What one top-level statement does: runs something, is the main guard, or sets a constant; and the names that it binds."""

    __slots__ = ("bound", "constant", "executable", "main")

    def __init__(self) -> None:
        self.executable = self.main = self.constant = False
        self.bound: set[str] = set()


@dataclass(slots=True)
class Run:
    """A run of top-level statements: the lines `start` to `end`, its syntax nodes and the names that it binds."""

    start: int
    end: int
    nodes: list[Node] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)


def enclose(lines: Sequence[Line], module: Scope, bound: AbstractSet[str]) -> None:
    """Make names that a script block binds its own, as a function's are: a script that writes out a function's body reads like it.

    A name in capitals stays: it is the module's.
    """
    own = Scope(module, function=True)
    own.bound = {name for name in bound if name != name.upper()}
    for line in lines:
        if line.scope is module:
            line.scope = own
        elif line.scope.parent is module and not line.scope.own_name:  # of a nameless function in the line
            line.scope.parent = own


class ScriptRuns:
    """Gathers maximal runs of executable statements.

    Imports (those for type checkers too), definitions and the main guard end a run. Plain constants do not, when
    executable statements follow: they belong to the script that uses them. Those before the first one are no part of
    it, but their names are the script's.
    """

    def __init__(self) -> None:
        self._done: list[Run] = []
        self._open: Run | None = None
        self._waiting: list[tuple[Node, Flow]] = []

    def add(self, node: Node, flow: Flow, start: int, end: int) -> None:
        """The next top-level statement and the lines it was read into."""
        if node.type == "comment":
            return
        if flow.executable and not flow.main and not only_for_types(node):
            self._extend(node, flow, start, end)
        elif flow.constant and not flow.main:
            self._waiting.append((node, flow))
        else:
            self._close()

    def finish(self) -> list[Run]:
        """All runs, in order."""
        self._close()
        return self._done

    def _extend(self, node: Node, flow: Flow, start: int, end: int) -> None:
        run = self._open or Run(start, end)
        for part, does in self._waiting:
            run.bound |= does.bound
            if self._open:
                run.nodes.append(part)
        run.nodes.append(node)
        run.bound |= flow.bound
        self._open = run
        run.end = end
        self._waiting = []

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._open)
        self._open = None
        self._waiting = []


def only_for_types(node: Node) -> bool:
    """True for `if TYPE_CHECKING:`, which no run ever executes."""
    condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
    return condition is not None and (condition.text or b"").endswith(b"TYPE_CHECKING")


def guards_main(node: Node) -> bool:
    """True for `if __name__ == "__main__":`."""
    condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
    if condition is None or condition.type != "comparison_operator":
        return False
    text = condition.text or b""
    return b"__name__" in text and b"__main__" in text and b"==" in text


def is_fallback(node: Node, absent: AbstractSet[str]) -> bool:
    """True for the branch that is taken where an import failed; `absent` are names that stand for a failed one."""
    if node.type in ("except_clause", "except_group_clause"):
        return _handles_import_error(node)
    return node.type == "if_statement" and _negated_name(node) in absent


def _handles_import_error(clause: Node) -> bool:
    """True for an except clause that catches ImportError or ModuleNotFoundError, alone or with others."""
    stack = [child for child in clause.children if child.type != "block"]
    while stack:
        node = stack.pop()
        if node.type == "identifier" and node.text in _IMPORT_ERRORS:
            return True
        stack.extend(node.children)
    return False


def _negated_name(node: Node) -> str:
    """`X` of `if not X:` and `if X is None:`; "" for any other condition."""
    condition = node.child_by_field_name("condition")
    if condition is None:
        return ""
    name: Node | None = None
    if condition.type == "not_operator":
        name = condition.children[-1]
    elif condition.type == "comparison_operator" and (condition.text or b"").endswith(b"is None"):
        name = condition.children[0]
    return (name.text or b"").decode("utf-8", "replace") if name is not None and name.type == "identifier" else ""

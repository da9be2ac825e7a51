"""Top-level code of a file: which runs of statements are script blocks."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.model.dataclass import dataclass, field

if TYPE_CHECKING:
    from tree_sitter import Node


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

    What runs nothing (imports, definitions) and the main guard end a run. Plain constants do not, when executable statements
    follow: they belong to the script that uses them. Those before the first one are no part of it, but their names are the script's.
    """

    def __init__(self) -> None:
        self._done: list[Run] = []
        self._open: Run | None = None
        self._waiting: list[tuple[Node, Flow]] = []

    def add(self, node: Node, flow: Flow, start: int, end: int) -> None:
        """The next top-level statement and the lines it was read into."""
        if node.type == "comment":
            return
        if flow.executable and not flow.main:
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

"""Functions of a script, and which variables are whose.

A variable is local to a function when it is declared there (`local`, `declare`, `typeset`), or assigned there, not exported and not in
capitals: those are settings by convention, and what a setting is called matters. In a top-level block only variables in lower case are
local. Who else names a variable has no say: a copy of the function in another file must read as the function does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ssot_check.languages.support.shell.commands import recognise
from ssot_check.languages.support.shell.tree import Node, Tree, test_case_names
from ssot_check.languages.support.shell.words import READERS, VARIABLES, Names, command_line
from ssot_check.model.dataclass import dataclass, field

TOP: Final = -1  # index of the file itself among the functions
_LOCAL_DECLARATIONS = frozenset({"local", "declare", "typeset"})
_CHECKS = frozenset({"type", "command", "declare", "typeset", "hash", "which", "whence"})


@dataclass(frozen=True, slots=True)
class Function:
    """One function definition; `parent` is the index of the enclosing one, TOP at top level."""

    name: str
    node: Node
    parent: int
    scope: str
    fallback: bool
    test_case: bool = False


@dataclass(slots=True)
class Scopes:
    """Functions in source order, and per function (or TOP) the variables it declares and assigns."""

    functions: list[Function] = field(default_factory=list)
    declared: dict[int, set[str]] = field(default_factory=dict)
    assigned: dict[int, set[str]] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)

    def names(self, index: int) -> Names:
        """What names mean in one function."""
        private = {name for name in self.assigned.get(index, ()) if name not in self.exported and not name.isupper()}
        nested = frozenset(function.name for function in self.functions if function.parent == index)
        return Names(self.functions[index].name, frozenset(private | self.declared.get(index, set())), nested)

    def block_names(self) -> Names:
        """What names mean in the top-level blocks."""
        own = self.assigned.get(TOP, set()) - self.exported
        return Names(locals=frozenset(name for name in own if name.islower()))


def find_scopes(tree: Tree) -> Scopes:
    """Walk the script once."""
    scopes = Scopes()
    _Finder(tree, scopes).visit(tree.root, TOP, ())
    return scopes


class _Finder:
    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self.test_cases = test_case_names(tree)

    def visit(self, node: Node, owner: int, conditions: tuple[Node, ...]) -> None:
        """`conditions` are the `if` statements and `&&` / `||` lists around the node, up to the next function."""
        kind = node.type
        if kind == "function_definition":
            owner, conditions = self._function(node, owner, conditions), ()
        elif kind in _CONDITIONS:
            conditions = (*conditions, node)
        elif kind in _SEEN:
            self._variables(node, owner)
        for child in node.children:
            if kind == "command" and child.type == "variable_assignment":
                # `X=1 program`: X is the program's environment, not a variable of the script.
                self.visit(child._replace(type="environment"), owner, conditions)
            elif child.children:
                self.visit(child, owner, conditions)

    def _function(self, node: Node, owner: int, conditions: tuple[Node, ...]) -> int:
        word = node.child("word")
        case = self.test_cases.get(self.tree.line(node.start))
        name = case or (word.text if word else "")
        parent = self.scopes.functions[owner] if owner != TOP else None
        scope = "" if parent is None else f"{parent.scope}.{parent.name}".lstrip(".")
        fallback = any(_is_fallback(self.tree, condition, node) for condition in conditions)
        self.scopes.functions.append(Function(name, node, owner, scope, fallback, case is not None))
        return len(self.scopes.functions) - 1

    def _variables(self, node: Node, owner: int) -> None:
        scopes = self.scopes
        if node.type == "declaration_command":
            keyword = node.opening
            names = [target.text for target in _declared(node)]
            if keyword == "export":
                scopes.exported.update(names)
            elif keyword in _LOCAL_DECLARATIONS and owner != TOP and not _is_global(node):
                scopes.declared.setdefault(owner, set()).update(names)
        elif node.type == "command":
            self._assign(owner, _read_targets(command_line(self.tree, node).words))
        elif node.type in ("variable_assignment", "for_statement"):
            target = _target(node)
            self._assign(owner, [target.text] if target is not None else ())

    def _assign(self, owner: int, names: Iterable[str]) -> None:
        self.scopes.assigned.setdefault(owner, set()).update(names)


_CONDITIONS = frozenset({"if_statement", "list"})
_SEEN = frozenset({"declaration_command", "command", "variable_assignment", "for_statement"})


def _declared(node: Node) -> Iterator[Node]:
    """Name nodes that a declaration introduces."""
    for child in node.children:
        if child.type in VARIABLES:
            yield child
        elif child.type == "variable_assignment":
            target = _target(child)
            if target is not None:
                yield target


def _target(node: Node) -> Node | None:
    first = node.child("variable_name", "subscript")
    return first.child("variable_name") if first is not None and first.type == "subscript" else first


def _is_global(node: Node) -> bool:
    flags = [child.text for child in node.children[1:] if child.type == "word" and child.text.startswith("-")]
    return any("g" in flag or "x" in flag for flag in flags)


def _read_targets(words: Sequence[str | None]) -> list[str]:
    if words[:2] == ("printf", "-v"):
        return [word for word in words[2:3] if word]
    if not words or words[0] not in READERS:
        return []
    return [word for word in words[1:] if word and word.isidentifier()]


def _is_fallback(tree: Tree, condition: Node, function: Node) -> bool:
    """A condition that sources a file, or asks whether a function is there that is then defined.

    `if ! . lib; then f() {...}; fi`, `if [ -f lib ]; then . lib; else f() {...}; fi`,
    `[ -f lib ] && . lib || f() {...}`, `type f || f() {...}`, `if ! command -v f >/dev/null; then f() {...}; fi`.
    What stands in the branch of the function itself does not count.
    """
    defined = {name.text for inner in condition.walk() if inner.type == "function_definition" and (name := inner.child("word"))}
    for inner in (inner for part in _other_branches(condition, function) for inner in _outside_functions(part)):
        if inner.type == "declaration_command":
            words: Sequence[str | None] = [child.text for child in inner.children]
        elif inner.type == "command":
            words = command_line(tree, inner).words
        else:
            continue
        if _asks_for(words, defined):
            return True
    return False


def _other_branches(condition: Node, function: Node) -> list[Node]:
    """Children of an `if` or list that are no part of the branch in which the function stands."""
    parts = [part for part in condition.children if not part.start <= function.start < part.end]
    if condition.type == "list" or any(part.start <= function.start < part.end for part in _clauses(condition)):
        return parts
    then = next((place for place, part in enumerate(parts) if part.type == "then"), 0)
    return parts[:then] + _clauses(condition)


def _clauses(node: Node) -> list[Node]:
    return [child for child in node.children if child.type in ("elif_clause", "else_clause")]


def _asks_for(words: Sequence[str | None], defined: set[str]) -> bool:
    program = recognise(words)
    if program is None:
        return False
    if program.name in ("source", "."):
        return True
    return program.name in _CHECKS and any(word in defined for word in words[1:])


def _outside_functions(node: Node) -> Iterator[Node]:
    if node.type != "function_definition":
        yield node
        for child in node.children:
            yield from _outside_functions(child)

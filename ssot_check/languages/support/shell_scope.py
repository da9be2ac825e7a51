"""Functions of a script, and which variables are whose.

A variable is local to a function when it is declared there (`local`, `declare`, `typeset`), or assigned there and
neither assigned, read nor exported anywhere else in the file. In a top-level block, only variables in lower case are
local: capitals are settings by convention, and what a setting is called matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ssot_check.languages.support.shell_commands import recognise
from ssot_check.languages.support.shell_simple import arguments
from ssot_check.languages.support.shell_tree import Node, Tree, test_case_names
from ssot_check.languages.support.shell_words import VARIABLES, Names, literal

TOP: Final = -1  # index of the file itself among the functions
_LOCAL_DECLARATIONS = frozenset({"local", "declare", "typeset"})
_CHECKS = frozenset({"type", "command", "declare", "typeset", "hash", "which", "whence"})
_READERS = frozenset({"read", "mapfile", "readarray", "getopts"})


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
    """Functions in source order, and per function (or TOP) the variables it declares, assigns and reads."""

    functions: list[Function] = field(default_factory=list)
    declared: dict[int, set[str]] = field(default_factory=dict)
    assigned: dict[int, set[str]] = field(default_factory=dict)
    read: dict[int, set[str]] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)

    def names(self, index: int) -> Names:
        """What names mean in one function."""
        declared = self.declared.get(index, set())
        elsewhere = set(self.exported)
        for other, read in self.read.items():
            if other != index:
                elsewhere |= read | self.assigned.get(other, set())
        for other, assigned in self.assigned.items():
            if other != index:
                elsewhere |= assigned
        local = declared | (self.assigned.get(index, set()) - elsewhere)
        nested = frozenset(function.name for function in self.functions if function.parent == index)
        return Names(self.functions[index].name, frozenset(local), nested)

    def block_names(self) -> Names:
        """What names mean in the top-level blocks."""
        own = self.assigned.get(TOP, set()) - self.exported
        return Names(locals=frozenset(name for name in own if name.islower()))


def find_scopes(tree: Tree) -> Scopes:
    """Walk the script once."""
    scopes = Scopes()
    _Finder(tree, scopes).visit(tree.root, TOP, False)
    return scopes


class _Finder:
    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self.test_cases = test_case_names(tree)

    def visit(self, node: Node, owner: int, fallback: bool) -> None:
        kind = node.type
        if kind == "function_definition":
            owner, fallback = self._function(node, owner, fallback), False
        elif kind in ("if_statement", "list"):
            fallback = fallback or _is_fallback(node)
        elif kind in _SEEN:
            self._variables(node, owner)
        for child in node.children:
            if kind == "command" and child.type == "variable_assignment":
                # `X=1 program`: X is the program's environment, not a variable of the script.
                self.visit(child._replace(type="environment"), owner, fallback)
            elif child.children:
                self.visit(child, owner, fallback)

    def _function(self, node: Node, owner: int, fallback: bool) -> int:
        word = node.child("word")
        case = self.test_cases.get(self.tree.line(node.start))
        name = case or (word.text if word else "")
        parent = self.scopes.functions[owner] if owner != TOP else None
        scope = "" if parent is None else f"{parent.scope}.{parent.name}".lstrip(".")
        self.scopes.functions.append(Function(name, node, owner, scope, fallback, case is not None))
        return len(self.scopes.functions) - 1

    def _variables(self, node: Node, owner: int) -> None:
        scopes = self.scopes
        if node.type == "declaration_command":
            keyword = node.children[0].text
            names = {target.text for target in _declared(node)}
            if keyword == "export":
                scopes.exported |= names
            elif keyword in _LOCAL_DECLARATIONS and owner != TOP and not _is_global(node):
                scopes.declared.setdefault(owner, set()).update(names)
        elif node.type == "command":
            scopes.assigned.setdefault(owner, set()).update(_read_targets(node))
        elif node.type in ("variable_assignment", "for_statement"):
            target = _target(node)
            if target is not None:
                scopes.assigned.setdefault(owner, set()).add(target.text)
        else:
            scopes.read.setdefault(owner, set()).update(child.text for child in node.children if child.type in VARIABLES)


_SEEN = frozenset(
    {
        "declaration_command", "command", "variable_assignment", "for_statement",
        "simple_expansion", "expansion", "subscript", "binary_expression", "postfix_expression", "unary_expression",
    }
)  # fmt: skip


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


def _read_targets(node: Node) -> set[str]:
    words = [literal(word) for word in arguments(node)]
    if words[:1] == ["printf"] and words[1:2] == ["-v"]:
        return {word for word in words[2:3] if word}
    if not words or words[0] not in _READERS:
        return set()
    return {word for word in words[1:] if word and word.isidentifier()}


def _is_fallback(node: Node) -> bool:
    """A condition that sources a file, or asks whether a function is there that is then defined.

    `if ! . lib; then f() {...}; fi`, `[ -f lib ] && . lib || f() {...}`, `type f || f() {...}`,
    `if ! command -v f >/dev/null; then f() {...}; fi`.
    """
    defined = {name.text for inner in node.walk() if inner.type == "function_definition" and (name := inner.child("word"))}
    if not defined:
        return False
    for part in node.children:
        if part.type == "function_definition":
            continue
        for inner in _outside_functions(part):
            if inner.type == "declaration_command":
                words: list[str | None] = [child.text for child in inner.children]
            elif inner.type == "command":
                words = [literal(word) for word in arguments(inner)]
            else:
                continue
            if _asks_for(words, defined):
                return True
    return False


def _asks_for(words: list[str | None], defined: set[str]) -> bool:
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

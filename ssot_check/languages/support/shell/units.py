"""Units of a shell script: functions, tables and script blocks.

A script block is a run of top-level statements. Function definitions, tables, and lines that only prepare the shell
(`set`, `shopt`, `source`, the script's own folder ...) end a run; so does a comment after a blank line, when
both sides are long enough to stand alone, and any blank line once the run is longer than `LONG_BLOCK` statements.
Runs of fewer than `MIN_BLOCK` statements (nested ones counted) are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ssot_check.languages.support.shell.lower import Lowerer
from ssot_check.languages.support.shell.scope import Function, Scopes
from ssot_check.languages.support.shell.traits import function_traits, parameter_count, parses_options
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import EXPANSIONS, Names, Words, command_line, literal_token
from ssot_check.model.location import Location
from ssot_check.model.unit import LOCAL, NAME, SELF, SYNTAX, TEXT, Fingerprinter, Statement, Token, Trait, Unit, UnitKind

MIN_BLOCK: Final = 3
LONG_BLOCK: Final = 40
MIN_TABLE: Final = 4
_PREPARATION = frozenset({"set", "shopt", "setopt", "unsetopt", "emulate", "source", ".", "umask", "load", "bats_load_library"})


def find_units(tree: Tree, scopes: Scopes, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
    """All units, by place."""
    units = [_function(tree, scopes, index, fingerprint) for index in range(len(scopes.functions))]
    tables = [node for node in _top_level(tree.root) if _table(node) is not None]
    units.extend(_table_unit(tree, node, fingerprint) for node in tables)
    units.extend(_block(tree, run, fingerprint) for run in _runs(tree, scopes.block_names()))
    return tuple(sorted(units, key=lambda unit: (unit.location, unit.name)))


def _function(tree: Tree, scopes: Scopes, index: int, fingerprint: Fingerprinter) -> Unit:
    function = scopes.functions[index]
    lowerer = Lowerer(tree, scopes.names(index))
    lowerer.function(function.node, 0)
    # Depth counts from the body: the header stands at 0 and so does what is directly in it.
    statements = [statement._replace(depth=max(statement.depth - 1, 0)) for statement in lowerer.out]
    return Unit(
        name=function.name,
        kind=UnitKind.FUNCTION,
        location=tree.location(function.node),
        signature=_signature(tree, function),
        fingerprint=fingerprint(statements),
        scope=function.scope,
        traits=function_traits(tree, function, statements),
        calls=lowerer.calls,
        parameters=parameter_count(statements),
    )


def _signature(tree: Tree, function: Function) -> Location:
    """The header, up to the body."""
    body = function.node.child("compound_statement", "subshell")
    start, end = function.node.start, body.start if body is not None else function.node.end
    header = tree.text.data[start:end].rstrip()
    return tree.text.location(tree.path, start, start + len(header))


def _table(node: Node) -> tuple[Node, Node] | None:
    """Name and array of a top-level table."""
    assignment = node if node.type == "variable_assignment" else node.child("variable_assignment")
    if assignment is None or node.type not in ("variable_assignment", "declaration_command"):
        return None
    name, array = assignment.child("variable_name"), assignment.child("array")
    if name is None or array is None or len(_items(array)) < MIN_TABLE:
        return None
    return name, array


def _items(array: Node) -> list[Node]:
    return [child for child in array.children[1:-1] if child.type != "comment"]


def _table_unit(tree: Tree, node: Node, fingerprint: Fingerprinter) -> Unit:
    found = _table(node)
    assert found is not None  # noqa: S101 -- the caller selects tables
    name, array = found
    words = Words(Names(), lambda _: [])
    line = tree.line(node.start)
    statements = [Statement(line, line, 0, ((SELF, name.text), (SYNTAX, "=")))]
    for item in _items(array):
        statements.append(Statement(tree.line(item.start), tree.last_line(item), 0, tuple(_entry(words, item))))
    return Unit(name.text, UnitKind.TABLE, tree.location(node), tree.location(node, name), fingerprint(statements))


def _entry(words: Words, item: Node) -> list[Token]:
    """`[key]=value` names its key; everything else is a plain value."""
    text, inner = words.template(item)
    key, found, _ = text.removeprefix("[").partition("]=")
    if not (text.startswith("[") and found) or "{}" in key:
        return words.tokens(item, message=True)
    value = text[len(key) + len("[]=") :]
    if inner:
        return [(NAME, key), (SYNTAX, "="), *([] if value == "{}" else [(TEXT, value)]), *inner]
    return [(NAME, key), (SYNTAX, "="), literal_token(value)]


_DULL = frozenset({"echo", "printf", "cd", "pwd", "command", "type", "hash", "read", "cat", "local", "trap", "dirname", "basename", "test"})
_TRANSPARENT = frozenset({"command", "list", "redirected_statement", "negated_command", "if_statement", "elif_clause", "else_clause"})
_PIECES = EXPANSIONS | {"string", "concatenation", "subscript", "array"}  # what an error leaves of a statement
_OWN_FOLDER = re.compile(r"dirname.*(?:\$0|BASH_SOURCE)|(?:\$\{0|BASH_SOURCE\S*)%|--show-toplevel")


class _Part(NamedTuple):
    """One top-level statement: its node, its normalised statements and the commands it runs."""

    node: Node
    statements: tuple[Statement, ...]
    calls: tuple[str, ...]


def _runs(tree: Tree, names: Names) -> Iterator[list[_Part]]:
    """Top-level statements, cut into runs."""
    sections: list[list[_Part]] = [[]]
    last_line, commented = 0, False
    for node in _top_level(tree.root):
        blank = tree.line(node.start) > last_line + 1
        last_line = tree.last_line(node)
        if node.type == "comment":
            commented = commented or blank
        elif node.type == "function_definition" or _table(node) is not None or _prepares(tree, node):
            yield from _joined_sections(sections)
            sections, commented = [[]], False
        else:
            if commented or (blank and _size(sections[-1]) > LONG_BLOCK):
                sections.append([])
            lowerer = Lowerer(tree, names, functions=False)
            lowerer.body((node,), 0)
            if lowerer.out:
                sections[-1].append(_Part(node, tuple(lowerer.out), lowerer.calls))
            commented = False
    yield from _joined_sections(sections)


def _top_level(root: Node) -> Iterator[Node]:
    """Statements and comments; braces around a whole script, and errors, are looked through."""
    for node in root.children:
        if node.type in ("ERROR", "compound_statement") and node.children and node.opening != "((":
            yield from _top_level(node)
        elif root.type == "ERROR" and (not node.children or node.type in _PIECES):
            continue
        elif node.type.isidentifier() and node.type not in ("heredoc_body", "heredoc_end"):
            yield node


def _joined_sections(sections: Sequence[list[_Part]]) -> Iterator[list[_Part]]:
    """Sections that cannot stand alone join the one before them (the first one: the one after)."""
    joined: list[list[_Part]] = []
    for section in sections:
        if joined and min(_size(section), _size(joined[-1])) < MIN_BLOCK:
            joined[-1] = joined[-1] + section
        elif section:
            joined.append(section)
    yield from (section for section in joined if _size(section) >= MIN_BLOCK)


def _size(run: Sequence[_Part]) -> int:
    return sum(len(part.statements) for part in run)


def _prepares(tree: Tree, node: Node) -> bool:
    """`set -e`, `[ -f lib ] && . lib`, `HERE="$(dirname "$0")"`: what every script begins with."""
    if node.type in ("variable_assignment", "declaration_command"):
        return _OWN_FOLDER.search(tree.text.slice(node.start, node.end)) is not None
    if node.type not in _TRANSPARENT:
        return False
    words = [command_line(tree, inner).words for inner in _own_commands(node)]
    return bool(words) and all(line and line[0] in _PREPARATION for line in words)


def _own_commands(node: Node) -> Iterator[Node]:
    """Commands of a statement, without those in substitutions and function definitions."""
    if node.type == "command":
        yield node
    elif node.type in _TRANSPARENT:
        for child in node.children:
            yield from _own_commands(child)


def _block(tree: Tree, run: Sequence[_Part], fingerprint: Fingerprinter) -> Unit:
    statements = [statement for part in run for statement in part.statements]
    place = tree.location(run[0].node, run[-1].node)
    return Unit(
        name=_block_name(run),
        kind=UnitKind.SCRIPT,
        location=place,
        signature=_first_line(tree, run[0].node),
        fingerprint=fingerprint(statements),
        traits=frozenset({Trait.ARGUMENTS}) if parses_options(statements) else frozenset(),
        calls=tuple(sorted({call for part in run for call in part.calls})),
        parameters=parameter_count(statements),
    )


def _block_name(run: Sequence[_Part]) -> str:
    """The first program of the block that says what it is about; line numbers would make a name that moves."""
    telling = (call for part in run for call in part.calls if call not in _DULL)
    first = run[0].statements[0].tokens
    return next(telling, next((text for kind, text in first if kind in (NAME, LOCAL)), "script"))


def _first_line(tree: Tree, node: Node) -> Location:
    place = tree.location(node)
    if place.end_line == place.line:
        return place
    return Location(place.path, place.line, place.column, place.line, len(tree.text.line_text(place.line)) + 1)

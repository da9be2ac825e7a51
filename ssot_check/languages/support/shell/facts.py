"""What a script defines and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ssot_check.languages.support.shell.commands import CONTROL, SOURCES, Program, program_index
from ssot_check.languages.support.shell.fetched import fetched
from ssot_check.languages.support.shell.paths import Paths
from ssot_check.languages.support.shell.scope import TOP, Scopes
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import VARIABLES, command_line, literal
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, Reference, ReferenceKind

_SHELLS = frozenset({"bash", "sh", "zsh", "ksh", "dash", "ash"})
_TESTS = frozenset({"[", "[[", "test"})
_EXPORTS = frozenset({"export", "readonly", "declare", "typeset"})


@dataclass(slots=True)
class Facts:
    """Definitions and references by place; `open_names` when the file may define names that cannot be seen.

    `here` are variables that hold the script's own folder, in the order in which they are set.
    """

    definitions: list[Definition] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    open_names: bool = False
    here: tuple[str, ...] = ()


def find_facts(tree: Tree, scopes: Scopes) -> Facts:
    """Walk the script once."""
    facts = Facts()
    own = frozenset(function.name for function in scopes.functions)
    for function in scopes.functions:
        name = function.node.child("word")
        if function.parent == TOP and name is not None and not function.test_case:
            facts.definitions.append(Definition(function.name, tree.location(name)))
    finder = _Finder(tree, facts, own)
    finder.visit(tree.root, False)
    facts.here = finder.paths.own_folder()
    first: dict[str, Definition] = {}
    for definition in sorted(facts.definitions, key=lambda item: _place(item.location)):
        first.setdefault(definition.name, definition)
    facts.definitions = list(first.values())
    facts.references = in_order(facts.references)
    return facts


def in_order(references: Iterable[Reference]) -> list[Reference]:
    """The references of one file by place, each once."""
    found = {(*_place(item.location), item.kind.value, item.name): item for item in references}
    return [found[key] for key in sorted(found)]


def _place(location: Location) -> tuple[int, int, int, int]:
    """Sorting plain numbers is many times faster than comparing locations."""
    return (location.line, location.column, location.end_line, location.end_column)


class _Finder:
    def __init__(self, tree: Tree, facts: Facts, own: frozenset[str]) -> None:
        self.tree = tree
        self.facts = facts
        self.own = own
        self.paths = Paths(tree)

    def visit(self, node: Node, inside: bool) -> None:
        """`inside` tells whether the node stands in a function or subshell, whose plain assignments define nothing."""
        kind = node.type
        if kind == "variable_assignment":
            self._assignment(node, inside)
        elif kind == "for_statement":
            self._loop(node)
        elif kind == "command":
            self._command(node)
            inside = True  # an assignment before a command lasts as long as the command
        elif kind == "declaration_command":
            inside = self._declaration(node, inside)
        for child in node.children:
            if child.children:
                self.visit(child, inside or child.type in ("function_definition", "subshell", "command_substitution"))

    def _define(self, name: Node) -> None:
        self.facts.definitions.append(Definition(name.text, self.tree.location(name)))

    def _assignment(self, node: Node, inside: bool) -> None:
        name = node.child("variable_name")
        if name is None:
            return
        value = node.children[-1] if len(node.children) > 2 else None
        self.paths.assign(name.text, value)
        if not inside:
            self._define(name)

    def _declaration(self, node: Node, inside: bool) -> bool:
        """Returns whether the assignments in it are local."""
        keyword = node.opening
        flags = "".join(child.text for child in node.children[1:] if child.type == "word" and child.text.startswith("-"))
        if keyword == "export" or "g" in flags or "x" in flags:
            if "f" not in flags:
                for name in (child for child in node.children if child.type in VARIABLES):
                    self._define(name)
            return False
        if not inside and keyword in _EXPORTS:
            for name in (child for child in node.children if child.type in VARIABLES):
                self._define(name)
        return inside or keyword == "local"

    def _loop(self, node: Node) -> None:
        name = node.child("variable_name")
        values = [child for child in node.children if child.type in ("word", "concatenation", "string")]
        for value in values if name is not None else ():
            self.paths.assign(name.text if name else "", value)

    def _command(self, node: Node) -> None:
        argv, words, program = command_line(self.tree, node)
        if program is None:
            if argv:
                self._file(argv[program_index(words)])
            return
        if program.name in SOURCES:
            self._source(node, argv, program)
        elif program.name == "load" and self.tree.path.endswith(".bats"):
            self._source(node, argv, program, ".bash")
        elif program.name == "eval":
            self.facts.open_names = True
        elif program.name == "alias":
            self._alias(argv[program.index + 1 :])
        else:
            self._script(argv, words, program)
        self._reference(argv, program)

    def _script(self, argv: Sequence[Node], words: Sequence[str | None], program: Program) -> None:
        """`bash tools/x.sh` and `tools/x.sh`."""
        if program.name in _SHELLS and "-c" not in words:
            operand = next((word for word in argv[program.index + 1 :] if not (literal(word) or "x").startswith("-")), None)
            if operand is not None:
                self._file(operand)
        elif "/" in program.name:
            self._file(argv[program.index])

    def _reference(self, argv: Sequence[Node], program: Program) -> None:
        if program.name in CONTROL | SOURCES | _TESTS or program.name in self.own:
            return
        last = argv[max(program.index, program.subcommand)]
        place = self.tree.location(argv[program.index], last)
        self.facts.references.append(Reference(ReferenceKind.COMMAND, program.name, place))

    def _source(self, node: Node, argv: Sequence[Node], program: Program, suffix: str = "") -> None:
        operand = next(iter(argv[program.index + 1 :]), None)
        if operand is None:
            return
        place = self.tree.location(node)
        targets = tuple(target if target.endswith(suffix) else target + suffix for target in self.paths.targets(operand))
        if not targets:
            self.facts.open_names = True
            written = self.tree.text.slice(operand.start, operand.end)
            targets = (fetched(written) or written.strip("\"'"),)
        self.facts.open_names = self.facts.open_names or any("*" in target for target in targets)
        self.facts.references.extend(Reference(ReferenceKind.SOURCE, target, place) for target in targets)

    def _file(self, word: Node) -> None:
        """A script of the repository that is run by its path."""
        place = self.tree.location(word)
        source = self.tree.text.slice(word.start, word.end)
        if "/" in source or source.endswith(".sh"):
            self.facts.references.extend(Reference(ReferenceKind.FILE, target, place) for target in self.paths.targets(word))

    def _alias(self, words: Sequence[Node]) -> None:
        for word in words:
            name, found, _ = self.tree.text.slice(word.start, word.end).strip("\"'").partition("=")
            if found and name and not name.startswith("-"):
                self.facts.definitions.append(Definition(name, self.tree.location(word)))

"""A shell script as a tree of plain values: bounded in depth, with every piece of text a reader needs.

The grammar is tree-sitter-bash. Its nodes are copied once into `Node` values, so that no other module touches the
library. Three things are put right on the way: left-recursive chains (`a && b && c`) become flat, text that the
grammar leaves between nodes (in strings and here-documents) becomes a leaf, and nesting beyond `MAX_DEPTH` becomes one
leaf, so that the readers may recurse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.forms import exchanged
from ssot_check.languages.support.shell.commands import Program
from ssot_check.languages.support.shell.forms import FORMS
from ssot_check.languages.support.shell.heredocs import Span, torn
from ssot_check.languages.support.shell.torn import set_apart
from ssot_check.languages.support.tree_errors import UNKNOWN_FORM, joined, not_understood
from ssot_check.languages.support.treesitter import Text, parser
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode

MAX_DEPTH: Final = 80
DEEP: Final = "deep"  # a leaf that stands for everything below MAX_DEPTH
GAP: Final = "gap"  # text that the grammar left between two nodes
PIPELINE_EXPRESSION: Final = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
"""What a CI service puts in before a shell reads the text."""
_CHAINS = frozenset({"list", "binary_expression"})
_MARKS = frozenset({'"', "$", "${", "}", "$(", ")", "(", "[", "]", "[[", "]]", "=", ";", ";;", "|", "&&", "||", ">", "<", "`", ":-"})
_GAPPED = frozenset({"string", "heredoc_body"})
_LINE_FEED = 10
_GLOB_QUALIFIER = re.compile(rb"(?<=[*\w/])\((?:[ND.@*/,^-]|[oO][nLmac]|\[\d+\])+\)")  # `*.zsh(N)`
_DEFAULT = re.compile(rb"""(\$\{!?\w+(?:\[[^]\n]*\])?:?[-=+?])((?:[^{}"'`\\$\n]|\\.|\$\w|\$\{[^{}"'`\n]*\})+)\}""")
_BAD_SUBSTITUTION = re.compile(r"\$\{(\w+)\$\}")
_NO_OPERATORS = bytes.maketrans(b";|&<>()", b"_______")
_TEST_CASE = re.compile(rb"^([ \t]*)@test[ \t]+(.+?)[ \t]*\{[ \t]*$", re.MULTILINE)


class Node(NamedTuple):
    """One node: `text` is set for leaves only; `start` and `end` are byte offsets."""

    type: str
    text: str
    start: int
    end: int
    children: tuple[Node, ...]

    def child(self, *types: str) -> Node | None:
        """The first child of one of `types`."""
        return next((child for child in self.children if child.type in types), None)

    @property
    def opening(self) -> str:
        """Text of the first leaf child: the keyword or bracket that a compound begins with, without blanks."""
        return self.children[0].text.strip() if self.children else ""

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in source order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


class CommandLine(NamedTuple):
    """A command: its words as nodes and as texts (None = known only at run time), and the program it runs."""

    argv: tuple[Node, ...]
    words: tuple[str | None, ...]
    program: Program | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed script. `damage` are the line ranges that the grammar did not understand, in order.

    `lines` remembers command lines by place, because several readers ask for them.
    """

    path: str
    root: Node
    text: Text
    damage: tuple[tuple[int, int], ...]
    lines: dict[tuple[int, int], CommandLine] = field(default_factory=dict, compare=False, repr=False)

    def line(self, offset: int) -> int:
        """Line of a byte offset, from 1."""
        return self.text.line(offset)

    def end(self, node: Node) -> int:
        """End offset without the line break that here-documents and comments take along."""
        end = node.end
        while end > node.start and self.text.data[end - 1] == _LINE_FEED:
            end -= 1
        return end

    def last_line(self, node: Node) -> int:
        """Last line that `node` touches."""
        return self.text.line(max(self.end(node) - 1, node.start))

    def location(self, first: Node, last: Node | None = None) -> Location:
        """Span from the start of one node to the end of another (default: the same)."""
        return self.text.location(self.path, first.start, self.end(last or first))


def parse_tree(path: str, source: str) -> Tree:
    """Parse a script. Never fails: what is not understood is listed in `damage`."""
    text = Text(source)
    plain = _plain(path, text.data)
    read = parser("bash").parse
    root = read(plain).root_node
    damage: list[Span] = []
    texts = torn(plain) if root.has_error else {}
    if root.has_error and (told := exchanged(plain, FORMS)) != plain:
        plain, root = told, read(told).root_node
    if root.has_error:
        root, bodies = set_apart(plain, root, lambda data: read(data).root_node)
        damage.extend(bodies)
    tree = _Builder(text, damage if root.has_error else None, texts).build(root, 0)
    lines = joined((text.line(start), text.line(max(end - 1, start))) for start, end in damage)
    return Tree(path, tree, text, tuple(lines))


def damage_problems(tree: Tree) -> tuple[Problem, ...]:
    """At most one problem: a warning that lists the damaged lines, an error when they are more than half of the file.

    Of zsh it is always a warning: what the grammar does not know of it says nothing against the file.
    """
    if not tree.damage:
        return ()
    lost = sum(end - start + 1 for start, end in tree.damage)
    zsh = _is_zsh(tree.path, tree.text.data)
    severity = Severity.ERROR if lost * 2 > tree.text.line_count and not zsh else Severity.WARNING
    cause = "the grammar here is that of bash, and zsh accepts more" if zsh else "the shell grammar found no command here"
    remedy = f"ask `{'zsh' if zsh else 'bash'} -n`: {UNKNOWN_FORM}"
    lines = ["\n".join(map(tree.text.line_text, range(start, end + 1))) for start, end in tree.damage]
    if (bad := _BAD_SUBSTITUTION.search(lines[0])) and all(map(_BAD_SUBSTITUTION.search, lines)):
        cause = f"`{bad[0]}` is no name: the shell stops there with `bad substitution` when it runs, which `bash -n` does not tell"
        remedy = f"write `${{{bad[1]}}}`, if that is meant"
    return (not_understood(tree.path, tree.text, tree.damage, severity, (cause, remedy)),)


class _Builder:
    """Copies syntax nodes; recursion is bounded by MAX_DEPTH."""

    def __init__(self, text: Text, damage: list[Span] | None, texts: Mapping[int, Span]) -> None:
        self.text = text
        self.damage = damage
        self.texts = texts

    def build(self, node: SyntaxNode, depth: int) -> Node:
        kids = node.children
        if not kids:
            return self._leaf(node)
        kind, start, end = node.type, node.start_byte, node.end_byte
        if self.damage is not None and kind == "ERROR":
            self._note_damage(kids, start, end)
        if depth >= MAX_DEPTH:
            return Node(DEEP, self.text.slice(start, end), start, end, ())
        if kind in _CHAINS:
            kids = _flat_children(node)
        build, leaf, deeper = self.build, self._leaf, depth + 1
        children = [build(kid, deeper) if kid.child_count else leaf(kid) for kid in kids]
        if kind in _GAPPED:
            children = self._with_gaps(children, start, end)
        return Node(kind, "", start, end, tuple(children))

    def _leaf(self, node: SyntaxNode) -> Node:
        kind, start, end = node.type, node.start_byte, node.end_byte
        if self.damage is not None and (kind == "ERROR" or node.is_missing):
            self.damage.append((start, end))
        if self.texts and kind == "word" and start in self.texts:
            return self._heredoc(start, end)
        # Most marks are spelled like their type; a blank may belong to one. Nodes are many: the plain constructor of
        # the tuple takes half the time of the named one.
        text = kind if kind in _MARKS and end - start == len(kind) else self.text.slice(start, end)
        return tuple.__new__(Node, (kind, text, start, end, ()))

    def _heredoc(self, start: int, end: int) -> Node:
        """The here-document for which a word stands, with its text."""
        first, last = self.texts[start]
        text = Node(GAP, self.text.slice(first, last), first, last, ())
        return Node("heredoc_redirect", "", start, end, (Node("heredoc_body", "", first, last, (text,)),))

    def _with_gaps(self, children: list[Node], start: int, end: int) -> list[Node]:
        filled: list[Node] = []
        at = start
        for child in children:
            if child.start > at:
                filled.append(Node(GAP, self.text.slice(at, child.start), at, child.start, ()))
            filled.append(child)
            at = child.end
        if end > at:
            filled.append(Node(GAP, self.text.slice(at, end), at, end, ()))
        return filled

    def _note_damage(self, kids: list[SyntaxNode], start: int, end: int) -> None:
        """What an error node could still recognise (a whole command, a function) is not damaged."""
        if self.damage is None:
            return
        bare = [kid for kid in kids if not kid.children and kid.type != "comment"]
        if bare:
            self.damage.extend((kid.start_byte, kid.end_byte) for kid in bare)
        else:
            self.damage.append((start, min(end, start + 1) if kids else end))


def _flat_children(node: SyntaxNode) -> list[SyntaxNode]:
    kind = node.type
    tail: list[SyntaxNode] = []
    while True:
        kids = node.children
        if not kids or kids[0].type != kind:
            tail.extend(reversed(kids))
            return tail[::-1]
        tail.extend(reversed(kids[1:]))
        node = kids[0]


def test_case_names(tree: Tree) -> dict[int, str]:
    """Line to description of the `@test "..." {` blocks of a bats file."""
    data = tree.text.data
    found = _TEST_CASE.finditer(data) if b"@test" in data else ()
    return {tree.line(case.start()): tree.text.slice(*case.span(2)).strip("\"'") for case in found}


_ASCII: Final = bytes(byte if byte < 0x80 else ord("x") for byte in range(256))


def _plain(path: str, data: bytes) -> bytes:
    """The text as the bash grammar can read it: of the same length, so that every offset stays true.

    Letters outside ASCII are word characters in every shell. The grammar's scanner looks them up in a C table that ends
    long before them, and may crash; so each of their bytes is shown to it as a plain letter.
    """
    data = data.translate(_ASCII)
    if b"${" in data:  # in `${tags:-one;two}` the grammar takes the semicolon for the end of the command
        data = _DEFAULT.sub(lambda found: found[1] + found[2].translate(_NO_OPERATORS) + b"}", data)
    if _is_zsh(path, data):
        data = _GLOB_QUALIFIER.sub(lambda found: b" " * len(found[0]), data)
    return _plain_tests(data)


def _is_zsh(path: str, data: bytes) -> bool:
    return path.rpartition(".")[2] in ("zsh", "zshrc", "zshenv", "zprofile") or data.partition(b"\n")[0].endswith(b"zsh")


def _plain_tests(data: bytes) -> bytes:
    """A bats test case reads like a function."""
    if b"@test" not in data:
        return data
    return _TEST_CASE.sub(lambda found: found[1] + b"t()".ljust(len(found[0]) - len(found[1]) - 1) + b"{", data)

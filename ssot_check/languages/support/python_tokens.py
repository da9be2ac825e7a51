"""From the syntax nodes of one Python statement to its tokens, bindings and calls.

Everything here works with an explicit stack: ten thousand nested brackets are data, not a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ssot_check.languages.support.python_scopes import Scope
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.unit import DECORATOR, DOC, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Statement, Token

if TYPE_CHECKING:
    from tree_sitter import Node

Raw: TypeAlias = Token | str
"""A token, or an identifier whose kind is known only when its whole function has been read."""

_DOT: Final[Token] = (SYNTAX, ".")
_COMMA: Final[Token] = (SYNTAX, ",")
_CLOSING: Final = frozenset(")]}")
_OPTIONAL_COMMA: Final = frozenset(("argument_list", "parameters", "list", "dictionary", "set", "import_from_statement"))
_STRINGS: Final = frozenset(("string", "concatenated_string"))
_PATTERNS: Final = frozenset(
    (
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "dictionary_splat_pattern",
        "typed_parameter",
        "as_pattern_target",
        "tuple",
        "list",
        "list_splat",
        "expression_list",
        "parenthesized_expression",
    )
)
_FIRST_ONLY: Final = frozenset(("default_parameter", "typed_default_parameter"))
_NO_TOKEN: Final = frozenset(("comment", "line_continuation", "string_start", "string_end"))
_DOTTED: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_SPACE: Final = re.compile(r"\s+")
_LONGEST_CALL_NAME: Final = 200


class Line:
    """One statement being read: its place, its nesting in the file, its unresolved tokens and calls."""

    __slots__ = ("calls", "decorator", "depth", "end_line", "line", "raw", "scope", "statement")

    def __init__(self, line: int, end_line: int, depth: int, scope: Scope) -> None:
        self.line = line
        self.end_line = end_line
        self.depth = depth
        self.scope = scope
        self.raw: list[Raw] = []
        self.calls: list[str] = []
        self.decorator = False
        self.statement: Statement | None = None

    def resolve(self, origins: Mapping[str, str]) -> Statement:
        """The finished statement, with its nesting in the file as depth."""
        if self.statement is None:
            names = self.scope.names(origins)
            tokens = tuple([token if token.__class__ is tuple else names[token] for token in self.raw])  # type: ignore[index]
            self.statement = Statement(self.line, self.end_line, self.depth, tokens)
        return self.statement


class Reader:
    """Reads the statements of one file."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._latin = text.latin
        self._syntax: dict[str, Token] = {",": _COMMA, ".": _DOT}
        self._names: dict[str, Token] = {}
        self._handlers: dict[str, Callable[[Node, Line, list[Node]], None]] = {
            "assignment": self._assignment,
            "augmented_assignment": self._assignment,
            "for_in_clause": self._comprehension,
            "named_expression": self._assignment,
            "as_pattern": self._as_pattern,
            "case_pattern": self._case_pattern,
            "splat_pattern": self._splat_pattern,
            "keyword_pattern": self._keyword_pattern,
            "parameters": self._parameters,
            "lambda_parameters": self._lambda_parameters,
            "global_statement": self._free,
            "nonlocal_statement": self._free,
            "import_statement": self._import,
            "import_from_statement": self._import,
            "future_import_statement": self._import,
            "call": self._call,
            "keyword_argument": self._keyword,
            "string_content": self._content,
            "format_specifier": self._format,
            "integer": self._number,
            "float": self._number,
            "type": self._type,
            "type_parameter": self._type,
        }

    def name(self, node: Node) -> str:
        """The text of an identifier."""
        return self._text.slice(node.start_byte, node.end_byte)

    def span(self, first: Node, last: Node, depth: int, scope: Scope) -> Line:
        """A fresh line that covers `first` to `last`."""
        return Line(self._text.line(first.start_byte), self._text.line(last.end_byte), depth, scope)

    def read(self, nodes: Sequence[Node], line: Line) -> None:
        """Append the tokens of `nodes` to the line, in order."""
        stack = list(reversed(nodes))
        out = line.raw
        latin, handlers, wide = self._latin, self._handlers, self._text.wide
        while stack:
            node = stack.pop()
            kind = node.type
            if kind == "identifier":
                name = wide(latin[node.start_byte : node.end_byte])
                out.append(self.outside(name) if out and out[-1] is _DOT else name)
                continue
            handler = handlers.get(kind)
            if handler is not None:
                handler(node, line, stack)
            elif kind in _NO_TOKEN:
                continue
            elif children := node.children:
                stack.extend(children[::-1])
            else:
                self._leaf(node, out)

    def outside(self, name: str) -> Token:
        """The token of an attribute, keyword or imported name."""
        return self._names.get(name) or self._names.setdefault(name, (NAME, name))

    def leaves(self, node: Node, kind: int) -> Iterator[Token]:
        """Every leaf below `node` as a token of one kind; a string is one leaf, comments are none."""
        stack = [node]
        while stack:
            here = stack.pop()
            if here.type in _NO_TOKEN:
                continue
            if here.type == "string":
                yield kind, self.name(here).strip("\"'")
            elif children := here.children:
                stack.extend(children[::-1])
            elif here.end_byte > here.start_byte:
                yield kind, self.name(here)

    def documentation(self, node: Node, line: Line) -> None:
        """A documentation string: one token, as its text without indentation or outer blank."""
        text = "".join(self.name(part) for part in _string_parts(node))
        line.raw.append((DOC, _SPACE.sub(" ", text).strip()))

    def decorator(self, node: Node, line: Line) -> None:
        """A decorator counts in the exact form only, but what it calls is called."""
        line.decorator = True
        for part in node.children[1:]:
            function = part.children[0] if part.type == "call" else part
            if function.type in ("identifier", "attribute"):
                line.calls.append(self.dotted(function))
        line.raw.extend(self.leaves(node, DECORATOR))

    def dotted(self, function: Node) -> str:
        """`a.b.c` of a called expression; `.c` where it does not start with a name."""
        start, end = function.start_byte, function.end_byte
        if end - start <= _LONGEST_CALL_NAME:
            text = self._text.slice(start, end)
            if _DOTTED.fullmatch(text) or _DOTTED.fullmatch(text := _SPACE.sub("", text)):
                return text
        return f".{self.name(function.children[-1])}" if function.type == "attribute" else ""

    def targets(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """The identifiers that an assignment to `nodes` binds."""
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if node.type == "identifier":
                yield node
            elif node.type in _PATTERNS:
                stack.extend(node.children[::-1])
            elif node.type in _FIRST_ONLY:
                stack.append(node.children[0])

    def bind(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Enter what `nodes` bind into the scope."""
        scope.bound.update(self.name(node) for node in self.targets(nodes))

    def _leaf(self, node: Node, out: list[Raw]) -> None:
        text = self._text.slice(node.start_byte, node.end_byte)
        if not text:
            return
        if text in _CLOSING and out and out[-1] is _COMMA and _drops_comma(node.parent):
            out.pop()
        out.append(self._syntax.get(text) or self._syntax.setdefault(text, (SYNTAX, text)))

    def _assignment(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        self.bind(children[:1], line.scope)
        stack.extend(children[::-1])

    def _inner(self, line: Line) -> Scope:
        """Where comprehensions and lambdas bind: outside functions the statement gets a scope of its own."""
        if not line.scope.function:
            line.scope = Scope(line.scope, function=True)
        return line.scope

    def _comprehension(self, node: Node, line: Line, stack: list[Node]) -> None:
        left = node.child_by_field_name("left")
        if left is not None:
            self.bind((left,), self._inner(line))
        stack.extend(node.children[::-1])

    def _as_pattern(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children[-1:], line.scope)
        stack.extend(node.children[::-1])

    def _case_pattern(self, node: Node, line: Line, stack: list[Node]) -> None:
        for child in node.children:
            if child.type == "dotted_name" and child.child_count == 1:
                self.bind(child.children, line.scope)
        stack.extend(node.children[::-1])

    def _splat_pattern(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children[1:], line.scope)
        stack.extend(node.children[::-1])

    def _parameters(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children, line.scope)
        stack.extend(node.children[::-1])

    def _lambda_parameters(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children, self._inner(line))
        stack.extend(node.children[::-1])

    def _free(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.scope.free.update(self.name(child) for child in node.children if child.type == "identifier")
        stack.extend(node.children[::-1])

    def _import(self, node: Node, line: Line, stack: list[Node]) -> None:
        """Names only: `import numpy as np` reads like `import numpy`, because `np` is spelled `numpy` everywhere else."""
        parts = list(reversed(node.children))
        while parts:
            part = parts.pop()
            if part.type == "aliased_import":
                parts.extend(part.children[:1])
            elif part.type == "identifier":
                line.raw.append(self.outside(self.name(part)))
            elif part.type not in _NO_TOKEN and part.children:
                parts.extend(part.children[::-1])
            elif part.type not in ("comment", "(", ")"):
                self._leaf(part, line.raw)
        if line.raw and line.raw[-1] is _COMMA:
            line.raw.pop()

    def _call(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        if called := self.dotted(children[0]):
            line.calls.append(called)
        stack.extend(children[::-1])

    def _keyword(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        line.raw.append(self.outside(self.name(children[0])))
        stack.extend(children[:0:-1])

    def _keyword_pattern(self, node: Node, line: Line, stack: list[Node]) -> None:
        self._case_pattern(node, line, [])
        self._keyword(node, line, stack)

    def _content(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((TEXT, self.name(node)))

    def _format(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((TEXT, self.name(node)))
        stack.extend(child for child in node.children[::-1] if child.child_count)

    def _number(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((NUMBER, self.name(node)))

    def _type(self, node: Node, line: Line, stack: list[Node]) -> None:
        """An annotation, together with the colon or arrow before it."""
        out = line.raw
        if out and out[-1] in ((SYNTAX, ":"), (SYNTAX, "->")):
            out[-1] = (TYPE, out[-1][1])
        out.extend(self.leaves(node, TYPE))

    def own(self, node: Node) -> Token:
        """The token of a unit's own name."""
        return SELF, self.name(node)


def is_string(node: Node) -> bool:
    """True for a string literal or several side by side."""
    return node.type in _STRINGS


def _string_parts(node: Node) -> Iterator[Node]:
    """The contents of a string, or of several side by side."""
    for part in node.children if node.type == "concatenated_string" else (node,):
        yield from (child for child in part.children if child.type in ("string_content", "interpolation"))


def _drops_comma(parent: Node | None) -> bool:
    """A comma before the closing bracket is layout, but for the tuple of one."""
    if parent is None:
        return False
    return parent.type in _OPTIONAL_COMMA or (parent.type == "tuple" and parent.named_child_count > 1)

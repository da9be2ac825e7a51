"""From the syntax nodes of one Python statement to its tokens, bindings and calls.

Everything here works with an explicit stack: ten thousand nested brackets are data, not a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from ssot_check.languages.support.python.brackets import without_brackets
from ssot_check.languages.support.python.patterns import targets
from ssot_check.languages.support.python.strings import is_formatted, unquoted
from ssot_check.languages.support.statements.leaves import NO_TOKEN, leaves
from ssot_check.languages.support.statements.lines import Line, add_text
from ssot_check.languages.support.statements.nodes import NodeReader
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.treesitter import Text, kinds
from ssot_check.model.unit import DECORATOR, DOC, NUMBER, SELF, SYNTAX, TEXT, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

    Handler: TypeAlias = Callable[["Reader", Node, Line, list[Node]], None]
    Action: TypeAlias = Handler | Token | str

_DOT: Final[Token] = (SYNTAX, ".")
_COMMA: Final[Token] = (SYNTAX, ",")
_IDENTIFIER: Final = "identifier"
_BEFORE_TYPE: Final = {(SYNTAX, ":"): (TYPE, ":"), (SYNTAX, "->"): (TYPE, "->")}
_SPACE: Final = re.compile(r"\s+")
_LONGEST_DOTTED: Final = 200


class Reader(NodeReader):
    """Reads the statements of one file."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self._tails: dict[str, list[Token]] = {}
        self._actions = _actions()

    def header(self, nodes: list[Node], line: Line) -> None:
        """The header of a compound statement: `if (a):` reads like `if a:`."""
        self.read([*without_brackets(nodes[:-1]), nodes[-1]] if nodes[-1].type == ":" else nodes, line)

    def read(self, nodes: Sequence[Node], line: Line) -> None:
        """Append the tokens of `nodes` to the line, in order. The hot loop of the whole program."""
        stack = list(nodes)[::-1]
        out = line.raw
        append, pop, action_of = out.append, stack.pop, self._actions.get
        latin, narrow = self._text.latin, self._text.ascii
        while stack:
            node = pop()
            action = action_of(node.kind_id)
            if action is _IDENTIFIER:
                name = latin[node.start_byte : node.end_byte]
                if not narrow:
                    name = self._text.wide(name)
                append(self.outside(name) if out and out[-1] is _DOT else name)
            elif action.__class__ is tuple:
                append(action)
            elif action is not None:
                action(self, node, line, stack)  # type: ignore[operator]
            elif children := node.children:
                stack.extend(children[::-1])
            elif node.end_byte > node.start_byte and node.type not in NO_TOKEN:
                append((SYNTAX, self.name(node)))

    def own(self, node: Node) -> Token:
        """The token of a unit's own name."""
        return SELF, self.name(node)

    def documentation(self, node: Node, line: Line) -> None:
        """A documentation string: one token, its text with every run of blanks as one."""
        parts = node.children if node.type == "concatenated_string" else (node,)
        text = "".join(unquoted(self.name(part)) for part in parts if part.type == "string")
        line.raw.append((DOC, _SPACE.sub(" ", text).strip()))

    def decorator(self, node: Node, line: Line) -> None:
        """A decorator counts in the exact form only, but what it calls is called."""
        line.decorator = True
        for part in node.children[1:]:
            function = part.children[0] if part.type == "call" else part
            if function.type in ("identifier", "attribute"):
                line.calls.append(self._dotted(function) or f".{self.name(function.children[-1])}")
        line.raw.extend(leaves(self._text, node, DECORATOR))

    def bind(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Enter what `nodes` bind into the scope."""
        scope.bound.update([self.name(node) for node in targets(nodes)])

    def _dotted(self, node: Node) -> str:
        """`a.b.c` when an expression is that and nothing more, else ""."""
        start, end = node.start_byte, node.end_byte
        if end - start > _LONGEST_DOTTED:
            return ""
        text = self._text.slice(start, end)
        if text.replace(".", "").isidentifier():
            return text
        text = _SPACE.sub("", text)
        return text if text.replace(".", "").isidentifier() else ""

    def _chain(self, dotted: str, line: Line) -> None:
        root, dot, rest = dotted.partition(".")
        line.raw.append(root)
        if dot:
            tail = self._tails.get(rest)
            if tail is None:
                tail = self._tails[rest] = [token for name in rest.split(".") for token in (_DOT, self.outside(name))]
            line.raw.extend(tail)

    def _attribute(self, node: Node, line: Line, stack: list[Node]) -> None:
        if dotted := self._dotted(node):
            self._chain(dotted, line)
        else:
            stack.extend(node.children[::-1])

    def _call(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        function = children[0]
        kind = function.type
        dotted = self._dotted(function) if kind in ("identifier", "attribute") else ""
        if dotted:
            line.calls.append(dotted)
            self._chain(dotted, line)
            children = children[1:]
        elif kind == "attribute":
            line.calls.append(f".{self.name(function.children[-1])}")
        stack.extend(children[::-1])

    def _keyword(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        line.raw.append(self.outside(self.name(children[0])))
        stack.extend(children[:0:-1])

    def _container(self, node: Node, line: Line, stack: list[Node]) -> None:
        """A comma before the closing bracket is layout, but for the tuple of one."""
        children = node.children
        last = len(children) - 2
        while last > 0 and children[last].type == "comment":
            last -= 1
        if last > 0 and children[last].type == "," and (node.type != "tuple" or node.named_child_count > 1):
            children = [*children[:last], children[-1]]
        stack.extend(children[::-1])

    def _return(self, node: Node, line: Line, stack: list[Node]) -> None:
        stack.extend(without_brackets(node.children)[::-1])

    def _string(self, node: Node, line: Line, stack: list[Node]) -> None:
        text = self.name(node)
        if is_formatted(text):
            stack.extend(node.children[::-1])
        else:
            add_text(line.raw, unquoted(text))

    def _content(self, node: Node, line: Line, stack: list[Node]) -> None:
        add_text(line.raw, self.name(node))

    def _format(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((TEXT, self.name(node).partition("{")[0]))
        stack.extend(child for child in node.children[::-1] if child.child_count)

    def _number(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((NUMBER, self.name(node)))

    def _type(self, node: Node, line: Line, stack: list[Node]) -> None:
        """An annotation, together with the colon or arrow before it."""
        out = line.raw
        if out and out[-1] in _BEFORE_TYPE:
            out[-1] = _BEFORE_TYPE[out[-1]]
        out.extend(leaves(self._text, node, TYPE))

    def _binding(self, node: Node, line: Line, stack: list[Node]) -> None:
        children = node.children
        left = children[0]
        if left.type == "identifier":
            line.scope.bound.add(self.name(left))
        elif left.type != "attribute":
            self.bind((left,), line.scope)
        stack.extend(without_brackets(children)[::-1])

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

    def _keyword_pattern(self, node: Node, line: Line, stack: list[Node]) -> None:
        self._case_pattern(node, line, [])
        self._keyword(node, line, stack)

    def _parameters(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children, line.scope)
        self._container(node, line, stack)

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

    def _lambda_parameters(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children, self._inner(line))
        stack.extend(node.children[::-1])

    def _free(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.scope.free.update(self.name(child) for child in node.children if child.type == "identifier")
        stack.extend(node.children[::-1])

    def _import(self, node: Node, line: Line, stack: list[Node]) -> None:
        """`import numpy as np` reads like `import numpy`, because `np` is spelled `numpy` everywhere else."""
        parts = node.children[::-1]
        while parts:
            part = parts.pop()
            if part.type == "aliased_import":
                parts.extend(part.children[:1])
            elif part.type == "identifier":
                line.raw.append(self.outside(self.name(part)))
            elif part.children:
                parts.extend(part.children[::-1])
            elif part.type not in ("comment", "(", ")", "line_continuation"):
                line.raw.append(_COMMA if part.type == "," else (SYNTAX, self.name(part)))
        if line.raw and line.raw[-1] is _COMMA:
            line.raw.pop()


_HANDLERS: Final = {
    "_string": "string",
    "_content": "string_content",
    "_format": "format_specifier",
    "_attribute": "attribute",
    "_call": "call",
    "_keyword": "keyword_argument",
    "_container": "argument_list list tuple dictionary set",
    "_return": "return_statement",
    "_binding": "assignment augmented_assignment named_expression",
    "_comprehension": "for_in_clause",
    "_as_pattern": "as_pattern",
    "_case_pattern": "case_pattern",
    "_splat_pattern": "splat_pattern",
    "_keyword_pattern": "keyword_pattern",
    "_parameters": "parameters",
    "_lambda_parameters": "lambda_parameters",
    "_free": "global_statement nonlocal_statement",
    "_import": "import_statement import_from_statement future_import_statement",
    "_number": "integer float true false",
    "_type": "type type_parameter",
}
"""Methods of the reader, and the kinds of nodes that each reads."""


@cache
def _actions() -> Mapping[int, Action]:
    """What to do with each kind of node; made once, for a reader that held its own methods would be garbage of its own making."""
    handlers = {name: getattr(Reader, method) for method, names in _HANDLERS.items() for name in names.split()}
    return _fixed_tokens() | {kind: handlers[name] for kind, name, _ in kinds("python") if name in handlers}


def _fixed_tokens() -> dict[int, Action]:
    """Keywords, operators and brackets: their name is their text; and the identifier, the most frequent kind of all."""
    shared = {".": _DOT, ",": _COMMA}
    fixed: dict[int, Action] = {kind: shared.get(name) or (SYNTAX, name) for kind, name, named in kinds("python") if not named}
    return fixed | {kind: _IDENTIFIER for kind, name, _ in kinds("python") if name == "identifier"}

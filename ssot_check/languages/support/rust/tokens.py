"""From the syntax nodes of one Rust statement to its tokens, bindings and calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.rust.imports import COMMENTS
from ssot_check.languages.support.statements.leaves import leaves
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.tree_tokens import TokenReader, fixed_tokens
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.unit import DECORATOR, SELF, SYNTAX, TEXT, TYPE, Token

if TYPE_CHECKING:
    from tree_sitter import Node

GRAMMAR: Final = "rust"
COMPOUND: Final = (
    "if_expression", "match_expression", "for_expression", "while_expression", "loop_expression", "block", "unsafe_block",
    "async_block", "const_block", "try_block", "gen_block",
)  # fmt: skip
_TYPES: Final = (
    "type_arguments",
    "type_parameters",
    "where_clause",
    "lifetime",
    "visibility_modifier",
    "mutable_specifier",
    "self_parameter",
)
_PATTERNS: Final = frozenset(
    (
        "tuple_pattern", "tuple_struct_pattern", "struct_pattern", "ref_pattern", "mut_pattern", "captured_pattern", "or_pattern",
        "slice_pattern", "reference_pattern", "field_pattern", "match_pattern", "closure_parameters", "parameters", "parameter",
    )
)  # fmt: skip
_ROOTS: Final = ("crate", "self", "super")


@cache
def _fixed() -> dict[int, Token | str]:
    return fixed_tokens(GRAMMAR, frozenset(), frozenset(("identifier", "type_identifier")))


def targets(nodes: Iterable[Node]) -> Iterator[Node]:
    """The identifiers that a pattern binds; names with a capital letter are constants and variants."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        if node.type in ("identifier", "shorthand_field_identifier"):
            if not text_of(node)[:1].isupper():
                yield node
        elif node.type in _PATTERNS:
            skipped = [*node.children_by_field_name("type"), *node.children_by_field_name("condition")]
            skipped += node.children_by_field_name("name") if node.child_by_field_name("pattern") is not None else []
            stack.extend(child for child in node.named_children[::-1] if child not in skipped)


class Reader(TokenReader):
    """Reads the statements of one file. Types count in the exact form only; of a path the last part counts, and its type."""

    keyword_roots = frozenset(_ROOTS)
    not_code = COMMENTS

    def __init__(self, text: Text) -> None:
        handlers = {
            **dict.fromkeys((*COMMENTS, ";"), self._nothing),
            **dict.fromkeys(("string_literal", "raw_string_literal", "char_literal"), self._string),
            **dict.fromkeys(("integer_literal", "float_literal", "boolean_literal"), self._number),
            **dict.fromkeys(("field_identifier", "shorthand_field_identifier", "label"), self._property),
            **dict.fromkeys(("arguments", "array_expression", "field_initializer_list", "tuple_expression"), self._container),
            **dict.fromkeys(("scoped_identifier", "scoped_type_identifier"), self._path),
            **dict.fromkeys(("attribute_item", "inner_attribute_item"), self._attribute),
            **dict.fromkeys(("let_declaration", "let_condition"), self._let),
            **dict.fromkeys(COMPOUND, self._defer),
            **dict.fromkeys(_TYPES, self._type),
            "parameter": self._parameter,
            "field_expression": self._member,
            "call_expression": self._call,
            "macro_invocation": self._macro,
            "token_tree": self._tree,
            "shorthand_field_initializer": self._shorthand,
            "closure_expression": self._closure,
        }
        super().__init__(text, GRAMMAR, _fixed(), handlers)
        self.roots: set[str] = set()

    def bind(self, nodes: Iterable[Node], scope: Scope) -> None:
        """Enter what the patterns bind into the scope."""
        scope.bound.update(self.name(node) for node in targets(nodes))

    def header(self, function: Node, name: str, line: Line) -> None:
        """The same tokens for a function and a method."""
        words = next((child for child in function.children if child.type == "function_modifiers"), None)
        line.raw.extend((SYNTAX, child.type) for child in (words.children if words is not None else ()) if child.type == "async")
        line.raw.extend(((SYNTAX, "fn"), (SELF, name)))
        parameters = function.child_by_field_name("parameters")
        listed = parameters.named_children if parameters is not None else []
        shown = [node for node in listed if node.type not in COMMENTS and node.type not in ("attribute_item", "self_parameter")]
        line.raw.append((SYNTAX, "("))
        for position, parameter in enumerate(shown):
            if position:
                line.raw.append((SYNTAX, ","))
            self.read((parameter,), line)
        line.raw.append((SYNTAX, ")"))
        for part in ("type_parameters", "return_type"):
            for node in function.children_by_field_name(part):
                line.raw.extend(leaves(self._text, node, TYPE))

    def _defer(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.append((SYNTAX, "{}"))
        self.pending.append(node)

    def _string(self, node: Node, line: Line, stack: list[Node]) -> None:
        inner = [child for child in node.named_children if child.type in ("string_content", "escape_sequence")]
        line.raw.append((TEXT, self._text.slice(inner[0].start_byte, inner[-1].end_byte) if inner else self.name(node).strip("'\"#br")))

    def _attribute(self, node: Node, line: Line, stack: list[Node]) -> None:
        line.raw.extend(leaves(self._text, node, DECORATOR))

    def _parameter(self, node: Node, line: Line, stack: list[Node]) -> None:
        pattern = node.child_by_field_name("pattern")
        if pattern is None:
            return
        self.bind((pattern,), line.scope)
        self.read((pattern,), line)
        for kind in node.children_by_field_name("type"):
            line.raw.extend(leaves(self._text, kind, TYPE))

    def _let(self, node: Node, line: Line, stack: list[Node]) -> None:
        self.bind(node.children_by_field_name("pattern"), line.scope)
        kind = node.child_by_field_name("type")
        if kind is not None:
            line.raw.extend(leaves(self._text, kind, TYPE))
        stack.extend(child for child in node.children[::-1] if child != kind and child.type != ":")

    def dotted(self, node: Node) -> str:
        """`a.b.c` of the path `a::b::c` or the expression `a.b.c`; "" for anything else."""
        parts: list[str] = []
        while node.type in ("scoped_identifier", "scoped_type_identifier", "field_expression", "generic_function", "generic_type"):
            if node.type in ("generic_function", "generic_type"):
                node = node.children[0]
                continue
            last = node.child_by_field_name("name") or node.child_by_field_name("field")
            first = node.child_by_field_name("path") or node.child_by_field_name("value")
            if last is None or first is None:
                return ""
            parts.append(self.name(last))
            node = first
        plain = node.type in ("identifier", "type_identifier", "metavariable", *_ROOTS)
        return ".".join([*parts, self.name(node)][::-1]) if plain else ""

    def _path(self, node: Node, line: Line, stack: list[Node]) -> None:
        """How much of a path is written depends on the imports: of a module's name only the last part counts."""
        parts = self.dotted(node).split(".")
        if len(parts) < 2:
            stack.extend(node.children[::-1])
            return
        if parts[-2][:1].isupper():
            line.raw.append(parts[-2] if len(parts) == 2 else self.outside(parts[-2]))
            line.raw.append((SYNTAX, "::"))
        line.raw.append(self.outside(parts[-1]))

    def _call(self, node: Node, line: Line, stack: list[Node]) -> None:
        function = node.child_by_field_name("function")
        if function is not None:
            inner = function.children[0] if function.type == "generic_function" else function
            if name := self.dotted(inner):
                self._called(inner, name, line)
            elif inner.type == "field_expression":
                line.calls.append(f".{text_of(inner.child_by_field_name('field'))}")
        stack.extend(node.children[::-1])

    def _called(self, node: Node, name: str, line: Line) -> None:
        """Note the call, and the first part of a path: what it means is known without a `use`."""
        line.calls.append(name)
        root, _, rest = name.partition(".")
        if rest and node.type == "scoped_identifier" and root != "self" and not root[:1].isupper():
            self.roots.add(root)

    def _macro(self, node: Node, line: Line, stack: list[Node]) -> None:
        named = node.child_by_field_name("macro")
        if named is not None and (name := self.dotted(named)):
            self._called(named, name, line)
        stack.extend(node.children[::-1])

    def _tree(self, node: Node, line: Line, stack: list[Node]) -> None:
        """What is handed to a macro is no syntax yet; a name before a bracket is taken for a call."""
        children = [child for child in node.children if child.type not in COMMENTS]
        before = ""
        for name, group in pairwise(children):
            if name.type == "identifier" and group.type == "token_tree" and group.children and group.children[0].type == "(":
                line.calls.append(f".{self.name(name)}" if before == "." else self.name(name))
            before = name.type
        self._container(node, line, stack)

    def _closure(self, node: Node, line: Line, stack: list[Node]) -> None:
        if not line.scope.function:
            line.scope = Scope(line.scope, function=True)
        self.bind(node.children_by_field_name("parameters"), line.scope)
        kinds = node.children_by_field_name("return_type")
        stack.extend(child for child in node.children[::-1] if child not in kinds and child.type != "->")

"""Where a Rust file touches what is watched: names by their path, macros, crates that it imports, the environment.

A watched name is written as in Rust: `std::env::var`, `reqwest`, `println!`. What is compiled for the tests only is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.excerpt import excerpt
from ssot_check.languages.support.rust.imports import COMMENTS, is_public, path_text, steps, taken
from ssot_check.languages.support.rust.tokens import GRAMMAR
from ssot_check.languages.support.rust.traits import is_test
from ssot_check.languages.support.treesitter import Text, is_field, text_of
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, WHOLE, Form, Touch, TouchKind, Watch, in_order

if TYPE_CHECKING:
    from tree_sitter import Node

_ENVIRONMENT: Final = frozenset(READS_ENVIRONMENT["rust"])
_WHOLE: Final = frozenset(("std::env::vars", "std::env::vars_os"))
_PATHS: Final = ("scoped_identifier", "identifier")
_STEPS: Final = frozenset(("identifier", "crate", "self", "super", "::"))
_HOLDERS: Final = ("function_item", "impl_item", "trait_item", "mod_item")
_OWN: Final = ("crate", "self", "super")
_VALUES: Final = ("const_item", "static_item")
_OF_CARGO: Final = re.compile(r"CARGO(_\w+)?|OUT_DIR|DEP_\w+")
"""Variables that cargo sets for the compiler: no configuration of the program."""


class _Seen(NamedTuple):
    """A path in the text: its steps as written, where it begins and ends, and what stands behind it."""

    steps: tuple[str, ...]
    first: Node
    last: Node
    arguments: Node | None
    called: bool


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of the file, by place."""
    text = Text(source.text)
    found = dict.fromkeys(_Finder(source.path, text, watch).find(text.tree(GRAMMAR)))
    return in_order(found)


class _Finder:
    """One file. `_origins` maps a name that a `use` binds to its path, `_unpacked` one that `use x::*` may bind.

    `_bound` are names that the file binds itself, `_constants` those of texts. `_opened` tells that it takes whatever a module of
    its own crate offers (`use super::*`), the names of the standard library among it.
    """

    def __init__(self, path: str, text: Text, watch: Watch) -> None:
        self._path = path
        self._text = text
        self._watch = watch
        self._origins: dict[str, str] = {}
        self._unpacked: dict[str, str] = {}
        self._bound: set[str] = set()
        self._constants: dict[str, str] = {}
        self._opened = False

    def find(self, root: Node) -> Iterator[Touch]:
        """Imports of watched crates and modules stand for every use of theirs in the file."""
        nodes = list(_walk(root))
        loaded: set[str] = set()
        for node in nodes:
            if node.type == "use_declaration":
                yield from self._import(node, loaded)
            else:
                self._bind(node)
        for node in nodes:
            for seen in _seen(node):
                full = self._full(seen)
                name = next(self._watch.covering(full), "")
                if name and name not in loaded:
                    yield from self._use(seen, name)

    def _bind(self, node: Node) -> None:
        """Keep the names that the node binds, and the text that a constant stands for."""
        if node.type in ("let_declaration", "parameter", "closure_parameters"):
            self._bound.update(text_of(item) for item in _walk(node.child_by_field_name("pattern") or node) if item.type == "identifier")
        elif node.type in ("function_item", "macro_definition") and node.parent is not None and node.parent.type == "source_file":
            self._bound.add(text_of(node.child_by_field_name("name")) + "!" * (node.type == "macro_definition"))
        elif node.type == "mod_item":
            self._bound.add(text_of(node.child_by_field_name("name")))
        elif node.type in _VALUES and (value := node.child_by_field_name("value")) is not None and value.type == "string_literal":
            self._constants[text_of(node.child_by_field_name("name"))] = text_of(value).strip('"')

    def _import(self, node: Node, loaded: set[str]) -> Iterator[Touch]:
        argument, told = node.child_by_field_name("argument"), set[str]()
        for item in taken(argument) if argument is not None else ():
            full = "::".join(item.parts)
            if item.alias == "*":
                self._opened = self._opened or item.parts[0] in _OWN
                inside = (name for name in self._watch.names if name.rpartition("::")[0] == full)
                self._unpacked.update((name.rpartition("::")[2], name) for name in inside if not name.endswith("!"))
            elif item.alias != "_":
                self._origins.setdefault(item.alias, full)
            name = next(self._watch.covering(full), "")
            if name and name != full:
                loaded.add(name)
                if name not in told:
                    yield self._touch(item.node, item.node, name, TouchKind.IMPORT)
                told.add(name)
            elif name and is_public(node):
                yield self._touch(item.node, item.node, name, TouchKind.NAME, form=Form.BOUND)

    def _full(self, seen: _Seen) -> str:
        """The path from the crate on; "" for a name that the file binds itself."""
        first, *rest = seen.steps
        if first in self._bound and (not rest or first not in self._origins):
            return ""
        name = first.removesuffix("!")
        known = self._origins.get(name, self._unpacked.get(name, ""))
        base = (known or self._by_a_prelude(first, rest) or name) + "!" * first.endswith("!")
        full = "::".join([base, *rest])
        return full.rpartition("::")[2] if full.endswith("!") and full.startswith(("std::", "core::")) else full

    def _by_a_prelude(self, first: str, rest: list[str]) -> str:
        """The watched module or type of the standard library that a name of nobody in the file stands for; "" where none does.

        Which names `use super::*` brings another file says. A path that begins with one, or a type, hardly means anything else.
        """
        if not self._opened or not (rest or first[:1].isupper()):
            return ""
        watched = (name.split("::") for name in sorted(self._watch.names) if name.startswith("std::"))
        return next(("::".join(parts[: parts.index(first) + 1]) for parts in watched if first in parts[1:]), "")

    def _use(self, seen: _Seen, name: str) -> Iterator[Touch]:
        if name not in _ENVIRONMENT:
            yield self._touch(seen.first, seen.last, name, TouchKind.NAME)
            return
        key = self._key(seen.arguments)
        if not _OF_CARGO.fullmatch(key):
            whole = name in _WHOLE or not seen.called or not name.startswith(("std::", "env!", "option_env!"))
            yield self._touch(seen.first, seen.last, name, TouchKind.ENVIRONMENT, key=WHOLE if whole else key)

    def _key(self, arguments: Node | None) -> str:
        """The variable that is asked for, by a text or a constant of the file; "" where it is known only at run time."""
        told = (item for item in _walk(arguments) if item.type in ("string_literal", "identifier")) if arguments is not None else iter(())
        first = next(told, None)
        if first is None or not _is_first(first, arguments):
            return ""
        return text_of(first).strip('"') if first.type == "string_literal" else self._constants.get(text_of(first), "")

    def _touch(self, first: Node, last: Node, name: str, kind: TouchKind, *, key: str = "", form: Form = Form.PLAIN) -> Touch:
        spelled = excerpt(self._text.slice(first.start_byte, last.end_byte)) + "!" * name.endswith("!")
        place = self._text.location(self._path, first.start_byte, last.end_byte)
        return Touch(kind, name, place, spelled=spelled, key=key, form=form, scope=_scope(first))


def _walk(root: Node) -> Iterator[Node]:
    """Every named node that is not compiled for the tests only, in source order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if not (node.type in _HOLDERS and is_test(node)):
            yield node
            stack.extend(node.named_children[::-1])


def _seen(node: Node) -> Iterator[_Seen]:
    """Paths that the node is, or holds when it is the text of a macro, where the grammar sees words only."""
    if node.type == "token_tree":
        yield from _in_macro(node)
    elif node.type == "macro_invocation":
        macro = node.child_by_field_name("macro")
        if macro is not None:
            arguments = next((child for child in node.children if child.type == "token_tree"), None)
            yield _Seen(steps(f"{path_text(macro)}!"), macro, macro, arguments, called=True)
    elif node.type in _PATHS and (parent := node.parent) is not None:
        call = parent if parent.type == "call_expression" and is_field(parent, "function", node) else None
        given = parent.type in ("arguments", "let_declaration", "field_initializer") and not is_field(parent, "pattern", node)
        outermost = node.type == "scoped_identifier" and parent.type not in (*_PATHS, "use_declaration", "scoped_use_list", "use_as_clause")
        if call is not None or given or (outermost and parent.type not in ("use_list", "use_wildcard", "macro_invocation")):
            arguments = call.child_by_field_name("arguments") if call is not None else None
            yield _Seen(steps(path_text(node)), node, node, arguments, called=call is not None)


def _in_macro(tree: Node) -> Iterator[_Seen]:
    run: list[Node] = []
    for child in (*tree.children, None):
        if child is not None and child.type in _STEPS and (child.type == "::") != (not run or run[-1].type == "::"):
            run.append(child)
            continue
        if run and run[-1].type != "::" and child is not None and child.type == "token_tree":
            yield _Seen(steps("".join(text_of(item) for item in run)), run[0], run[-1], child, called=True)
        elif run and child is not None and child.type == "!" and child.next_sibling is not None and child.next_sibling.type == "token_tree":
            yield _Seen(steps("".join(text_of(item) for item in run) + "!"), run[0], run[-1], child.next_sibling, called=True)
        run = [child] if child is not None and child.type in _STEPS and child.type != "::" else []


def _is_first(text: Node, arguments: Node | None) -> bool:
    """True when nothing stands before the text in the brackets."""
    first = next((child for child in arguments.named_children if child.type not in COMMENTS), None) if arguments is not None else None
    return first is not None and first.id == text.id


def _scope(node: Node) -> str:
    """The function around, with the type that it belongs to."""
    names: list[str] = []
    above = node.parent
    while above is not None:
        if above.type in ("function_item", "impl_item", "trait_item"):
            names.append(text_of(above.child_by_field_name("name") or above.child_by_field_name("type")))
        above = above.parent
    return ".".join(name for name in reversed(names) if name)

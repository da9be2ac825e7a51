"""What a Python file takes from others and what it offers: imports, module-level names, `__all__`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.blocks import only_for_types
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, Reference, ReferenceKind
from ssot_check.model.regex import regex
from ssot_check.model.unit import DECORATOR, SYNTAX, TYPE

if TYPE_CHECKING:
    from tree_sitter import Node

_OPENERS: Final = frozenset(("__getattr__",))
_WORD: Final = regex(r"\w+")


def module_of(path: str) -> str:
    """Dotted name of a file from the repository root: `pkg/sub/mod.py` is `pkg.sub.mod`, `pkg/__init__.py` is `pkg`."""
    stem = path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path
    parts = stem.split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(path: str) -> str:
    """Dotted name of the folder a file lies in."""
    return ".".join(path.split("/")[:-1])


class Names:
    """Collects imports and definitions while a file is read.

    `origins` maps every name that an import binds, anywhere in the file, to its dotted origin.
    """

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._text = text
        self._package = package_of(path)
        self.origins: dict[str, str] = {}
        self.references: list[Reference] = []
        self.definitions: list[Definition] = []
        self.open_names = False
        self.stars: list[str] = []
        self._declared: list[tuple[str, Node]] = []
        self._typing = self._late = False
        self._spelled = ""

    def define(self, name: str, node: Node, reexport: str = "") -> None:
        """A module-level name."""
        self.definitions.append(Definition(name, self._place(node), reexport))
        if name in _OPENERS:
            self.open_names = True

    def declare(self, value: Node) -> None:
        """The value of `__all__`: a name listed there is offered even where its definition cannot be seen."""
        stack = [value]
        while stack:
            node = stack.pop()
            if node.type == "string":
                self._declared.append((self._slice(node).strip("\"'"), node))
            else:
                stack.extend(node.children[::-1])

    def read_import(self, node: Node, *, top: bool, late: bool) -> None:
        """`import a.b as c`, `from .a import b as c`, `from a import *`; `top` when it defines module-level names, `late` in a function."""
        module = node.child_by_field_name("module_name")
        self._typing, self._late = _is_for_types(node), late
        self._spelled = self._slice(module) if module else ""
        prefix = "__future__" if node.type == "future_import_statement" else self._absolute(module) if module else ""
        for child in node.children_by_field_name("name"):
            name, bound = self._imported(child)
            if name:
                self._add(child, prefix, name, bound, top=top, whole=module is None)
        if any(child.type == "wildcard_import" for child in node.children):
            self._refer(node, f"{prefix}.*", "", self._spelled)
            self.stars.extend([prefix] if top else ())

    def finish(self) -> tuple[Definition, ...]:
        """The definitions in the order of the file; one per name and place."""
        known = {definition.name for definition in self.definitions}
        for name, node in self._declared:
            if name not in known:
                self.define(name, node)
        return tuple(sorted(set(self.definitions), key=lambda item: (item.location, item.name, item.reexport)))

    def told(self, lines: Sequence[Line]) -> tuple[Reference, ...]:
        """The imports in the order of the file; those of names that only annotations in these lines say are marked."""
        asked = {item.alias for item in self.references if item.alias and not item.typing and not item.late}
        asked.difference_update([name for name, _ in self._declared])
        for line in lines if asked else ():
            asked.difference_update([token for token in line.raw if token.__class__ is str])
        only = _annotating(asked, lines) if asked else frozenset()
        return tuple([replace(item, annotates=True) if item.alias in only and not item.typing else item for item in self.references])

    def _add(self, node: Node, prefix: str, name: str, bound: str, *, top: bool, whole: bool) -> None:
        dotted = f"{prefix}.{name}" if prefix else name
        # `import a.b` binds `a`; with an alias the whole path is bound.
        alias = bound or (name.partition(".")[0] if whole else name)
        origin = name.partition(".")[0] if whole and not bound else dotted
        self._refer(node, dotted, alias, self._spelled or name)
        if prefix == "__future__":
            return
        # Of two imports bound to one name (a fallback), the one spelled like the name is the usual library.
        if alias not in self.origins or origin.rpartition(".")[2] == alias:
            self.origins[alias] = origin
        if top:
            self.define(alias, node, origin)

    def _refer(self, node: Node, dotted: str, alias: str, spelled: str) -> None:
        place = self._place(node)
        self.references.append(Reference(ReferenceKind.IMPORT, dotted, place, alias, self._typing, spelled, late=self._late))

    def _imported(self, node: Node) -> tuple[str, str]:
        if node.type == "aliased_import":
            name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
            return (self._slice(name) if name else "", self._slice(alias) if alias else "")
        return self._slice(node), ""

    def _absolute(self, module: Node) -> str:
        text = self._slice(module)
        if not text.startswith("."):
            return text
        rest = text.lstrip(".")
        climbs = len(text) - len(rest) - 1
        package = self._package.split(".") if self._package else []
        base = package[: len(package) - climbs] if climbs <= len(package) else []
        return ".".join([*base, *([rest] if rest else [])])

    def _slice(self, node: Node) -> str:
        return "".join(self._text.slice(node.start_byte, node.end_byte).split())

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)


def _annotating(names: AbstractSet[str], lines: Iterable[Line]) -> AbstractSet[str]:
    """Those of the names that an annotation says, and no decorator, nor what could not be read."""
    said: dict[int, set[str]] = {TYPE: set(), DECORATOR: set(), SYNTAX: set()}
    for token in (token for line in lines for token in line.raw if token.__class__ is tuple):
        kind, text = token
        if kind in said:
            said[kind].update(_WORD.findall(text))
    return (names & said[TYPE]) - said[DECORATOR] - said[SYNTAX]


def _is_for_types(node: Node) -> bool:
    """True for an import directly under `if TYPE_CHECKING:`."""
    block = node.parent
    return block is not None and block.type == "block" and block.parent is not None and only_for_types(block.parent)

"""What a Rust file takes from other modules and what it offers: `use`, `mod`, `pub`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, Reference, ReferenceKind

if TYPE_CHECKING:
    from tree_sitter import Node

ROOTS: Final = ("lib.rs", "main.rs", "mod.rs")
COMMENTS: Final = frozenset(("line_comment", "block_comment"))
_SOURCE: Final = "src"


class Home(NamedTuple):
    """Where a file stands: the dotted folder of its crate's root module, and its own dotted module."""

    crate: str
    module: str


def home_of(path: str) -> Home:
    """By the customs of cargo: the crate begins at the last folder `src`; files outside of one are crates of their own folder."""
    *folders, name = path.split("/")
    below = len(folders) - folders[::-1].index(_SOURCE) if _SOURCE in folders else len(folders)
    module = folders if name in ROOTS else [*folders, name.removesuffix(".rs")]
    return Home(".".join(folders[:below]), ".".join(module))


class Taken(NamedTuple):
    """One name of a `use`: where it is written, its path, and what it is bound to; "*" for everything."""

    node: Node
    parts: tuple[str, ...]
    alias: str


def taken(node: Node) -> Iterator[Taken]:
    """The names that the argument of a `use` takes, brackets opened."""
    stack: list[tuple[Node, tuple[str, ...]]] = [(node, ())]
    while stack:
        here, above = stack.pop()
        path, inner = here.child_by_field_name("path"), here.child_by_field_name("list")
        if here.type == "scoped_use_list" and inner is not None:
            stack.extend((child, (*above, *_parts(path))) for child in inner.named_children[::-1])
        elif here.type == "use_list":
            stack.extend((child, above) for child in here.named_children[::-1])
        elif here.type == "use_as_clause":
            parts = (*above, *_parts(path))
            yield Taken(here, parts[:-1] if above and parts[-1] == "self" else parts, text_of(here.child_by_field_name("alias")))
        elif here.type == "use_wildcard":
            yield Taken(here, (*above, *_parts(next((child for child in here.named_children if child.type not in COMMENTS), None))), "*")
        elif here.type == "self" and above:
            yield Taken(here, above, above[-1])
        elif here.type in ("identifier", "scoped_identifier", "crate"):
            parts = (*above, *_parts(here))
            yield Taken(here, parts, parts[-1])


def _parts(node: Node | None) -> tuple[str, ...]:
    return steps(path_text(node)) if node is not None else ()


def path_text(node: Node) -> str:
    """The text of a path without the comments in it."""
    if node.type in COMMENTS:
        return ""
    return "".join(map(path_text, node.children)) if node.type == "scoped_identifier" else text_of(node)


def steps(path: str) -> tuple[str, ...]:
    """What stands between the colons of a path."""
    return tuple(step for step in "".join(path.split()).split("::") if step)


class Names:
    """Collects imports and exports while a file is read. `origins` maps every name that a `use` binds to its dotted path."""

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._text = text
        self._home = home_of(path)
        self._modules: set[str] = set()
        self._inside: list[str] = []
        self.definitions: list[Definition] = []
        self.references: list[Reference] = []
        self.origins: dict[str, str] = {}
        self.open_names = False
        self.stars: list[str] = []

    def declare(self, item: Node, *, public: bool = False) -> None:
        """A top-level item; other files see it when it is `pub`."""
        name = item.child_by_field_name("name")
        if name is not None and (public or is_public(item)):
            self.definitions.append(Definition(text_of(name), self._place(name)))

    def read_module(self, item: Node, *, testing: bool = False) -> None:
        """`mod a;` is the file `a.rs` or `a/mod.rs`; one that is `testing` the program does without."""
        name = item.child_by_field_name("name")
        self._modules.add(text_of(name))
        if name is not None and item.child_by_field_name("body") is None:
            origin = self._joined(self._home.module, text_of(name))
            self.references.append(Reference(ReferenceKind.IMPORT, origin, self._place(item), passing=True, late=testing))

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """While `mod name { ... }` is read: `super` means the file there, and not what stands above it."""
        self._inside.append(name)
        yield
        self._inside.pop()

    def read_use(self, node: Node) -> None:
        """`use a::{b, c as d, e::*}`, with or without `pub`."""
        argument = node.child_by_field_name("argument")
        for item in taken(argument) if argument is not None else ():
            origin = self._origin(item.parts)
            everything = item.alias == "*"
            bound = "" if item.alias in ("*", "_") else item.alias
            self.references.append(Reference(ReferenceKind.IMPORT, origin, self._place(item.node), bound, passing=is_public(node)))
            if bound:
                self.origins.setdefault(bound, origin)
            if is_public(node):
                self.stars.extend([origin] if everything else ())
                if bound:
                    self.definitions.append(Definition(bound, self._place(item.node), origin))

    def know(self, roots: Collection[str]) -> None:
        """Paths that begin with these names are used without a `use`: such a module is not only declared or passed on."""
        self.references = [
            replace(item, passing=item.passing and (item.alias or item.name.rpartition(".")[2]) not in roots) for item in self.references
        ]
        for root in sorted(roots):
            if origin := self._origin((root,)):
                self.origins.setdefault(root, origin)

    def _origin(self, parts: tuple[str, ...]) -> str:
        base, rest = "", list(parts)
        if rest and rest[0] == "crate":
            base, rest = self._home.crate, rest[1:]
        elif rest and (rest[0] in ("self", "super") or rest[0] in self._modules):
            base = self._joined(self._home.module, *self._inside)
            rest = rest[1:] if rest[0] == "self" else rest
        while rest and rest[0] == "super":
            base, rest = base.rpartition(".")[0], rest[1:]
        return self._joined(base, *rest)

    def _joined(self, *parts: str) -> str:
        return ".".join(part for part in parts if part)

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)


def is_public(item: Node) -> bool:
    """True for `pub` in any reach but `pub(self)`."""
    return any(child.type == "visibility_modifier" and text_of(child) != "pub(self)" for child in item.children)

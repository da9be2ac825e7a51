"""Makes an import of a Python file, or a use through a module, mean something else, where the file surely goes on working."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import IMPORTS, dotted_text
from ssot_check.languages.support.python.use import spell_taking
from ssot_check.languages.support.treesitter import Text, above, node_at, walk
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Edit
from ssot_check.model.replacement import Redirect

if TYPE_CHECKING:
    from tree_sitter import Node

_FROM: Final = re.compile(r"from (\S+) import ")


def redirect(wish: Redirect, text: str, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """The edits; none where a name could be lost, or where a comment stands within the statement.

    An import of one name is written anew. Of several names all move when the new module has them all; else one is taken out and
    gets a line of its own. What is bound keeps its name, so that uses stay as they are.
    """
    source = Text(text)
    node = node_at(source, source.tree("python"), wish.place)
    if node is None:
        return ()
    statement = above(node, IMPORTS)
    if statement is None:
        return _attribute(source, node, wish) if wish.wish.path == wish.path else ()
    part = next((item for item in _parts(statement) if item.start_byte <= node.start_byte and node.end_byte <= item.end_byte), None)
    if part is None or _holds_comment(statement):
        return ()
    return _Import(source, statement, part, wish, files).edits()


@dataclass(frozen=True)
class _Import:
    """One name of an import statement, and what it shall mean."""

    source: Text
    statement: Node
    part: Node
    wish: Redirect
    files: AbstractSet[str]

    def edits(self) -> tuple[Edit, ...]:
        """See `redirect`."""
        name, alias = _named(self.part)
        taking = self.wish.wish
        module = self.statement.child_by_field_name("module_name")
        if module is None and not alias:
            return ()  # `import a.b` binds `a`, and uses spell the whole path
        bound = alias or name
        if not taking.name and not self._provides_members(bound):
            return ()
        line = spell_taking(replace(taking, alias=bound), self.files)
        parts = _parts(self.statement)
        if not line:
            return ()
        if len(parts) == 1:
            return (self._edit(self.statement, line),)
        home = _FROM.match(line)
        if module is None or home is None:
            return ()
        if self._all_move(parts):
            return (self._edit(module, home[1]),)
        if self._stays(module, home[1]):
            return (self._edit(self.part, line[home.end() :]),)
        return self._parted(parts, line)

    def _all_move(self, parts: list[Node]) -> bool:
        names = [_named(part)[0] for part in parts]
        return self.wish.whole and bool(self.wish.old) and self.wish.wish.name == self.wish.old and self.wish.names.issuperset(names)

    def _stays(self, module: Node, home: str) -> bool:
        """True when the new name is taken from the same module."""
        return dotted_text(module) == home

    def _parted(self, parts: list[Node], line: str) -> tuple[Edit, ...]:
        """Without this name, and a line for it above the statement."""
        start, at = self.statement.start_byte, parts.index(self.part)
        margin = self.source.slice(start - self.statement.start_point[1], start)
        if margin.strip():
            return ()  # not the first on its line
        first, last = (
            (self.part.start_byte, parts[at + 1].start_byte) if at + 1 < len(parts) else (parts[at - 1].end_byte, self.part.end_byte)
        )
        path = self.wish.place.path
        return (Edit(self.source.location(path, start, start), f"{line}\n{margin}"), Edit(self.source.location(path, first, last), ""))

    def _provides_members(self, bound: str) -> bool:
        """True when everything that the file takes from the module `bound` is provided by the new one."""
        root = self.statement
        while root.parent is not None:
            root = root.parent
        used = [
            node for node in walk(root) if node.type == "identifier" and dotted_text(node) == bound and not _within(node, self.statement)
        ]
        members = [_member_of(node) for node in used if not _is_label(node)]
        return all(member in self.wish.names for member in members)

    def _edit(self, node: Node, text: str) -> Edit:
        return Edit(self.source.location(self.wish.place.path, node.start_byte, node.end_byte), text)


def _attribute(source: Text, node: Node, wish: Redirect) -> tuple[Edit, ...]:
    """`module.old` becomes `module.new`."""
    found = node if node.type == "attribute" else above(node, frozenset(("attribute",)))
    last = found.child_by_field_name("attribute") if found is not None else None
    if last is None or not wish.wish.name.isidentifier() or dotted_text(last) != wish.old:
        return ()
    return (Edit(source.location(wish.place.path, last.start_byte, last.end_byte), wish.wish.name),)


def _parts(statement: Node) -> list[Node]:
    return statement.children_by_field_name("name")


def _named(part: Node) -> tuple[str, str]:
    """The name that is imported, and its alias or ""."""
    if part.type != "aliased_import":
        return dotted_text(part), ""
    name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
    return (dotted_text(name) if name else "", dotted_text(alias) if alias else "")


def _member_of(node: Node) -> str:
    """What is taken from the name at `node`: "x" of `node.x`; "" when it is used otherwise."""
    above = node.parent
    if above is None or above.type != "attribute" or above.child_by_field_name("object") != node:
        return ""
    member = above.child_by_field_name("attribute")
    return dotted_text(member) if member is not None else ""


def _is_label(node: Node) -> bool:
    """True for the name of an argument in a call, and for the last step of an attribute: the module is not meant."""
    above_it = node.parent
    if above_it is None or above_it.type not in ("keyword_argument", "attribute"):
        return False
    field = "name" if above_it.type == "keyword_argument" else "attribute"
    return above_it.child_by_field_name(field) == node


def _within(node: Node, outer: Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def _holds_comment(statement: Node) -> bool:
    return any(node.type == "comment" for node in walk(statement))

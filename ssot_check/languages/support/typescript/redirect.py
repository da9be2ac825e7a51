"""Makes an `import ... from "..."` of a TypeScript or JavaScript file mean another module, where no name is lost."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, above, node_at, walk
from ssot_check.languages.support.typescript.use import spell_taking
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Edit
from ssot_check.model.replacement import Redirect

if TYPE_CHECKING:
    from tree_sitter import Node

_SPELLED: Final = re.compile(r'import (?:\{ (.+) \}|.+) from "(.+)"')


def redirect(wish: Redirect, text: str, grammar: str, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """The edits: names in braces only. All move when the new module has them all, one by one when it is the only name."""
    source = Text(text)
    node = node_at(source, source.tree(grammar), wish.place)
    statement = above(node, frozenset(("import_statement",))) if node is not None else None
    specifier = statement.child_by_field_name("source") if statement is not None else None
    if statement is None or specifier is None or any(part.type in ("comment", "namespace_import") for part in walk(statement)):
        return ()
    names = [part for part in walk(statement) if part.type == "import_specifier"]
    mine = next((part for part in names if _text(source, part.child_by_field_name("alias") or _name(part)) == _bound(wish)), None)
    clause = next((part for part in statement.children if part.type == "import_clause"), None)
    if mine is None or clause is None or any(part.type == "identifier" for part in clause.children):
        return ()  # a default beside the names
    line = _SPELLED.fullmatch(spell_taking(replace(wish.wish, alias=_bound(wish)), files))
    if line is None or not line[1]:
        return ()
    inner = next((part for part in specifier.children if part.type == "string_fragment"), None)
    if inner is None:
        return ()
    moved = Edit(source.location(wish.place.path, inner.start_byte, inner.end_byte), line[2])
    renamed = Edit(source.location(wish.place.path, mine.start_byte, mine.end_byte), line[1])
    if wish.whole and wish.wish.name == wish.old and wish.names.issuperset(_text(source, _name(part)) for part in names):
        return (moved,)
    if _text(source, inner) == line[2] or wish.path == wish.wish.path:
        return (renamed,)
    return (renamed, moved) if len(names) == 1 else ()


def _bound(wish: Redirect) -> str:
    return wish.wish.alias or wish.old


def _name(part: Node) -> Node | None:
    return part.child_by_field_name("name")


def _text(source: Text, node: Node | None) -> str:
    return source.slice(node.start_byte, node.end_byte) if node is not None else ""

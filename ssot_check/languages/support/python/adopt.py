"""Writes an owner's constant in the place of a text that a Python file spells out, and imports it."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.cuts import Cuts
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.python.use import spell_taking
from ssot_check.languages.support.treesitter import Text, above, node_at, text_of
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location
from ssot_check.model.replacement import Adoption, Taking

if TYPE_CHECKING:
    from tree_sitter import Node

_STRING: Final = frozenset(("string",))
_NO_VALUE: Final = frozenset(("concatenated_string", "expression_statement", "case_pattern", "union_pattern", "type", "format_expression"))
"""Where a text is no value of its own: a part of a longer one, documentation, a pattern, an annotation."""


def adopt(wish: Adoption, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """The edits; none unless the constant is the text itself and each place is a plain text of the same notation."""
    outer, path = wish.name.partition(".")[0], wish.places[0].path
    line = spell_taking(Taking(wish.owner.path, path, outer, roots=wish.roots), files)
    model = _string(Text(wish.owner_text), wish.owner)
    if not line.startswith("from ") or model is None or model.parent is None or model.parent.type != "assignment":
        return ()
    text = Text(wish.text)
    root = text.tree("python")
    found = [_string(text, place) for place in wish.places]
    strings = [node for node in found if node is not None and _opening(node) == _opening(model) and _content(node) == _content(model)]
    there = line in wish.text.split("\n")
    taken = not there and re.search(rf"(?<!\w){re.escape(outer)}(?!\w)", wish.text) is not None
    if taken or len(strings) < len(wish.places) or len({node.start_byte for node in strings}) < len(strings):
        return ()
    edits = tuple(Edit(text.location(path, node.start_byte, node.end_byte), wish.name) for node in strings)
    if there:
        return edits
    bindings = Bindings(path)
    bindings.read(root)
    first = next(child for child in root.children if child.end_byte > strings[0].start_byte)
    row, added = Cuts(text, path, root, bindings).place(first, line, frozenset())
    return (Edit(Location(path, row, 1, row, 1), added), *edits)


def _string(text: Text, place: Location) -> Node | None:
    """The text that stands there, where it is a value without anything put into it."""
    node = node_at(text, text.tree("python"), place)
    found = above(node, _STRING) if node is not None else None
    if found is None or found.parent is None or found.parent.type in _NO_VALUE or "f" in _opening(found).lower():
        return None
    return None if above(found, frozenset(("type",))) is not None else found


def _opening(string: Node) -> str:
    """Prefix without the quotes: an `r` changes what the text means."""
    return text_of(string.children[0]).rstrip("\"'")


def _content(string: Node) -> str:
    quotes = len(text_of(string.children[0])) - len(_opening(string))
    return text_of(string)[len(_opening(string)) + quotes : -quotes]

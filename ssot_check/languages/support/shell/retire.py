"""Deletes a copied function of a shell script and sources the owner in its place.

Only suggested: a library may do more when it is sourced than to define its functions.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.line_cuts import cut, lines_of, with_blanks
from ssot_check.languages.support.treesitter import Text, above, node_at, text_of
from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.replacement import Retirement
from ssot_check.model.unit import UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTION: Final = "function_definition"


def retire(wish: Retirement, line: str) -> Fix | None:
    """The repair with `line`, which sources the owner; None for functions of another name, and where they do not stand alone at the top."""
    match = wish.match
    owner, copy = match.owner, match.copy
    functions = owner.kind is copy.kind is UnitKind.FUNCTION
    if not line or not functions or match.part or match.fallback or copy.scope or owner.name != copy.name:
        return None
    text = Text(wish.copy_text)
    root = text.tree("bash")
    found = node_at(text, root, copy.signature)
    mine = above(found, frozenset((_FUNCTION,))) if found is not None else None
    defined = [child for child in root.children if child.type == _FUNCTION]
    if mine is None or mine not in defined or sum(_name(child) == copy.name for child in defined) != 1:
        return None
    lines = lines_of(text)
    rows = (_with_comments(lines, mine.start_point[0] + 1), mine.end_point[0] + 1)
    behind = lines[rows[1]].encode("utf-8", "surrogatepass")[mine.end_point[1] :]
    if mine.start_point[1] or behind.strip():
        return None
    gone = with_blanks(lines, *rows)
    edits: tuple[Edit, ...] = (cut(match.copy_path, text, lines, gone[0], gone[-1]),)
    if not _is_sourced(match.owner_path, lines):
        row = _with_comments(lines, defined[0].start_point[0] + 1)
        edits = (Edit(Location(match.copy_path, row, 1, row, 1), f"{line}\n\n"), *edits)
    return Fix(f"source `{owner.name}` from its owner and delete this copy", Safety.SUGGESTED, edits)


def _name(function: Node) -> str:
    name = function.child_by_field_name("name")
    return text_of(name)


def _with_comments(lines: Sequence[str], row: int) -> int:
    """The first of the comment lines directly above, or the line itself."""
    while row > 1 and lines[row - 1].startswith("#") and not lines[row - 1].startswith("#!"):
        row -= 1
    return row


def _is_sourced(owner: str, lines: Sequence[str]) -> bool:
    """True when the script sources a file of the owner's name."""
    name = re.escape(posixpath.basename(owner))
    return any(re.match(rf"(?:source|\.)\s.*(?<![\w.-]){name}(?![\w.-])", row) for row in lines)

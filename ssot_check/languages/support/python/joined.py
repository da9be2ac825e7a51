"""An import that takes one more name: a second statement for a module that is imported already says the same twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import dotted_text
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.finding import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_LINE: Final = re.compile(r"from (\S+) import (\w+(?: as \w+)?)")
_HELD: Final = re.compile(r"[#;\\]")
_PLAIN: Final = frozenset(("dotted_name", "aliased_import"))


def joined(path: str, text: Text, statements: Iterable[Node], line: str, changed: AbstractSet[int]) -> Edit | None:
    """The edit that adds the name of the import `line` to one of the statements; None where none of them takes from that module.

    `changed` are lines that other edits touch. A statement with remarks is left alone: one may be about its last name.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    for statement in statements:
        module = statement.child_by_field_name("module_name") if statement.type == "import_from_statement" else None
        names = statement.children_by_field_name("name") if module is not None else []
        rows = range(statement.start_point[0] + 1, statement.end_point[0] + 2)
        written = "".join(map(text.line_text, rows))
        fits = module is not None and dotted_text(module) == found[1] and bool(names) and all(name.type in _PLAIN for name in names)
        if fits and not _HELD.search(written) and changed.isdisjoint(rows):
            last = names[-1]
            alone = len(rows) > 1 and last.start_point[0] > statement.start_point[0]
            between = f",\n{' ' * last.start_point[1]}" if alone else ", "
            return Edit(text.location(path, last.end_byte, last.end_byte), between + found[2])
    return None

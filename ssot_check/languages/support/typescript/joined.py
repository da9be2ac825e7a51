"""An import that takes one more name: a second statement for a module that is imported already says the same twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, text_of, walk
from ssot_check.model.finding import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_LINE: Final = re.compile(r"""import \{ ([\w$]+(?: as [\w$]+)?) \} from (["'])([^"']+)\2;?""")
_REMARK: Final = re.compile(r"//|/\*|^import\s+type\b|\bwith\s*\{")


def joined(path: str, text: Text, imports: Iterable[Node], line: str) -> Edit | None:
    """The edit that adds the name of the import `line` to one of these; None where none of them takes names from that module.

    One with remarks is left alone, for one may be about its last name, and so is one that takes types only.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    for statement in imports:
        source = statement.child_by_field_name("source")
        names = [node for node in walk(statement) if node.type == "import_specifier"]
        if (
            source is None
            or not names
            or text_of(source)[1:-1] != found[3]
            or _REMARK.search(text_of(statement).replace(text_of(source), ""))
        ):
            continue
        last = max(names, key=lambda node: node.end_byte)
        alone = last.start_point[0] > statement.start_point[0]
        between = f",\n{' ' * last.start_point[1]}" if alone else ", "
        return Edit(text.location(path, last.end_byte, last.end_byte), between + found[1])
    return None

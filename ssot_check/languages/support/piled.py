"""Brackets piled up by the hundred: read like any other text, and told, for no compiler of these languages was meant for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.templates import CODE
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST: Final = 200
"""As many open brackets as CPython's tokenizer keeps (Parser/lexer, MAXSTACK)."""
_PILE: Final = re.compile(rb"(?:[\[({]\s*){%d}" % (_DEEPEST + 1))
_SPACE: Final = b" \t\n\r\f\v"
_ALIKE: Final = bytes.maketrans(b"[{", b"((")
_TEXT: Final = re.compile("string|template|comment|regex|char|text")
"""Kinds of nodes in which a bracket opens nothing."""
_BARE: Final = b"(" * (_DEEPEST + 1)


def piled_brackets(path: str, text: Text, root: Node | None = None) -> tuple[Problem, ...]:
    """One warning at the first pile of more than 200 brackets with nothing between them; or nothing.

    One in a text or a remark is none, where `root`, the tree of the file, tells.
    """
    bare = _BARE in text.data.translate(_ALIKE, _SPACE)  # the pattern asks at every byte, and hardly any file has a pile
    piles = _PILE.finditer(text.data) if bare else iter(())
    found = next((pile for pile in piles if root is None or not _is_text(root, pile.start())), None)
    if found is None:
        return ()
    line = text.line(found.start())
    return (
        Problem(
            CODE,
            f"more than {_DEEPEST} brackets are open at once; they were compared as one statement",
            Location(path, line, 1, line, len(text.line_text(line)) + 1),
            Severity.WARNING,
            cause="a file that a program wrote, or damage",
            remedy="mend it, or name the file under scan.exclude or scan.generated",
            excerpt=text.excerpt(line),
        ),
    )


def _is_text(root: Node, start: int) -> bool:
    node = root.descendant_for_byte_range(start, start + 1)
    return node is not None and _TEXT.search(node.type) is not None

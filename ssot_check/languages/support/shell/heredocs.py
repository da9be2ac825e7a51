"""Here-documents whose line opens a group, a loop or a branch: `cat <<END | while read -r line; do`, `python - <<END || {`.

The text stands within what the line opens, where the grammar looks for commands. It is blanked, a word stands for it, and the tree is
given the text back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ssot_check.model.regex import regex

Span = tuple[int, int]
TORN: Final = regex(
    rb"((?<=[^\s;&|(){}<>])[ \t]*)(<<-?[ \t]*(?:\\?(?P<bare>\w+)|\"(?P<double>\w+)\"|'(?P<single>\w+)'))"
    rb"((?:(?!<<)[^\n])*(?:[ \t;&|][{(]|[\s;&|](?:do|then))[ \t]*(?:#[^\n]*)?\n)"
    rb"((?:[^\n]*\n){0,400}?)([ \t]*(?:(?P=bare)|(?P=double)|(?P=single)))$",
    re.MULTILINE,
)
"""Groups: blanks, the mark, what follows it on its line, the text, its end."""
_QUOTED: Final = regex(rb"'[^']*'|\"(?:\\.|[^\"\\])*\"")
_REMARK: Final = regex(rb"(?:^|[\s;&|(])#")
_BLANKS, _MARK, _REST, _TEXT, _END = 1, 2, 6, 7, 8


def as_word(found: re.Match[bytes]) -> bytes:
    """The line with a plain word for the mark, and nothing where its text stands."""
    if is_remark(found) or _is_quoted(found):
        return found[0]
    below = re.sub(rb"[^\n]", b" ", found[_TEXT] + found[_END])
    return found[_BLANKS] + b" " + b"x" * (len(found[_MARK]) - 1) + found[_REST] + below


def torn(data: bytes) -> Mapping[int, Span]:
    """Where the word that stands for a mark begins, and where the text begins and ends. Offsets in bytes."""
    places = TORN.finditer(data) if b"<<" in data else ()
    return {found.start(_MARK) + 1: found.span(_TEXT) for found in places if not (is_remark(found) or _is_quoted(found))}


def is_remark(found: re.Match[bytes]) -> bool:
    """True where the line says it in a remark or between single quotes: what follows is no text, and would be lost without a word."""
    return _REMARK.search(_plain(found)) is not None or b"'" in _plain(found)


def _is_quoted(found: re.Match[bytes]) -> bool:
    """True where the mark may stand within quotes, which the line leaves open."""
    return b'"' in _plain(found)


def _plain(found: re.Match[bytes]) -> bytes:
    """What the line says before the mark, without what is quoted there."""
    text = found.string
    return _QUOTED.sub(b"", text[text.rfind(b"\n", 0, found.start()) + 1 : found.start()])

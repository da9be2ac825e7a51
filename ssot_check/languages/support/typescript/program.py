"""Whether a module of JavaScript is a program, which does its work as soon as somebody loads it."""

from __future__ import annotations

import re
from typing import Final

_CALLED: Final = re.compile(r"^(?:await\s+|void\s+)?([A-Za-z_$][\w$]*)\(", re.MULTILINE)
_OWN: Final = r"^(?:export\s+)?(?:(?:async\s+)?function\s*\*?\s*{0}\b|(?:const|let|var)\s+{0}\s*=\s*(?:async\b|function\b|\())"
_AT_ONCE: Final = re.compile(r"^;?\(\s*(?:async\b|function\b)", re.MULTILINE)
_ASKS_FIRST: Final = re.compile(r"^(?:(?:const|let|var)\b[^\n;=]*=\s*(?:\w+\()*)?(process\.(?:argv|exit\b))", re.MULTILINE)
_OFFERS: Final = re.compile(r"^(?:export\b|module\.exports\b|exports\.)", re.MULTILINE)
_MAIN: Final = "main"


def work_of(text: str) -> str:
    """What a module calls of its own, or asks of its process, when it is loaded; "" for one that can be loaded, as far as can be seen.

    Many modules set something up: a call says that it is a program where that is `main`, and where nothing of it can be taken.
    """
    program = not _OFFERS.search(text)
    for found in _CALLED.finditer(text):
        if (found[1] == _MAIN or program) and re.search(_OWN.format(re.escape(found[1])), text, re.MULTILINE):
            return f"{found[1]}()"
    if first := _ASKS_FIRST.search(text):
        return first[1]
    return "a function" if program and _AT_ONCE.search(text) else ""

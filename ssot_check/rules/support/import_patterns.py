"""Regular expressions over import spellings: what they describe, and which of them a search may safely use."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.entry import ImportPattern

_ESCAPED: Final = re.compile(r"\\([^\w\s]|[ -])")
_REPEATED_GROUP: Final = re.compile(r"\([^()]*[*+|{][^()]*\)[*+{]")
"""A repeated group with a repeat or a choice inside: the search may take time exponential in the text."""
_META: Final = frozenset(".^$*+?{}[]\\|()")


def is_endless(pattern: ImportPattern) -> bool:
    """True when a search with it may never end."""
    return _REPEATED_GROUP.search(pattern.regex) is not None


def example(regex: str) -> str:
    """A text that `regex` plainly describes, "" when it describes no single one.

    Anchors are dropped, escaped punctuation is taken as written, `.*` at either end stands for nothing.
    """
    core = regex.removeprefix("^").removeprefix(".*").removesuffix(".*")
    core = core[:-1] if core.endswith("$") and not core.endswith("\\$") else core
    plain: list[str] = []
    at = 0
    while at < len(core):
        escaped = _ESCAPED.match(core, at)
        if escaped:
            plain.append(escaped[1])
            at = escaped.end()
        elif core[at] in _META and not _dot_of_a_name(core, at):
            return ""
        else:
            plain.append(core[at])
            at += 1
    return "".join(plain)


def _dot_of_a_name(core: str, at: int) -> bool:
    """An unescaped dot matches a dot: `app.logging` is meant as it stands; `../` likewise. A repeated dot is not."""
    return core[at] == "." and core[at + 1 : at + 2] not in ("*", "+", "?", "{")

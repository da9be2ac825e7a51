"""`re.compile`, put off until the expression is asked for anything: of those that a module holds a short run needs few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["regex"]

_ASKED = ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn", "pattern", "flags", "groups", "groupindex")


class _Later:
    """An expression that is compiled by the first question to it, which is then answered by what was compiled."""

    def __init__(self, pattern: Any, flags: int = 0) -> None:
        self._said = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        made = re.compile(*self._said)
        vars(self).update((each, getattr(made, each)) for each in _ASKED)
        return vars(self)[name]

    def __repr__(self) -> str:
        return f"regex{self._said!r}"


if TYPE_CHECKING:
    from re import compile as regex
else:
    regex = _Later

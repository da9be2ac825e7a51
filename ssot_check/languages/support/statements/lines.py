"""One statement between syntax tree and `Statement`: its tokens are known, its names not yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.model.unit import TEXT, Statement, Token

Raw: TypeAlias = Token | str
"""A token, or an identifier whose kind is known only when its whole function has been read."""

_LONGEST_JOINED: Final = 10_000  # characters; beyond that one more piece costs more than it tells


class Line:
    """One statement being read: its place, its nesting in the file, its unresolved tokens and calls."""

    __slots__ = ("_calls", "_statement", "calls", "decorator", "depth", "end_line", "line", "raw", "scope")

    def __init__(self, line: int, end_line: int, depth: int, scope: Scope) -> None:
        self.line = line
        self.end_line = end_line
        self.depth = depth
        self.scope = scope
        self.raw: list[Raw] = []
        self.calls: list[str] = []
        self.decorator = False
        self._calls: list[str] | None = None
        self._statement: Statement | None = None

    def statement(self, origins: Mapping[str, str]) -> Statement:
        """The finished statement, as deep as it stands in the file."""
        if self._statement is None:
            names = self.scope.names(origins)
            tokens = tuple([token if token.__class__ is tuple else names[token] for token in self.raw])  # type: ignore[index]
            self._statement = Statement(self.line, self.end_line, self.depth, tokens)
        return self._statement

    def called(self, origins: Mapping[str, str]) -> list[str]:
        """Qualified names of what the statement calls."""
        if self._calls is None:
            names = self.scope.names(origins)
            self._calls = [names.call(call) for call in self.calls]
        return self._calls


def add_text(out: list[Raw], text: str) -> None:
    """Strings side by side are one string; where they are broken is layout."""
    last = out[-1] if out else ""
    if last.__class__ is tuple and last[0] == TEXT and len(last[1]) < _LONGEST_JOINED:
        out[-1] = (TEXT, last[1] + text)
    else:
        out.append((TEXT, text))

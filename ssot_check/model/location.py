"""Where something stands: the only place where a repository path is spelled."""

from __future__ import annotations

from functools import total_ordering
from itertools import takewhile
from operator import eq
from pathlib import PurePosixPath

from ssot_check.model.dataclass import dataclass


def repository_path(written: str) -> str | None:
    """Spell `written` as a repository-relative path with forward slashes.

    Returns None when the path leaves the repository (absolute, a drive letter, `..` beyond the root).
    The empty path and `.` are the repository itself, spelled `.`.
    """
    text = written.strip().replace("\\", "/")
    if text.startswith(("/", "~")) or (len(text) > 1 and text[1] == ":"):
        return None
    parts: list[str] = []
    for part in PurePosixPath(text).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts) or "."


def shared_parts(path: str, other: str) -> int:
    """How many parts, from the root on, two repository paths have in common: of two the nearer one shares more."""
    return sum(1 for _ in takewhile(bool, map(eq, path.split("/"), other.split("/"))))


@total_ordering
@dataclass(frozen=True, slots=True)
class Location:
    """A span of one file. Spans are ordered by path and place.

    Lines and columns count from 1; columns count Unicode code points; the end is inclusive of `end_line`
    and exclusive of `end_column`, as in SARIF 2.1.0 §3.30. A `line` of 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 1
    end_line: int = 0
    end_column: int = 1

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Location):
            return NotImplemented
        mine = (self.path, self.line, self.column, self.end_line, self.end_column)
        return mine < (other.path, other.line, other.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def line_count(self) -> int:
        """How many lines the span touches; 0 for a whole file."""
        return self.end_line - self.line + 1 if self.line else 0

    def contains(self, other: Location) -> bool:
        """True when `other` lies within the lines of this span of the same file."""
        return self.path == other.path and self.line <= other.line and other.end_line <= self.end_line

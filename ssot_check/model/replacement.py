"""What a file would write to use an owner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """`name` is what the owner exports, `line` the import or `source` line that one file would write for it."""

    name: str
    line: str

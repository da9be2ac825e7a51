"""What git's attributes say of a file."""

from __future__ import annotations

from pathlib import Path

from ssot_check.workspace.git import GitUnavailableError, ask, decode

UNION = "union"
"""The driver that keeps the lines of both sides (gitattributes(5), "Built-in merge drivers")."""


def merge_driver(root: Path, path: str) -> str | None:
    """How git merges the file: the name of a driver, "unspecified" for the usual way; None where git does not answer."""
    try:
        fields = decode(ask(root, "check-attr", "-z", "merge", "--", path).stdout).split("\0")
    except GitUnavailableError:
        return None
    return fields[2] if len(fields) > 2 else None

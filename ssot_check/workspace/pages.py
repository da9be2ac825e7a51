"""A folder of generated documents: which of them are out of date, and how they are renewed. Files without the mark are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.errors import SsotError, UsageError
from ssot_check.workspace.write import write_atomically


def outdated(folder: Path, wanted: Mapping[str, str], mark: str) -> list[str]:
    """Names of documents that are missing or differ, and of those with the mark that nobody wants any more; sorted.

    Raises UsageError where a wanted one has the name of a file of somebody else.
    """
    found: list[str] = []
    for name, text in wanted.items():
        there = _text(folder / name)
        if there is not None and not there.startswith(mark):
            raise UsageError(f"{folder / name} was not written by `ssot-check docs`", "name another folder with --output, or move the file")
        if there != text:
            found.append(name)
    left = (path.name for path in folder.glob("*.md") if path.name not in wanted and (_text(path) or "").startswith(mark))
    return sorted((*found, *left))


def renew(folder: Path, wanted: Mapping[str, str], names: list[str]) -> None:
    """Write these documents, and remove those that nobody wants. Raises SsotError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            if name in wanted:
                write_atomically(folder / name, wanted[name])
            else:
                (folder / name).unlink()
    except OSError as error:
        raise SsotError(f"{error.filename or folder} cannot be written: {error.strerror}", "name a folder that can be written") from error


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "name another folder with --output") from error

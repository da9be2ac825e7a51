"""The folder in which daily runs keep what they leave: dated reports, the history, the log and the lock."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ssot_check.model.errors import SsotError
from ssot_check.workspace.write import replace_atomically

DEFAULT: Final = ".ssot-check/reports"
RUNS, LOG, LOCK = "runs.db", "daily.log", "daily.lock"
_REPORT: Final = re.compile(r"(?:ssot|audit)-(\d{4}-\d{2}-\d{2})\.(?:txt|json|md|html)")


def prepare(root: Path, named: Path | None, *, make: bool) -> Path:
    """The folder: the `named` one, else DEFAULT below the root, which gets a `.gitignore`. Raises SsotError when it cannot be used.

    What a repository holds must not lead us elsewhere: no link is followed in the default folder, and none to our own files anywhere.
    """
    folder = named or root / DEFAULT
    ours = () if named else (folder.parent, folder)
    link = next((part for part in (*ours, *(folder / name for name in (RUNS, LOG, LOCK))) if part.is_symlink()), None)
    if link is not None:
        raise SsotError(f"{link.name} in the folder of the reports is a link", "remove it, or name another folder with --folder DIR")
    if not make:
        return folder
    try:
        fresh = not folder.parent.exists()
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder.parent / ".gitignore"
        if not named and (fresh or not os.path.lexists(ignore)):
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise SsotError(f"the folder {folder} cannot be made: {error.strerror}", "name another with --folder DIR") from error
    return folder


def write(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write each (name, text) whole or not at all. Raises SsotError."""
    for name, text in texts:
        try:
            if (folder / name).is_dir():
                raise IsADirectoryError(None, "a folder stands in its place")
            replace_atomically(folder / name, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise SsotError(
                f"{folder / name} cannot be written: {error.strerror}", "make room on the disk, and check the permissions"
            ) from error


def prune(folder: Path, days: int, today: str) -> int:
    """Delete the dated reports of all but the youngest `days` days, never those of `today`; how many files went. What resists stays."""
    dated = [(found[1], path) for path in sorted(folder.iterdir()) if (found := _REPORT.fullmatch(path.name)) and path.is_file()]
    kept = {today, *sorted({day for day, _ in dated}, reverse=True)[:days]}
    gone = 0
    for day, path in dated:
        if day not in kept:
            try:
                path.unlink()
            except OSError:
                continue
            gone += 1
    return gone

"""Where the cache of a repository may be.

In `.ssot-check-cache/` at the root, where users of ruff, mypy and pytest look for such a folder, with a `.gitignore` of its own. Where that
cannot be written, or is not ours to trust (a link, or files that git tracks), the user's cache folder takes its place.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.digest import digest_bytes

FOLDER: Final = ".ssot-check-cache"
FILE: Final = "cache.db"
_TAG: Final = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of ssot-check; see https://bford.info/cachedir/\n"


def folders(root: Path, named: Path | None, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The folders to try, the first choice first: the `named` one only, where there is one."""
    if named is not None:
        return (named,)
    second = user_folder(root, environment)
    return (root / FOLDER, *((second,) if second else ()))


def prepare(folder: Path) -> str:
    """Make the folder and what marks it as a cache; "", or why it cannot be used."""
    if folder.is_symlink():
        return "it is a link"
    try:
        ours = folder.name == FOLDER or not folder.exists()  # never hide what a named folder holds already
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
            if ours and not os.path.lexists(folder / name):
                (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        return error.strerror or "it cannot be made"
    if any((folder / name).is_symlink() for name in (FILE, FILE + "-wal", FILE + "-shm")):
        return "there is a link in it"
    return "" if os.access(folder, os.W_OK | os.X_OK) else "it cannot be written"


def is_closed(folder: Path) -> bool:
    """True when the folder is there and nobody but its owner can look into it: that of another account, or of root."""
    return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)


def user_folder(root: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder for this repository in the user's cache folder, as each system has it; None without a home."""
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches" if home else ""
    else:
        base = environment.get("XDG_CACHE_HOME", "") or (f"{home}/.cache" if home else "")
    return Path(base) / "ssot-check" / digest_bytes(os.fsencode(root)) if os.path.isabs(base) else None  # noqa: PTH117

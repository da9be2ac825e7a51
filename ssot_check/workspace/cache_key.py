"""What a cached result depends on: the program, the libraries it parses with, and the file as the disk knows it."""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from ssot_check import __version__
from ssot_check.model.digest import blake2b, digest_bytes
from ssot_check.workspace.cache_codec import ITEM_BYTES
from ssot_check.workspace.git import encode

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_PARSERS: Final = (
    "tree_sitter", "tree_sitter_bash", "tree_sitter_go", "tree_sitter_json", "tree_sitter_python", "tree_sitter_rust", "tree_sitter_toml",
    "tree_sitter_typescript", "yaml", "dotenv", "libcst", "rapidfuzz", "pathspec",
)  # fmt: skip
_SAME_TIME_SECONDS: Final = 400_000_000
"""Some time in 1982. Reproducible packages stand at the beginning of 1970 or 1980."""
_SETTLED_NANOSECONDS: Final = 2_000_000_000  # the coarsest clock of a file system in use (FAT)


@cache
def program_digest() -> str:
    """Digest of everything that computes: this package's files and the libraries as installed, and the interpreter."""
    total = blake2b(digest_size=16)
    total.update("\0".join((__version__, sys.version, sys.byteorder, _machine(), str(ITEM_BYTES))).encode())
    for name, file in sorted(_sources(_PACKAGE, "")):
        total.update(f"\0{name}\0{_standing(file)}".encode())
    for name in _PARSERS:
        total.update(f"\0{name}\0{_installed(name)}".encode())
    return total.hexdigest()


def _machine() -> str:
    """What `platform.machine` says, which is loaded only where it asks somebody else than the system."""
    if hasattr(os, "uname"):
        return os.uname().machine
    import platform

    return platform.machine()


def _sources(folder: str | Path, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files of this package that say what it does, by their name in it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml", ".json")):
                yield name + entry.name, entry
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path, f"{name}{entry.name}/")


def _standing(file: os.DirEntry[str]) -> str:
    """What tells one edition of a file from another: its size and time, and its bytes where a packager gave all files one old time."""
    state = file.stat()
    told = f"{state.st_size}:{state.st_mtime_ns}"
    return told if state.st_mtime > _SAME_TIME_SECONDS else told + digest_bytes(Path(file.path).read_bytes())


def _installed(name: str) -> str:
    """Sizes and times of the files of an installed library; nothing of it is imported."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return "missing"
    with os.scandir(os.path.dirname(found.origin)) as entries:  # noqa: PTH120
        states = sorted((entry.name, entry.stat()) for entry in entries if entry.is_file())
    return " ".join(f"{file}:{state.st_size}:{state.st_mtime_ns}" for file, state in states)


def stamp(root: Path, path: str, max_bytes: int) -> str:
    """What tells without reading that a file is unchanged: size, times and number; "" when it must be read.

    A file that was written a moment ago may be written again within the same tick of the clock: like git's index
    (racy-git.txt), such a file is not trusted. Ask before reading: then a later write always shows.
    """
    try:
        state = os.lstat(os.path.join(os.fsencode(root), encode(path)))  # noqa: PTH118
    except OSError:
        return ""
    if not stat.S_ISREG(state.st_mode) or state.st_size > max_bytes:
        return ""
    if max(state.st_mtime_ns, state.st_ctime_ns) > time.time_ns() - _SETTLED_NANOSECONDS:
        return ""
    return f"{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}:{state.st_ino}:{state.st_mode}"

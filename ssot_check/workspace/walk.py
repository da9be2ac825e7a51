"""Lists files where git cannot: a plain walk that honours `.gitignore` files and never follows a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ssot_check.workspace.cache_places import FOLDER as CACHE
from ssot_check.workspace.git import GitListing, decode, encode
from ssot_check.workspace.globs import ignore_pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class IgnoreRules:
    """The `.gitignore` files of a tree, read when a folder is first asked about; the deepest file decides."""

    def __init__(self, root: Path) -> None:
        self._root = os.fsencode(root)
        self._specs: dict[str, GitIgnoreSpec | None] = {}

    def ignores(self, path: str) -> bool:
        """True when a rule excludes `path` (a file, unless it ends in `/`) or a folder above it."""
        parts = path.rstrip("/").split("/")
        folders = ["/".join(parts[:count]) + "/" for count in range(1, len(parts))]
        return any(self.ignores_here(step) for step in (*folders, path))

    def ignores_here(self, path: str) -> bool:
        """Like `ignores`, for a path whose folders are known not to be ignored."""
        parts = path.rstrip("/").split("/")
        for depth in range(len(parts) - 1, -1, -1):
            spec = self._spec("/".join(parts[:depth]))
            if spec is None:
                continue
            verdict = spec.check_file("/".join(parts[depth:]) + ("/" if path.endswith("/") else "")).include
            if verdict is not None:
                return verdict
        return False

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = self._load(folder)
        return self._specs[folder]

    def _load(self, folder: str) -> GitIgnoreSpec | None:
        path = os.path.join(self._root, encode(folder), b".gitignore")  # noqa: PTH118 -- Path takes no bytes
        try:
            with open(path, "rb") as file:  # noqa: PTH123 -- Path takes no bytes
                lines = decode(file.read()).splitlines()
        except OSError:
            return None
        return _compile(lines)


def _compile(lines: list[str]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    good = [pattern for line in lines if (pattern := ignore_pattern(line)) is not None]
    return GitIgnoreSpec(good) if good else None


def walk(root: Path, rules: IgnoreRules) -> GitListing:
    """Every file below `root` that no rule ignores. A folder with a `.git` of its own is listed as a submodule
    when `root` has one too; otherwise it is an ordinary folder.
    """
    found: dict[str, set[str]] = {name: set() for name in ("files", "executable", "symlinks", "submodules", "closed")}
    nested_matter = os.path.lexists(root / ".git")
    top = os.fsencode(root)
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        entries = _entries(top, folder)
        if entries is None and folder != CACHE:
            found["files"].add(folder or ".")
            found["closed"].add(folder or ".")
        for name, entry in entries or ():
            path = f"{folder}/{name}" if folder else name
            if entry.is_dir(follow_symlinks=False):
                if name == ".git" or rules.ignores_here(path + "/"):
                    continue
                if nested_matter and os.path.lexists(os.path.join(entry.path, b".git")):  # noqa: PTH118
                    found["files"].add(path)
                    found["submodules"].add(path)
                else:
                    waiting.append(path)
            elif name != ".git" and not rules.ignores_here(path):
                _add_file(path, entry, found)
    kept = {name: frozenset(paths) for name, paths in found.items()}
    return GitListing(untracked=kept["files"], **kept)


def _entries(top: bytes, folder: str) -> list[tuple[str, os.DirEntry[bytes]]] | None:
    """What is in the folder, by name; None when it cannot be opened."""
    try:
        with os.scandir(os.path.join(top, encode(folder)) if folder else top) as entries:  # noqa: PTH118
            return sorted(((decode(entry.name), entry) for entry in entries), key=lambda item: item[0])
    except FileNotFoundError:
        return []  # gone since it was listed
    except OSError:
        return None


def _add_file(path: str, entry: os.DirEntry[bytes], found: dict[str, set[str]]) -> None:
    found["files"].add(path)
    if entry.is_symlink():
        found["symlinks"].add(path)
        return
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return
    if stat.S_ISREG(mode) and mode & stat.S_IXUSR:
        found["executable"].add(path)

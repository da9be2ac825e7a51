"""Whether anything in a repository has changed: the sizes and times of its files. Nothing is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssot_check.workspace import git
from ssot_check.workspace.walk import IgnoreRules, walk

State = tuple[int, ...]
"""Size, time of the last change, number and mode of a file; () for one that is not there."""


def states(root: Path, others: Iterable[Path] = (), without: Iterable[Path] = ()) -> Mapping[str, State]:
    """The state of every listed file below `root` by its path, and of the files `others` by theirs.

    `without` are files and folders, absolute, that do not count: what a run writes itself.
    """
    try:
        listed = git.list_files(root).files
    except git.GitUnavailableError:
        listed = walk(root, IgnoreRules(root)).files
    places = {path: os.path.join(os.fsencode(root), git.encode(path)) for path in sorted(listed)}  # noqa: PTH118 -- Path takes no bytes
    places |= {str(path): os.fsencode(path) for path in others}
    own = [os.fsencode(path) for path in without]
    return {path: _state(place) for path, place in places.items() if not any(_is_within(place, folder) for folder in own)}


def index_files(root: Path) -> tuple[Path, ...]:
    """The files in which git keeps what is staged and which commit is checked out; none where there is no git."""
    try:
        said = [git.decode(git.ask(root, "rev-parse", "--git-path", name).stdout).rstrip("\n") for name in ("index", "HEAD")]
    except git.GitUnavailableError:
        return ()
    return tuple(root / name for name in said)


def _is_within(place: bytes, folder: bytes) -> bool:
    return place == folder or place.startswith(folder + os.fsencode(os.sep))


def _state(place: bytes) -> State:
    try:
        found = os.lstat(place)
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_mode

"""Reads the files of a commit, or of git's index, from git's objects alone: neither the work tree nor the index is touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.source import Skip
from ssot_check.workspace.git import GitListing, ask, decode, start
from ssot_check.workspace.index import Index, Unlike, listing_of
from ssot_check.workspace.revisions import StagedPaths, staged_paths
from ssot_check.workspace.text import too_large


@dataclass
class Objects:
    """The blobs behind paths, read through one git process. `ids` maps a path below `root` to the id of its blob.

    Close it after use. An object that is not there (a partial clone) is Skip.UNREADABLE: nothing is fetched.
    """

    root: Path
    ids: Mapping[str, str]
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def read(self, path: str, max_bytes: int) -> bytes | Skip:
        """The bytes of at most `max_bytes` that stand at `path`, or why there are none."""
        if path not in self.ids:
            return Skip.UNREADABLE
        if self._process is None:
            self._process = start(self.root, "cat-file", "--batch")
        process = self._process
        if process.stdin is None or process.stdout is None:
            return Skip.UNREADABLE
        try:
            process.stdin.write(self.ids[path].encode("ascii") + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) != 3:  # "<id> missing"
                return Skip.UNREADABLE
            size = int(head[2])
            if head[1] != b"blob":  # the commit of a submodule, which this repository may hold too
                _pass_over(process, size + 1)
                return Skip.UNREADABLE
            data = process.stdout.read(min(size, max_bytes))
            _pass_over(process, size - len(data) + 1)
        except OSError:
            return Skip.UNREADABLE
        return too_large(data) if size > max_bytes else data

    def prepare(self, paths: Iterable[str]) -> None:
        """Find out at once which of these files are read from git, where that is not known yet. Raises GitUnavailableError."""
        if isinstance(self.ids, Unlike):
            self.ids.ask(paths)

    def close(self) -> None:
        """Let git go."""
        if self._process is not None:
            process, self._process = self._process, None
            with suppress(OSError):
                process.communicate()


def _pass_over(process: subprocess.Popen[bytes], size: int) -> None:
    while process.stdout is not None and size > 0 and (part := process.stdout.read(min(size, 1 << 20))):
        size -= len(part)


@dataclass(frozen=True, slots=True)
class Side:
    """One state of the repository's files; those in `objects` are read from git, the others from the disk.

    `commit` is the id of a state that is one ("" = what comes after HEAD); of the state that comes next `index` tells which files it has,
    and `touched` what it changes.
    """

    objects: Objects
    commit: str = ""
    committed: GitListing | None = None
    index: Index | None = None
    touched: StagedPaths | None = None

    @property
    def listing(self) -> GitListing:
        """The files."""
        return self.index.listing if self.index is not None else self.committed or GitListing(frozenset())

    def has(self, path: str) -> bool:
        """True for one of the files."""
        return self.index.has(path) if self.index is not None else path in self.listing.files


def commit_side(root: Path, commit: str) -> Side:
    """The files of a commit below `root`, all of them from git. Raises GitUnavailableError."""
    kinds: dict[str, set[str]] = {}
    ids: dict[str, str] = {}
    for record in decode(ask(root, "ls-tree", "-r", "-z", commit, "--").stdout).split("\0"):
        if record:
            head, _, path = record.partition("\t")
            mode, _, blob = head.split(" ")
            kinds.setdefault(mode, set()).add(path)
            ids[path] = blob
    return Side(Objects(root, ids), commit, listing_of(ids, kinds))


def index_side(root: Path, index: str = "") -> Side:
    """The files of the index below `root`; those that the work tree has in another form are read from git.

    Raises GitUnavailableError, and UsageError while a merge is unfinished.
    """
    found = Index(root, index)
    return Side(Objects(root, Unlike(found)), index=found, touched=staged_paths(root, index))


def hook_index(root: Path) -> str:
    """The index that git told a hook to look at: `git commit -a` and `git commit PATH` prepare one of their own. "" is the usual one."""
    said = os.environ.get("GIT_INDEX_FILE", "")
    if not said:
        return ""
    folder = decode(ask(root, "rev-parse", "--absolute-git-dir").stdout).strip()
    file = os.path.realpath(said)
    return file if file.startswith(os.path.realpath(folder) + os.sep) and os.path.isfile(file) else ""  # noqa: PTH113


def named_inside(root: Path, file: Path) -> str:
    """The path of `file` from `root` as git writes it, "" when it lies elsewhere."""
    relative = os.path.relpath(file, root)
    return "" if relative == os.pardir or relative.startswith(os.pardir + os.sep) else relative.replace(os.sep, "/")

"""What git's index holds, as `git ls-files -v --stage` tells it: taken apart no further than somebody asks, for a hook asks little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from ssot_check.model.digest import blob_id, digest_bytes
from ssot_check.model.errors import UsageError
from ssot_check.model.source import Skip
from ssot_check.workspace.git import EXECUTABLE_MODE, SUBMODULE_MODE, SYMLINK_MODE, GitListing, ask, decode, encode
from ssot_check.workspace.text import read_bytes

_PLAIN: Final = b"H"
"""The tag of a file of which git looks whether it was changed on the disk; not so with --assume-unchanged, or in a sparse checkout."""
_HEAD: Final = 9
"""Bytes of a record in front of the id: its tag and its mode, `H 100644 `."""
_MERGED: Final = b" 0\t"
"""What stands in front of the path of a file that has one version. A path may hold it too."""
_FEW: Final = 200
"""More paths than these are not asked for one by one."""
_SHORT: Final = 100_000
"""Bytes of a file that are sooner hashed than git is asked about them."""


class Index:
    """The index of the repository around `root`, below it; `file` is another one than the usual. `raw` are its records."""

    def __init__(self, root: Path, file: str = "", raw: bytes | None = None) -> None:
        """Raises GitUnavailableError, and UsageError while a merge is unfinished."""
        self.root = root
        self.file = file
        self.raw = ask(root, "ls-files", "-z", "-v", "--stage", index=file).stdout if raw is None else raw
        if self.raw.count(_MERGED) != self.raw.count(b"\0"):
            _refuse_unmerged(self.records)

    @cached_property
    def records(self) -> list[bytes]:
        """One for each file: tag, mode, id, stage and path."""
        return self.raw.split(b"\0")[:-1]

    @cached_property
    def shape(self) -> str:
        """Digest of everything but which bytes the files hold."""
        after = _HEAD + self._width
        return digest_bytes(b"\0".join([record[:_HEAD] + record[after:] for record in self.records]))

    @cached_property
    def _width(self) -> int:
        """The length of an id, which depends on the repository."""
        return self.raw.find(b" ", _HEAD) - _HEAD

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of what each file holds, by path."""
        begin, end = _HEAD, _HEAD + self._width
        return {decode(record[end + 3 :]): record[begin:end].decode("ascii") for record in self.records}

    @cached_property
    def listing(self) -> GitListing:
        """The files, and what some of them are."""
        kinds: dict[str, set[str]] = {}
        for path, record in zip(self.ids, self.records, strict=True):
            kinds.setdefault(record[2:8].decode("ascii"), set()).add(path)
        return listing_of(self.ids, kinds)

    def has(self, path: str) -> bool:
        """True for a file of the index."""
        return bool(self._record(path))

    def changed(self, before: Index) -> list[str]:
        """The files of which the record is another one than `before`, and those that came; more where as many came as went."""
        if len(self.records) == len(before.records):
            pairs = zip(self.records, before.records, strict=True)
            return [path_of(record) for record, other in pairs if record != other]
        then = set(before.records)
        return [path_of(record) for record in self.records if record not in then]

    def has_folder(self, name: str) -> bool:
        """True when a file of the index stands in the folder of that name at the top."""
        return b"\t" + encode(name) + b"/" in self.raw

    def is_followed(self, path: str) -> bool:
        """False for a file of which git does not look whether it was changed on the disk."""
        return self._record(path).startswith(_PLAIN)

    def is_on_disk(self, path: str) -> bool:
        """True when the file on the disk is plainly that of the index, byte for byte: then it is the same which of the two is read."""
        data = read_bytes(self.root, path, _SHORT)
        return not isinstance(data, Skip) and blob_id(data, self._width) == self.id(path)

    def id(self, path: str) -> str:
        """The id of what a file holds, "" for one that is none."""
        return self._record(path)[_HEAD : _HEAD + self._width].decode("ascii")

    def _record(self, path: str) -> bytes:
        """The record of a file, without taking the others apart."""
        wanted = b"\t" + encode(path) + b"\0"
        place = self.raw.find(wanted)
        while place >= 0:
            begin = self.raw.rfind(b"\0", 0, place) + 1
            if self.raw.find(b"\t", begin) == place:  # else only the end of a path that holds a tab
                return self.raw[begin : place + len(wanted) - 1]
            place = self.raw.find(wanted, place + 1)
        return b""


class Unlike(Mapping[str, str]):
    """The ids of those files of an index that the work tree has in another form, or of which git does not look; asked when needed.

    A file with the bytes of the index may be among them where git means another one, by its mode or by a filter, or may not.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, str] = {}
        self._asked: set[str] = set()
        self._is_whole = False

    def ask(self, paths: Iterable[str]) -> None:
        """Find out about these files at once; git is asked about those that are not plainly what they are. Raises GitUnavailableError."""
        wanted = sorted(path for path in set(paths) - self._asked if self._index.has(path)) if not self._is_whole else []
        if len(wanted) > _FEW:
            self._ask_all()
            return
        followed = [path for path in wanted if self._index.is_followed(path)]
        self._note(sorted(set(wanted).difference(followed)))
        doubtful = [path for path in followed if not self._index.is_on_disk(path)]
        if doubtful:
            self._note(_differing(self._index, [f":(literal){path}" for path in doubtful]))
        self._asked.update(wanted)

    def _ask_all(self) -> None:
        if not self._is_whole:
            self._note([path_of(record) for record in self._index.records if not record.startswith(_PLAIN)])
            self._note(_differing(self._index, ()))
            self._is_whole = True

    def _note(self, paths: Iterable[str]) -> None:
        self._known.update((path, found) for path in paths if (found := self._index.id(path)))

    def __getitem__(self, path: str) -> str:
        if not self._is_whole and path not in self._asked and self._index.has(path):
            self._ask_all()
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        self._ask_all()
        return iter(sorted(self._known))

    def __len__(self) -> int:
        self._ask_all()
        return len(self._known)


def _differing(index: Index, paths: Iterable[str]) -> list[str]:
    """Files of the work tree that are not what the index holds."""
    said = ask(index.root, "diff-files", "-z", "--name-only", "--relative", "--", *paths, index=index.file).stdout
    return [path for path in decode(said).split("\0") if path]


def listing_of(files: Iterable[str], kinds: Mapping[str, Iterable[str]]) -> GitListing:
    """A state of which git knows all files, and which of them are of which mode."""
    return GitListing(
        files=frozenset(files),
        executable=frozenset(kinds.get(EXECUTABLE_MODE, ())),
        symlinks=frozenset(kinds.get(SYMLINK_MODE, ())),
        submodules=frozenset(kinds.get(SUBMODULE_MODE, ())),
    )


def path_of(record: bytes) -> str:
    """The path of a record of the index."""
    return decode(record.partition(b"\t")[2])


def _refuse_unmerged(records: Iterable[bytes]) -> None:
    for record in records:
        head, _, path = record.partition(b"\t")
        if not head.endswith(b" 0"):
            message = f"--staged: a merge is not finished: {decode(path)} is in the index in several versions"
            raise UsageError(message, "resolve the conflict and `git add` the file")

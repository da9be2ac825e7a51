"""What earlier runs found out about the files of this one. A file that is unchanged is neither read nor parsed.

Only this process talks to the cache; workers hand back what is to be kept, ready to be written.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.touch import Watch
from ssot_check.workspace.cache_codec import decode, decode_field, encode
from ssot_check.workspace.cache_key import program_digest, stamp
from ssot_check.workspace.cache_places import FILE, FOLDER, folders, prepare
from ssot_check.workspace.text import read_bytes

if TYPE_CHECKING:
    from ssot_check.workspace.cache import Cache
    from ssot_check.workspace.cache_sketch import Sketched

_BY_CONTENT: Final = frozenset((Skip.GENERATED, Skip.VENDORED, Skip.BINARY, Skip.LFS_POINTER, Skip.NO_LANGUAGE, Skip.FOREIGN))
"""Reasons that follow from the bytes of a file."""

_PORTION: Final = 400
_FEW: Final = 50
"""So many files are asked for one by one, before all that is known is read."""
_SKIPPED: Final = b"s"
_PARSED: Final = b"p"


@dataclass(frozen=True, slots=True)
class Kept:
    """A fresh result, with the digest of the file's bytes and the record to keep ("" and b"" when it is not kept).

    Between processes only the record travels: it is smaller than the result, faster to make and to read, and wanted anyway.
    """

    result: ParsedFile | SkippedFile
    digest: str = ""
    record: bytes = b""

    def __reduce__(self) -> tuple[Callable[..., Kept], tuple[object, ...]]:
        return (_arrived, (self.result.path, self.digest, self.record)) if self.record else (Kept, (self.result,))


@dataclass
class Memory:
    """The cache as a run sees it. `context` is the digest of everything but the file that a result depends on.

    `unsaved` are paths whose text does not stand on the disk: nothing is known of them, and nothing kept.
    """

    cache: Cache
    root: Path
    max_bytes: int
    context: str
    flags: Mapping[str, str] = field(default_factory=dict)
    unsaved: frozenset[str] = frozenset()
    _stamps: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _records: dict[str, bytes] = field(default_factory=dict)
    _known: Mapping[str, tuple[str, str]] | None = None

    def identify(self, path: str) -> str:
        """The key of what is known about the file, "" when nothing can be: it is not there, or no plain file."""
        digest = self.digest(path)
        return self._key(path, digest) if digest else ""

    def digest(self, path: str) -> str:
        """Digest of the bytes of the file at its first asking, "" where it is not known: no plain file, or the cache is new."""
        if path in self._stamps:
            return self._digests.get(path, "")
        now = self._stamps[path] = stamp(self.root, path, self.max_bytes)
        before, digest = self._before(path)
        if not now or now != before:
            digest = "" if self.cache.is_new else self._read_digest(path)
        if digest:
            self._digests[path] = digest
        return digest

    def _before(self, path: str) -> tuple[str, str]:
        """How an earlier run saw the file, and the digest of its bytes then."""
        if self._known is None and len(self._stamps) <= _FEW:
            return self.cache.stamp(path)
        if self._known is None:
            self._known = self.cache.stamps()
        return self._known.get(path, ("", ""))

    def settled(self, path: str) -> str:
        """The digest at the end of a run, "" unless the file stands as it did at its first asking, and so is the one that was read."""
        before = self._stamps.get(path)
        if not before or before != stamp(self.root, path, self.max_bytes):
            return ""
        if path not in self._digests:
            self._digests[path] = self._read_digest(path)
        return self._digests[path]

    def recall_all(self, paths: Iterable[str]) -> dict[str, ParsedFile | SkippedFile]:
        """What is known about the files as they are now, by path."""
        found = {}
        with no_collection():
            for path in paths:
                result = self.recall(path)
                if result is not None:
                    found[path] = result
        return found

    def recall(self, path: str) -> ParsedFile | SkippedFile | None:
        """What is known about one file."""
        key = self.identify(path)
        return self.cache.read(key, lambda data: _read(data, path)) if key else None

    def recall_content(self, path: str, digest: str) -> ParsedFile | SkippedFile | None:
        """What is known about a file of these bytes that stands in git's objects."""
        return self.cache.read(self._key(path, digest), lambda data: _read(data, path))

    def recall_definitions(self, path: str, digest: str) -> tuple[Definition, ...] | None:
        """What a file of these bytes defines: a fraction of the work of `recall_content`."""
        return self.cache.read(self._key(path, digest), lambda data: _definitions(data, path))

    def recall_sketch(self, path: str, digest: str) -> Sketched | None:
        """What little of a file of these bytes tells whether it has to be read; None for one that is not known, or not analysed."""
        from ssot_check.workspace.cache_sketch import sketched  # only after an edit of an owner

        return self.cache.read(self._key(path, digest), lambda data: sketched(data[1:]) if data[:1] == _PARSED else None)

    def keep(self, fresh: Iterable[tuple[str, Kept]]) -> Iterator[ParsedFile | SkippedFile]:
        """The results as they come; what is to be kept of them is written down in portions."""
        for path, one in fresh:
            if one.record and (isinstance(one.result, ParsedFile) or self._is_unchanged(path)):
                self._digests[path] = one.digest
                self._records[self._key(path, one.digest)] = one.record
                if len(self._records) >= _PORTION:
                    self._write({})
            yield one.result

    def finish(self) -> None:
        """Note which files were seen, and in which state, so that the next run need not read them."""
        known = self._known or {}
        seen = {path: (self._stamps[path], digest) for path, digest in self._digests.items() if self._stamps.get(path)}
        self._write({path: said for path, said in seen.items() if known.get(path) != said})

    def _write(self, stamps: Mapping[str, tuple[str, str]]) -> None:
        self.cache.put(self._records, stamps)
        self._records = {}

    def _is_unchanged(self, path: str) -> bool:
        """A skipped file was read a second time for its digest: it must not have changed in between."""
        before = self._stamps.get(path)
        return bool(before) and before == stamp(self.root, path, self.max_bytes)

    def _key(self, path: str, digest: str) -> str:
        return digest_parts((self.context, path, digest, self.flags.get(path, "")))

    def _read_digest(self, path: str) -> str:
        return content_digest(self.root, path, self.max_bytes)


@contextmanager
def no_collection() -> Iterator[None]:
    """Hundreds of thousands of new values without a cycle: looking for garbage among them would take longer than making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def content_digest(root: Path, path: str, max_bytes: int) -> str:
    """Digest of the bytes of a file, "" when it cannot be read."""
    data = read_bytes(root, path, max_bytes)
    return "" if isinstance(data, Skip) else digest_bytes(data)


def kept(result: ParsedFile | SkippedFile, root: Path, max_bytes: int) -> Kept:
    """The result with what is to be written down about it."""
    if isinstance(result, ParsedFile):
        return Kept(result, result.digest, _PARSED + encode(result, result.path))
    if result.reason not in _BY_CONTENT:
        return Kept(result)
    digest = content_digest(root, result.path, max_bytes)
    return Kept(result, digest, _SKIPPED + encode(result, result.path) if digest else b"")


def kept_content(result: ParsedFile | SkippedFile, digest: str) -> Kept:
    """The same for bytes that stand in git's objects."""
    return Kept(result, digest, _PARSED + encode(result, result.path)) if isinstance(result, ParsedFile) else Kept(result)


def _arrived(path: str, digest: str, record: bytes) -> Kept:
    return Kept(_read(record, path), digest, record)


def packed(result: ParsedFile | SkippedFile) -> Kept:
    """The result on its way to another process, where nothing of it is kept."""
    return Kept(result, record=_PARSED + encode(result, result.path)) if isinstance(result, ParsedFile) else Kept(result)


def _read(data: bytes, path: str) -> ParsedFile | SkippedFile:
    return decode(ParsedFile, data[1:], path) if data[:1] == _PARSED else decode(SkippedFile, data[1:], path)


def _definitions(data: bytes, path: str) -> tuple[Definition, ...] | None:
    return decode_field(ParsedFile, "definitions", data[1:], path) if data[:1] == _PARSED else None


def context_of(watch: Watch) -> str:
    """Digest of what every result of a run depends on: the program, and what is watched for."""
    return digest_parts((program_digest(), *sorted(watch.names), "\0", *(" ".join(words) for words in watch.commands)))


@contextmanager
def opened(config: Config, lists: Callable[[str], bool]) -> Iterator[Cache | None]:
    """The cache that the configuration asks for, None where there is none. `lists` tells whether git lists files in a folder at the top."""
    cache = _open(config, lists) if config.use_cache else None
    try:
        yield cache
    finally:
        if cache is not None:
            cache.close()
            for note in dict.fromkeys(cache.notes):
                config.tell(note)


def _open(config: Config, lists: Callable[[str], bool]) -> Cache | None:
    from ssot_check.workspace.cache import connect

    for folder in folders(config.root, config.cache_folder):
        # What somebody committed as a cache would be believed without being looked at.
        shipped = folder == config.root / FOLDER and lists(FOLDER)
        reason = "git lists files in it" if shipped else prepare(folder)
        if not reason:
            return connect(folder / FILE)
        config.tell(f"the cache folder {folder.name} is not used: {reason}")
    return None

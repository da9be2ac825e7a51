"""The cache: one SQLite file per repository, which may be thrown away.

Nothing here may fail a run or change what it concludes: whatever goes wrong is said in `notes`, and the answer is "not known". Every record
carries a digest of its key and bytes. A process that is killed leaves whole transactions behind, and SQLite's write-ahead log lets others
read meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.digest import digest_bytes
from ssot_check.workspace.cache_codec import DamagedRecordError
from ssot_check.workspace.git import encode

MAX_BYTES: Final = 1_000_000_000
"""Above this the least recently used records go, until KEPT_SHARE of it is left."""
KEPT_SHARE: Final = 0.7
MAX_DAYS: Final = 30
"""Records that nobody asked for so long go at the next writing."""

_FORMAT: Final = 1
_BUSY_SECONDS: Final = 10.0
_SECONDS_A_DAY: Final = 86_400
_SUM_BYTES: Final = 16
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS stamps (path BLOB PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, day INTEGER NOT NULL, size INTEGER NOT NULL, value BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS by_day ON records (day)",
)
Answer = TypeVar("Answer")


@dataclass
class Cache:
    """An open cache, or a closed one that knows nothing. Use `connect`; one thread only.

    `is_new` tells that nothing was kept when it was opened, so that nothing need be looked for.
    """

    file: Path | None = None
    notes: list[str] = field(default_factory=list)
    is_new: bool = False
    _base: sqlite3.Connection | None = None
    _used: set[str] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        """False when nothing is known and nothing will be kept."""
        return self._base is not None

    def stamps(self) -> dict[str, tuple[str, str]]:
        """All known (stamp, digest of the bytes) by path."""
        rows = self._try(lambda base: base.execute("SELECT path, stamp, digest FROM stamps").fetchall()) or ()
        with contextlib.suppress(AttributeError, UnicodeError):
            return {path.decode("utf-8", "surrogateescape"): (stamp, digest) for path, stamp, digest in rows}
        return {}

    def stamp(self, path: str) -> tuple[str, str]:
        """The same of one path, ("", "") where nothing is known of it."""
        row = self._try(lambda base: base.execute("SELECT stamp, digest FROM stamps WHERE path = ?", (encode(path),)).fetchone())
        return row or ("", "")

    def get(self, key: str) -> bytes | None:
        """The record of that key, None when there is none or it is damaged."""
        row = self._try(lambda base: base.execute("SELECT day, value FROM records WHERE key = ?", (bytes.fromhex(key),)).fetchone())
        if row is None:
            return None
        day, value = row
        if not isinstance(value, bytes) or value[:_SUM_BYTES] != _sum(key, memoryview(value)[_SUM_BYTES:]):
            self.notes.append("a record of the cache is damaged: it is made anew")
            return None
        if day != _today():
            self._used.add(key)
        return value[_SUM_BYTES:]

    def read(self, key: str, convert: Callable[[bytes], Answer]) -> Answer | None:
        """The record as `convert` reads it, None when there is none or it cannot be read."""
        data = self.get(key)
        try:
            return None if data is None else convert(data)
        except DamagedRecordError:
            self.notes.append("a record of the cache cannot be read: it is made anew")
            return None

    def put(self, records: Mapping[str, bytes], stamps: Mapping[str, tuple[str, str]]) -> None:
        """Keep all of these, or none; note what was used; and drop what is old or too much."""
        if not (records or stamps or self._used):
            return
        today = _today()

        def write(base: sqlite3.Connection) -> None:
            with base:
                base.execute("BEGIN IMMEDIATE")
                rows = ((bytes.fromhex(key), today, len(value), _sum(key, value) + value) for key, value in sorted(records.items()))
                base.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", rows)
                seen = ((encode(path), *said) for path, said in sorted(stamps.items()))
                base.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)", seen)
                base.executemany("UPDATE records SET day = ? WHERE key = ?", ((today, bytes.fromhex(key)) for key in sorted(self._used)))
                _prune(base, today)

        self._try(write)
        self._used.clear()

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    def _try(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        if self._base is None:
            return None
        try:
            return work(self._base)
        except sqlite3.Error as error:
            self.close()
            self.notes.append(f"the cache is not used any further: {error}")
            if self.file is not None and _is_damage(error):
                self.notes.append("the cache is damaged: it is deleted, and made anew by the next run")
                remove(self.file)
            return None


def connect(file: Path) -> Cache:
    """The cache in `file`, made when it is not there and made anew when it is damaged."""
    cache = Cache(file)
    for _ in range(2):
        try:
            cache._base, cache.is_new = _open(file)  # noqa: SLF001 -- the constructor of an open cache
        except sqlite3.Error as error:
            if not _is_damage(error):
                cache.notes.append(f"the cache cannot be opened: {error}")
                return cache
            cache.notes.append(f"the cache is damaged ({error}): it is made anew")
            if not remove(file):
                return cache
        else:
            return cache
    return cache


def _open(file: Path) -> tuple[sqlite3.Connection, bool]:
    """The cache, and whether there is no record in it."""
    base = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version not in {0, _FORMAT}:
            raise sqlite3.DatabaseError(f"format {version}")  # noqa: TRY301 -- closed below, like after every other error
        if version == 0:
            base.execute("PRAGMA journal_mode = WAL")
            for statement in _TABLES:
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {_FORMAT}")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("SELECT 1 FROM stamps LIMIT 1").fetchone()
        first = base.execute("SELECT 1 FROM records LIMIT 1").fetchone()
    except BaseException:
        base.close()
        raise
    return base, first is None


def _is_damage(error: sqlite3.Error) -> bool:
    """True when the file itself is wrong; a lock, a full disk or a missing permission is no reason to delete it."""
    missing = isinstance(error, sqlite3.OperationalError) and str(error).startswith("no such")
    return missing or (isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError))


def _prune(base: sqlite3.Connection, today: int) -> None:
    base.execute("DELETE FROM records WHERE day < ? OR day > ?", (today - MAX_DAYS, today + 1))
    if _used_bytes(base) <= MAX_BYTES:  # no more can stand in it, and adding up would go through all of the file
        return
    (total,) = base.execute("SELECT total(size) FROM records").fetchone()
    if total <= MAX_BYTES:
        return
    doomed = []
    for key, size in base.execute("SELECT key, size FROM records ORDER BY day, key").fetchall():
        if total <= MAX_BYTES * KEPT_SHARE:
            break
        doomed.append((key,))
        total -= size
    base.executemany("DELETE FROM records WHERE key = ?", doomed)


def _used_bytes(base: sqlite3.Connection) -> int:
    """Bytes of the pages of the file that hold anything."""
    pages, free, size = (base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * size)


def _sum(key: str, value: bytes | memoryview) -> bytes:
    return digest_bytes(bytes.fromhex(key), value).encode("ascii")


def _today() -> int:
    return int(time.time()) // _SECONDS_A_DAY


def parts(file: Path) -> tuple[Path, ...]:
    """The file and what SQLite keeps beside it."""
    return (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm")))


def remove(file: Path) -> bool:
    """Delete all parts; False when the file is still there."""
    for part in parts(file):
        with contextlib.suppress(OSError):
            part.unlink()
    return not os.path.lexists(file)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a cache file holds."""

    records: int
    record_bytes: int
    stamps: int


def inspect(file: Path) -> Contents | None:
    """The contents of a cache file, which is not changed; None when it cannot be read."""
    try:
        base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        with contextlib.closing(base):
            records, size = base.execute("SELECT count(*), total(size) FROM records").fetchone()
            (stamps,) = base.execute("SELECT count(*) FROM stamps").fetchone()
    except sqlite3.Error:
        return None
    return Contents(records, int(size), stamps)

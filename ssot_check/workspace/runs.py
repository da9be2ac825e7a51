"""The history of daily runs: one SQLite file, the order of which is that of the runs and not of the clock.

Each finding has one row: in which run it came, and in which it was seen last. A run is one transaction, so that a process that is killed
leaves the history as it was. A damaged file is moved aside, never deleted: it may be all that is known of a quarter.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ssot_check.model.daily import DailyRun, Earlier, Sighting
from ssot_check.model.errors import SsotError
from ssot_check.model.standing import History
from ssot_check.workspace.history import as_line, from_line

FORMAT: Final = 1
_BUSY_SECONDS: Final = 10.0
_FORGOTTEN: Final = 400
"""Findings that so many runs have not seen are dropped."""
_RUNS: Final = """
    CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, version TEXT NOT NULL, standing TEXT NOT NULL,
    trouble TEXT NOT NULL, told INTEGER NOT NULL)
"""
_FINDINGS: Final = """
    CREATE TABLE findings (key TEXT NOT NULL, nth INTEGER NOT NULL, code TEXT NOT NULL, domain TEXT NOT NULL, severity TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, message TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (key, nth)) WITHOUT ROWID
"""
_SELECT: Final = "SELECT number, started, version, standing, trouble, told FROM runs "
_KEEP: Final = (
    "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, nth) DO UPDATE SET path = excluded.path,"
    " line = excluded.line, message = excluded.message, severity = excluded.severity,"
    " first = CASE WHEN last = ? THEN first ELSE excluded.first END, last = excluded.last"
)


@dataclass
class Runs:
    """The open history; `notes` say what was wrong with the file. Everything raises SsotError when it cannot be read or written."""

    base: sqlite3.Connection
    name: str
    notes: list[str] = field(default_factory=list)

    def earlier(self, *, told: bool = False) -> Earlier:
        """What comes before the run that is under way; with `told`, only runs of which somebody was told."""
        trusted = self._last("trouble = ''", told=told)
        return Earlier(self._last("1", told=told), trusted, self._seen_in(trusted) if trusted else ())

    def history(self) -> History:
        """All runs, for audits."""
        runs = [from_line(row[3]) for row in self._ask(f"{_SELECT} ORDER BY number")]
        return History(self.name, tuple(run for run in runs if run), sum(run is None for run in runs))

    def add(self, run: DailyRun, found: Iterable[Sighting]) -> int:
        """Keep a run, all of it or nothing; its number. The findings of one that cannot be trusted are not kept."""
        before = self._last("trouble = ''")
        with self._writing() as base:
            values = (run.started, run.version, as_line(run.standing), run.trouble, int(run.told))
            number = int(
                base.execute("INSERT INTO runs (started, version, standing, trouble, told) VALUES (?, ?, ?, ?, ?)", values).lastrowid or 0
            )
            if not run.trouble:
                last = before.number if before else 0
                base.executemany(_KEEP, ((*_row(item), number, number, last) for item in found))
                base.execute("DELETE FROM findings WHERE last < ?", (number - _FORGOTTEN,))
        return number

    def mark_told(self, number: int) -> None:
        """Nobody waits for news of this run, or of an earlier one, any more."""
        with self._writing() as base:
            base.execute("UPDATE runs SET told = 1 WHERE number <= ?", (number,))

    def _last(self, where: str, *, told: bool = False) -> DailyRun | None:
        found = self._ask(f"{_SELECT} WHERE {where} AND told >= ? ORDER BY number DESC LIMIT 1", int(told))
        return next(map(_run, found), None)

    def _seen_in(self, run: DailyRun) -> tuple[Sighting, ...]:
        columns = "key, nth, code, domain, severity, path, line, message"
        rows = self._ask(f"SELECT {columns} FROM findings WHERE first <= ? AND last >= ? ORDER BY key, nth", run.number, run.number)  # noqa: S608
        return tuple(Sighting(*row) for row in rows)

    def _ask(self, question: str, *values: int) -> list[tuple[Any, ...]]:
        try:
            return self.base.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise _unreadable(self.name, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self.base:
                self.base.execute("BEGIN IMMEDIATE")
                yield self.base
        except sqlite3.Error as error:
            raise SsotError(
                f"the history {self.name} cannot be written: {error}", "make room on the disk, and check the permissions"
            ) from error


@contextmanager
def opened(file: Path, name: str, *, keep: bool = True) -> Iterator[Runs]:
    """The history in `file`, made when it is not there. Without `keep` nothing is written, and a missing one is empty. Raises SsotError."""
    notes: list[str] = []
    if keep and os.path.lexists(file) and (damage := _damage(file)):
        aside = _aside(file, name)
        notes.append(f"the history {name} is damaged ({damage}); it was moved to {aside.name}, and a new one begins")
    base = _connect(file, name, keep=keep)
    try:
        yield Runs(base, name, notes)
    finally:
        base.close()


def _connect(file: Path, name: str, *, keep: bool) -> sqlite3.Connection:
    there = file.is_file() and not _damage(file)
    target = str(file) if keep else f"{file.as_uri()}?mode=ro" if there else ":memory:"
    try:
        base = sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None, uri=target.startswith("file:"))
    except sqlite3.Error as error:
        raise _unreadable(name, error) from error
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version > FORMAT:
            raise SsotError(f"the history {name} was written by a newer ssot-check", "update ssot-check, or name another folder")  # noqa: TRY301
        if not version:
            _make(base)
    except sqlite3.Error as error:
        base.close()
        raise _unreadable(name, error) from error
    except SsotError:
        base.close()
        raise
    return base


def _make(base: sqlite3.Connection) -> None:
    with base:
        base.execute("BEGIN IMMEDIATE")
        for statement in (_RUNS, _FINDINGS):
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {FORMAT}")


def _damage(file: Path) -> str:
    """What is wrong with the file itself; "" for a whole one. A lock or a missing permission is no damage. Raises nothing."""
    if file.is_symlink() or not file.is_file():
        return ""
    try:
        base = sqlite3.connect(file, timeout=_BUSY_SECONDS)
        try:
            (said,) = base.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            base.close()
    except sqlite3.OperationalError:
        return ""
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else str(said).partition("\n")[0]


def _aside(file: Path, name: str) -> Path:
    free = next(place for number in range(1, 10_000) if not os.path.lexists(place := file.with_name(f"{file.name}.damaged-{number}")))
    try:
        return file.replace(free)
    except OSError as error:
        raise SsotError(f"the damaged history {name} cannot be moved aside: {error.strerror}", "move it yourself") from error


def _unreadable(name: str, error: sqlite3.Error) -> SsotError:
    return SsotError(f"the history {name} cannot be read: {error}", "check that it is a file of ssot-check, and its permissions")


def _run(row: tuple[Any, ...]) -> DailyRun:
    number, started, version, line, trouble, told = row
    standing = from_line(line)
    if standing is None:
        raise SsotError(f"run {number} of the history cannot be read", "move the history aside; a new one begins")
    return DailyRun(number, started, version, standing, trouble, bool(told))


def _row(item: Sighting) -> tuple[str | int, ...]:
    texts = (item.key, item.nth, item.code, item.domain, item.severity, item.path, item.line, item.message)
    return tuple(value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value for value in texts)

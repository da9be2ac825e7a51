"""The history of daily runs: one SQLite file, the order of which is that of the runs and not of the clock.

Each finding has one row: in which run it came, and in which it was seen last. A run is one transaction, so that a process that is killed
leaves the history as it was. A damaged file is moved aside, never deleted: it may be all that is known of a quarter. What cannot be
opened, or is not ours, is left alone: the run goes on without a history, and says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ssot_check.model.daily import DailyRun, Earlier, Sighting
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.errors import SsotError
from ssot_check.model.standing import History
from ssot_check.model.verdict import Severity
from ssot_check.workspace.history import as_line, from_line
from ssot_check.workspace.runs_file import BUSY_SECONDS, FORMAT, aside, checked, damage, make, unreadable

_FORGOTTEN: Final = 400
"""Findings that so many runs have not seen are dropped."""
_SELECT: Final = "SELECT number, started, version, standing, trouble, told FROM runs "
_KEEP: Final = (
    "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, nth) DO UPDATE SET path = excluded.path,"
    " line = excluded.line, message = excluded.message, severity = excluded.severity,"
    " first = CASE WHEN last = ? THEN first ELSE excluded.first END, last = excluded.last"
)


@dataclass
class Runs:
    """The open history; `notes` say what was wrong with the file. Everything raises SsotError when it cannot be read or written.

    `lost` is why the file cannot be used at all (None = it can): then this is an empty history that nobody keeps.
    """

    base: sqlite3.Connection
    name: str
    notes: list[str] = field(default_factory=list)
    lost: SsotError | None = None

    def earlier(self, *, told: bool = False) -> Earlier:
        """What comes before the run that is under way; with `told`, only runs of which somebody was told."""
        trusted = self._last("trouble = ''", told=told)
        return Earlier(self._last("1", told=told), trusted, self._seen_in(trusted) if trusted else ())

    def history(self) -> History:
        """All runs, for audits."""
        runs = list(map(_run, self._ask(f"{_SELECT} ORDER BY number")))
        return History(self.name, tuple(run.standing for run in runs if run), runs.count(None))

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
        """The youngest run that can be read; `history` counts the others."""
        found = self._ask(f"{_SELECT} WHERE {where} AND told >= ? ORDER BY number DESC", int(told))
        return next((run for run in map(_run, found) if run), None)

    def _seen_in(self, run: DailyRun) -> tuple[Sighting, ...]:
        columns = "key, nth, code, domain, severity, path, line, message"
        rows = self._ask(f"SELECT {columns} FROM findings WHERE first <= ? AND last >= ? ORDER BY key, nth", run.number, run.number)  # noqa: S608
        return tuple(item for row in rows if (item := _sighting(row)))

    def _ask(self, question: str, *values: int) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self.base.execute(question, values)
        except sqlite3.Error as error:
            raise unreadable(self.name, error) from error

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
    """The history in `file`, made when it is not there. Without `keep` nothing is written, and a missing or damaged one is empty."""
    notes: list[str] = []
    lost: SsotError | None = None
    try:
        wrong = damage(file)
        if wrong and keep:
            moved = aside(file, name)
            notes.append(f"the history {name} is damaged ({wrong}); it was moved to {moved.name}, and a new one begins")
        there = file if keep or (not wrong and file.is_file() and file.stat().st_size) else None
        base = _connect(there, name, keep=keep)
    except SsotError as error:
        lost, base = error, _connect(None, name, keep=True)
    try:
        yield Runs(base, name, notes, lost)
    finally:
        base.close()


def _connect(file: Path | None, name: str, *, keep: bool) -> sqlite3.Connection:
    """The open file, or an empty history in memory (None). Raises SsotError for what is no history of ours."""
    target = ":memory:" if file is None else str(file) if keep else f"{file.as_uri()}?mode=ro"
    try:
        base = sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None, uri=target.startswith("file:"))
    except sqlite3.Error as error:
        raise unreadable(name, error) from error
    try:
        if checked(base, name) < FORMAT:
            make(base)
    except sqlite3.Error as error:
        base.close()
        raise unreadable(name, error) from error
    except SsotError:
        base.close()
        raise
    return base


def _run(row: tuple[Any, ...]) -> DailyRun | None:
    """The run of one row; None when somebody else wrote it."""
    number, started, version, line, trouble, told = row
    if not all(isinstance(text, str) for text in (started, version, line, trouble)):
        return None
    standing = from_line(line)
    return DailyRun(number, started, version, standing, trouble, bool(told)) if standing else None


def _sighting(row: tuple[Any, ...]) -> Sighting | None:
    """The finding of one row; None when somebody else wrote it."""
    kinds = (str, int, str, str, str, str, int, str)
    whole = all(isinstance(value, kind) for value, kind in zip(row, kinds, strict=True))
    item = Sighting(*row)
    return item if whole and item.severity in {severity.value for severity in Severity} else None


def _row(item: Sighting) -> tuple[str | int, ...]:
    texts = (item.key, item.nth, item.code, item.domain, item.severity, item.path, item.line, item.message)
    return tuple(value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value for value in texts)

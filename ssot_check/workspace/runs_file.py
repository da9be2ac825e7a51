"""Whether the file of the history is whole and ours, what a new one looks like, and how a damaged one makes room."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from ssot_check.model.errors import SsotError

FORMAT: Final = 1
"""`PRAGMA user_version` of the file."""
BUSY_SECONDS: Final = 10.0
_TABLES: Final = {
    "runs": """
    CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, version TEXT NOT NULL, standing TEXT NOT NULL,
    trouble TEXT NOT NULL, told INTEGER NOT NULL)
""",
    "findings": """
    CREATE TABLE findings (key TEXT NOT NULL, nth INTEGER NOT NULL, code TEXT NOT NULL, domain TEXT NOT NULL, severity TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, message TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (key, nth)) WITHOUT ROWID
""",
}
_COLUMNS: Final = {
    "runs": ("number", "started", "version", "standing", "trouble", "told"),
    "findings": ("key", "nth", "code", "domain", "severity", "path", "line", "message", "first", "last"),
}


def make(base: sqlite3.Connection) -> None:
    """Write the tables of an empty history. Raises sqlite3.Error."""
    with base:
        base.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.values():
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {FORMAT}")


def checked(base: sqlite3.Connection, name: str) -> int:
    """The format of the open file, 0 for one without tables. Raises SsotError for a newer or a stranger's, and sqlite3.Error."""
    base.execute("PRAGMA trusted_schema = OFF")  # a file of the repository must not bring functions of its own
    (version,) = base.execute("PRAGMA user_version").fetchone()
    tables = _tables(base)
    if version > FORMAT:
        message = f"the history {name} was written by a newer ssot-check"
        raise SsotError(message, "update ssot-check, or name another folder with --folder DIR")
    if tables and (not version or not _is_ours(base)):
        raise SsotError(
            f"{name} is a database of another program", "name another folder with --folder DIR, or move the file: it was left as it is"
        )
    return int(version)


def damage(file: Path) -> str:
    """What is wrong with the file itself; "" for a whole one, and for another program's. A lock is no damage. Raises nothing."""
    if file.is_symlink() or not file.is_file():
        return ""
    try:
        base = sqlite3.connect(file, timeout=BUSY_SECONDS)
        try:
            (said,) = base.execute("PRAGMA quick_check(1)").fetchone()
            return _missing(base) if said == "ok" else str(said).partition("\n")[0]
        finally:
            base.close()
    except sqlite3.OperationalError:
        return ""
    except sqlite3.DatabaseError as error:
        return str(error)


def aside(file: Path, name: str) -> Path:
    """Give the damaged file another name; that name. Raises SsotError."""
    free = next(place for number in range(1, 10_000) if not os.path.lexists(place := file.with_name(f"{file.name}.damaged-{number}")))
    try:
        return file.replace(free)
    except OSError as error:
        raise SsotError(f"the damaged history {name} cannot be moved aside: {error.strerror}", "move it yourself") from error


def unreadable(name: str, error: sqlite3.Error) -> SsotError:
    """What is said of a file that SQLite does not open."""
    return SsotError(f"the history {name} cannot be read: {error}", "check that it is a file of ssot-check, and its permissions")


def _missing(base: sqlite3.Connection) -> str:
    """What a history of this format has lost; a file in which nothing is ours has lost nothing."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version != FORMAT or (_tables(base) and not _is_ours(base)):
        return ""
    return next((f"its table {table} is not as it was made" for table in _TABLES if _columns(base, table) != _COLUMNS[table]), "")


def _is_ours(base: sqlite3.Connection) -> bool:
    """True when one of the tables is as we make it."""
    return any(_columns(base, table) == columns for table, columns in _COLUMNS.items())


def _tables(base: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]


def _columns(base: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in base.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,)))

"""One run at a time: a lock on a file, which goes with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ssot_check.model.errors import SsotError

_SHOWN: Final = 200
_FAR: Final = 1 << 30
"""Where Windows locks a byte: one that is locked cannot be read, and the first ones say who holds the lock."""


@contextmanager
def held(file: Path, name: str, who: str) -> Iterator[str]:
    """Hold the lock; yields what a run that was killed had left in the file, "" after one that ended in order.

    `who` (one line) is written into the file. Raises SsotError when another process holds it, or when it cannot be made.
    """
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o644)
    except OSError as error:
        raise SsotError(
            f"the lock {name} cannot be made: {error.strerror}", "check that its folder can be written, or name another"
        ) from error
    try:
        if not _lock(handle):
            raise SsotError(
                f"another run is under way: {_said(handle) or 'it holds ' + name}", "wait for its end; two runs would mix their reports"
            )
        left = _said(handle)
        _write(handle, who)
        yield left
        _write(handle, "")
    finally:
        os.close(handle)


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait until nobody else changes a file of `folder` in such a turn, and keep them waiting until the end of the block.

    Nothing is written for it. Where folders cannot be locked (Windows, some network file systems) nobody waits.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _said(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _SHOWN).decode("utf-8", "replace").strip()


def _write(handle: int, text: str) -> None:
    """A full disk must not stop a run here: the text is for people, the lock holds without it."""
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{text}\n".encode("utf-8", "backslashreplace") if text else b"")
    except OSError:
        return


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # some network file systems know no locks
            raise SsotError(f"this file system cannot lock files: {error.strerror}", "keep the reports on another one") from error
        return True

"""Writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import stat
import tempfile
import time
from pathlib import Path
from typing import Final

_SUFFIX: Final = ".tmp"
_LEFT: Final = re.compile(r"\.[a-z0-9_]{8}\.tmp")
"""What `tempfile` puts behind the name of the target."""
_YOUNG: Final = 60
"""Seconds in which a file may be one that is only just being made."""


def write_atomically(target: Path, text: str) -> None:
    """Write `text` as UTF-8: a temporary file beside the target takes its place when it is complete.

    A link is followed, so that the file it points to is replaced and the link stays. What is no regular file
    (`/dev/stdout`, a named pipe) is written to directly. Raises OSError.
    """
    data = text.encode("utf-8", "backslashreplace")
    final = target.resolve()
    if final.exists() and not stat.S_ISREG(final.stat().st_mode):
        with final.open("wb", buffering=0) as device:
            device.write(data)
        return
    replace_atomically(final, data)


def replace_atomically(final: Path, data: bytes) -> None:
    """Put `data` in the place of the regular file `final`, which keeps its mode; a link there is replaced. Raises OSError."""
    _sweep(final)
    handle, name = tempfile.mkstemp(prefix=f".{final.name}.", suffix=_SUFFIX, dir=final.parent)
    temporary = Path(name)
    try:
        _claim(handle)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(final))
        temporary.replace(final)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _claim(handle: int) -> None:
    """Show other runs that somebody is still writing: the lock goes with the process, however it ends."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(final: Path) -> None:
    """Remove what runs that were killed while they wrote the same file have left: nobody holds it, and it is not of this minute."""
    try:
        import fcntl
    except ImportError:  # no such locks here: a file of another run must not be taken for a dead one
        return
    for left in sorted(final.parent.glob(f".{glob.escape(final.name)}.*{_SUFFIX}")):
        with contextlib.suppress(OSError):
            if not _LEFT.fullmatch(left.name.removeprefix(f".{final.name}")) or time.time() - left.lstat().st_mtime < _YOUNG:
                continue
            handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(handle)


def _mode(final: Path) -> int:
    """The mode of the file that is replaced, or what the umask leaves of a new one."""
    if final.exists():
        return stat.S_IMODE(final.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

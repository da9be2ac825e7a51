"""Writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


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
    handle, name = tempfile.mkstemp(prefix=f".{final.name}.", suffix=".tmp", dir=final.parent)
    temporary = Path(name)
    try:
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


def _mode(final: Path) -> int:
    """The mode of the file that is replaced, or what the umask leaves of a new one."""
    if final.exists():
        return stat.S_IMODE(final.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

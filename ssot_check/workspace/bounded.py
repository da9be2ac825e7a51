"""Reads a file up to a limit, whatever limit somebody set: a read that asks for a terabyte asks for the memory first."""

from __future__ import annotations

from typing import BinaryIO, Final

_CHUNK: Final = 1_000_000


def read_bounded(file: BinaryIO, size: int, limit: int) -> bytes:
    """All of a file that had `size` bytes a moment ago. Of one that has grown beyond `limit` more than `limit` bytes, and not all."""
    parts = [file.read(min(size, limit) + 1)]
    held = len(parts[0])
    if held > size:
        while held <= limit and (more := file.read(min(_CHUNK, limit - held + 1))):
            parts.append(more)
            held += len(more)
    return b"".join(parts)

"""A registry file of a test, read as a run reads it."""

from __future__ import annotations

from pathlib import Path

from ssot_check.workspace.lockfile import Loaded, load

LIMIT = 5_000_000


def load_bytes(folder: Path, raw: bytes, limit: int = LIMIT) -> Loaded:
    path = folder / "SSOT_LOCK.yml"
    path.write_bytes(raw)
    return load(path, folder, limit)


def load_text(folder: Path, text: str) -> Loaded:
    return load_bytes(folder, text.encode())

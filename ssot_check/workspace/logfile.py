"""A log that cannot fill the disk: lines are added to one file, and full files move on until the last one goes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.errors import SsotError

MAX_BYTES: Final = 1_000_000
KEPT: Final = 5
"""How many full files are kept: `daily.log.1` is the youngest of them."""
_LONGEST_LINE: Final = 2_000


@dataclass(frozen=True, slots=True)
class LogFile:
    """`clock` gives seconds since 1970. Only the process that holds the lock of the run writes here."""

    file: Path
    clock: Callable[[], float]
    max_bytes: int = MAX_BYTES
    kept: int = KEPT

    def add(self, text: str) -> None:
        """Add one line with the time in UTC; text must be clean of control characters. Raises SsotError when it cannot be written."""
        stamp = datetime.fromtimestamp(self.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        data = f"{stamp} {text[:_LONGEST_LINE]}\n".encode("utf-8", "backslashreplace")
        try:
            self._rotate(len(data))
            handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
            try:
                os.write(handle, data)
            finally:
                os.close(handle)
        except OSError as error:
            raise SsotError(
                f"the log {self.file.name} cannot be written: {error.strerror}", "check its folder and the room on the disk"
            ) from error

    def _rotate(self, coming: int) -> None:
        size = self.file.lstat().st_size if os.path.lexists(self.file) else 0
        if not size or size + coming <= self.max_bytes:
            return
        for number in range(self.kept, 0, -1):
            older = self.file if number == 1 else self._numbered(number - 1)
            if os.path.lexists(older):
                older.replace(self._numbered(number))

    def _numbered(self, number: int) -> Path:
        return self.file.with_name(f"{self.file.name}.{number}")

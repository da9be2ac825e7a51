"""A line on a terminal that says what a long run is doing. In a pipe, and in the first second, there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from ssot_check.model.config import Progress, no_progress

PATIENCE: Final = 1.0
"""Seconds after which somebody who waits wants to know."""
_EVERY: Final = 0.1
_WIDTH: Final = 24
_CLEAR: Final = "\r\x1b[2K"


@contextmanager
def shown(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Iterator[Progress]:
    """Shows progress on `stream` while it lasts, and leaves nothing behind. Given to a Config."""
    if not stream.isatty():
        yield no_progress
        return
    line = _Line(stream, clock)
    try:
        yield line
    finally:
        line.clear()


class _Line:
    """The line as it stands. A stream that does not take it any more is left alone."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream, self._clock = stream, clock
        self._started = self._last = clock()
        self._phase, self._phase_started = "", self._started
        self._is_shown = self._is_gone = False

    def __call__(self, phase: str, done: int, total: int) -> None:
        now = self._clock()
        if phase != self._phase:
            self._phase, self._phase_started, self._last = phase, now, self._started
        if self._is_gone or now - self._started < PATIENCE or now - self._last < _EVERY:
            return
        self._last, self._is_shown = now, True
        self._write(_CLEAR + _text(phase, done, total, now - self._phase_started))

    def clear(self) -> None:
        """Take the line away."""
        if self._is_shown:
            self._is_shown = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._is_shown, self._is_gone = False, True


def _text(phase: str, done: int, total: int, seconds: float) -> str:
    if not total:
        return f"{phase} ..."
    filled = _WIDTH * done // total
    rate = f", {done / seconds:,.0f} a second" if seconds > 0 else ""
    return f"{phase} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,} of {total:,} files{rate}"

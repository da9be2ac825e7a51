"""On a terminal a long run says what it does; in a pipe nothing is written, and nothing is left behind."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from ssot_check.cli.progress import PATIENCE, shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def clock(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def written(stream: io.StringIO, step: float, *, total: int = 4) -> str:
    ticks = clock(step)
    with shown(stream, lambda: next(ticks)) as progress:
        for done in range(1, total + 1):
            progress("reading", done, total)
        progress("comparing", 0, 0)
    return stream.getvalue()


def test_a_long_run_shows_phase_files_and_rate_and_takes_the_line_away() -> None:
    text = written(Terminal(), PATIENCE)
    assert "reading [######..................] 1 of 4 files" in text
    assert "reading [########################] 4 of 4 files, 1 a second" in text
    assert "comparing ..." in text
    assert text.endswith("\r\x1b[2K")


def test_a_short_run_shows_nothing() -> None:
    assert written(Terminal(), PATIENCE / 100) == ""


def test_a_pipe_gets_nothing() -> None:
    assert written(io.StringIO(), PATIENCE) == ""


def test_the_line_is_not_written_more_often_than_anybody_reads() -> None:
    assert written(Terminal(), 0.02, total=100).count("reading") <= 12


class Gone(Terminal):
    """A terminal that is closed after its first line. `tries` counts what was written after that."""

    tries = 0

    def write(self, text: str) -> int:
        if self.getvalue():
            self.tries += 1
            raise OSError("gone")
        return super().write(text)


def test_a_terminal_that_is_gone_ends_no_run_and_is_left_alone() -> None:
    stream = Gone()
    text = written(stream, PATIENCE)
    assert (text.count("reading"), stream.tries) == (1, 1)


@pytest.mark.parametrize("total", [1, 20_000])
def test_the_bar_is_full_at_the_end(total: int) -> None:
    ticks = clock(PATIENCE)
    stream = Terminal()
    with shown(stream, lambda: next(ticks)) as progress:
        progress("reading", total, total)
    assert "[" + "#" * 24 + "]" in stream.getvalue()

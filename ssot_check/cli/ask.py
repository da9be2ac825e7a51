"""Asks the person at the terminal, so that Ctrl-C is always heard."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

_BEAT = 0.2


def ask(text: str, default: str | None = None, among: tuple[str, ...] = ()) -> str:
    """What is typed, one of `among` where there are any. Raises click.Abort at Ctrl-C and at the end of input."""
    with _roused():
        return str(click.prompt(text, default=default, type=click.Choice(among) if among else None, show_choices=False)).strip()


@contextmanager
def _roused() -> Iterator[None]:
    """Wake the thread that waits for a line, time and again.

    Python looks for signals, and then blocks in read(2): one that comes in between waits until a line is typed, about once in
    a thousand times when it comes right behind the question. Where there is no such timer, the console wakes the reader.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_REAL, _BEAT, _BEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""Work in processes that may die: a parser that crashes on one file costs that file, never the run."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK: Final = 24
_LOOK_SECONDS: Final = 0.5


def map_in_processes(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, lost: Callable[[Item], Result]) -> Iterator[Result]:
    """Results of `work` for all items, in order. `lost` answers for an item whose process died twice.

    `work`, the items and the results must be picklable. Any exception that `work` raises is raised here.
    """
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    while chunks:
        done = 0
        for results in _until_broken(work, chunks, jobs):
            yield from results
            done += 1
        if done < len(chunks):
            yield from _one_by_one(work, chunks[done], lost)
        chunks = chunks[done + 1 :]


def _until_broken(work: Callable[[Item], Result], chunks: Sequence[Sequence[Item]], jobs: int) -> Iterator[list[Result]]:
    """Results chunk by chunk, in order. Ends early when a process dies: that breaks the pool for all chunks in hand."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(min(jobs, len(chunks))) as pool:
        try:
            with _interrupts_wait():
                waiting = deque(pool.submit(_all, work, chunk) for chunk in chunks)
            while waiting:  # taken out as they come: a list of all futures would hold every record until the last file is read
                yield waiting.popleft().result()
        except BrokenProcessPool:
            return
        except BaseException:
            # Waiting is for the chunks in hand. Without it the pool may be collected before it has cancelled the rest.
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _one_by_one(work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result]) -> Iterator[Result]:
    """Each item in a process of its own, to find out which one kills it."""
    from concurrent.futures.process import BrokenProcessPool

    for item in items:
        with _pool(1) as pool:
            try:
                with _interrupts_wait():
                    waiting = pool.submit(_all, work, [item])
                yield from waiting.result()
            except BrokenProcessPool:
                yield lost(item)


def _all(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    # Readers of syntax trees leave cycles behind. Before the work they are all that is young; after it every result would be walked, too.
    gc.collect(0)
    return [_unless_interrupted(work, item) for item in items]


def _unless_interrupted(work: Callable[[Item], Result], item: Item) -> Result:
    if sys.platform != "win32" and signal.SIGINT in signal.sigpending():
        raise KeyboardInterrupt
    return work(item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Forked workers inherit the imports. Elsewhere than on Linux forking is not safe, so the platform's own way is taken.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle, initargs=(os.getpid(),))


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C is answered after the block, in which processes are started: they keep it waiting for as long as they live.

    A worker that it ended in the middle of an answer would leave half of it in the pipe, and whoever reads that waits for ever.
    So workers ask between two files whether it came. Signals of a thread are those of what it forks (pthread_sigmask(3)).
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle(parent: int) -> None:
    """Garbage is looked for once a chunk."""
    gc.disable()
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever, and keep standard output open."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)

"""A process that dies costs one item, in order, and nothing hangs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ssot_check.pipeline.reading.workers import map_in_processes

ITEMS = [f"item-{number}" for number in range(60)]


def upper(item: str) -> str:
    return item.upper()


def die_at_seven(item: str) -> str:
    if item == "item-7":
        os.kill(os.getpid(), signal.SIGKILL)
    return item.upper()


def fail_at_seven(item: str) -> str:
    if item == "item-7":
        raise ValueError(item)
    return item


def lost(item: str) -> str:
    return f"lost {item}"


def test_results_come_in_order() -> None:
    assert list(map_in_processes(upper, ITEMS, 2, lost)) == [item.upper() for item in ITEMS]


def test_a_killed_process_costs_its_item_only() -> None:
    expected = [item.upper() if item != "item-7" else "lost item-7" for item in ITEMS]
    assert list(map_in_processes(die_at_seven, ITEMS, 2, lost)) == expected


def own_process(item: str) -> str:
    if item == "item-7":
        os.kill(os.getpid(), signal.SIGKILL)
    return str(os.getpid())


class Knot:
    """Garbage of the kind that only a collection finds."""

    live = 0

    def __init__(self) -> None:
        self.itself = self
        Knot.live += 1

    def __del__(self) -> None:
        Knot.live -= 1


def knots(_: str) -> str:
    Knot()
    return str(Knot.live)


def test_what_one_chunk_left_behind_is_gone_in_the_next() -> None:
    found = [int(live) for live in map_in_processes(knots, [f"item-{number}" for number in range(24 * 4)], 1, lost)]
    assert max(found) <= 24


def test_after_a_death_the_rest_shares_processes_again() -> None:
    found = list(map_in_processes(own_process, [f"item-{number}" for number in range(24 * 8)], 2, lost))
    assert found[7] == "lost item-7"
    assert len(set(found[24 * 4 :])) < 24


def test_an_exception_is_raised_here() -> None:
    with pytest.raises(ValueError, match="item-7"):
        list(map_in_processes(fail_at_seven, ITEMS, 2, lost))


def stop_at_seven(item: str) -> str:
    if item == "item-7":
        os.kill(os.getpid(), signal.SIGINT)
    return item


def test_an_interrupted_worker_ends_the_work_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        list(map_in_processes(stop_at_seven, ITEMS, 2, lost))
    assert capfd.readouterr().err == ""


def large(item: str) -> str:
    time.sleep(0.002)
    return item * 20_000


def interrupt_children(results: Iterator[str]) -> None:
    next(results)
    for worker in multiprocessing.active_children():
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGINT)
    list(results)


def test_an_interrupt_in_the_middle_of_an_answer_leaves_nobody_waiting() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt_children(map_in_processes(large, [f"item-{number}" for number in range(24 * 60)], 2, lost))


def note(folder: Path, item: str) -> str:
    (folder / item).touch()
    time.sleep(0.01)
    return item


def test_what_was_not_begun_is_not_done_after_a_stop(tmp_path: Path) -> None:
    items = [f"item-{number}" for number in range(24 * 40)]
    results = map_in_processes(partial(note, tmp_path), items, 2, lost)
    next(results)
    results.close()
    done = len(list(tmp_path.iterdir()))
    assert done < len(items)
    time.sleep(0.5)
    assert len(list(tmp_path.iterdir())) == done


ORPHAN = """
import os, signal, time
from ssot_check.pipeline.reading.workers import map_in_processes
def work(item):
    print(os.getpid(), flush=True)
    time.sleep(600)
for item in map_in_processes(work, ["a"] * 48, 2, str):
    pass
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.kill()
        assert parent.communicate(timeout=60)[0] is not None  # standard output is closed when the last worker is gone

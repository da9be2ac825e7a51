"""What a command costs: CPU seconds and peak memory of its whole process tree, and wall time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LOOK_SECONDS: Final = 0.05
_PROC: Final = Path("/proc")


class TooSlowError(Exception):
    """The command was ended because it took longer than it may."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the process tree, wall seconds, peak of its memory in MiB, and the exit code."""

    cpu: float
    wall: float
    megabytes: float
    code: int


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, seconds: float = 3600) -> Cost:
    """Run the command, its output thrown away. Raises TooSlowError after so many wall seconds, and OSError when it cannot start.

    Memory is the sum of the tree's proportional set sizes where /proc tells them (pages that processes share count once), looked at
    every 50 ms; elsewhere, and for shorter commands, the peak of the largest process.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(environment) if environment is not None else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    watch = _Watch(process.pid, started + seconds)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.done.set()
    watch.join()
    if watch.ended:
        raise TooSlowError(f"ended after {seconds:.0f} s")
    largest = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Cost(used.ru_utime + used.ru_stime, wall, max(watch.peak, largest), process.returncode)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, and ends them when their time is over."""

    def __init__(self, pid: int, until: float) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.peak = 0.0
        self.ended = False
        self._pid, self._until = pid, until

    def run(self) -> None:
        while not self.done.wait(_LOOK_SECONDS):
            if time.perf_counter() > self._until and not self.ended:
                self.ended = True
                os.killpg(self._pid, 9)
            if _PROC.is_dir():
                self.peak = max(self.peak, sum(map(_megabytes, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            for thread in (_PROC / str(one) / "task").iterdir():
                found += [int(child) for child in (thread / "children").read_text().split()]
        except OSError:
            continue
    return found


def _megabytes(pid: int) -> float:
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0

"""What is measured on one repository: floors, the tool in every state of its cache, and peers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.speed.cost import Cost, TooSlowError, measure

READ: Final = "import hashlib, pathlib, sys\nfor p in pathlib.Path('.').rglob('*.py'):\n    hashlib.sha256(p.read_bytes())\n"
PARSE: Final = (
    "import ast, pathlib, sys, warnings\nwarnings.simplefilter('ignore')\n"
    "for p in pathlib.Path('.').rglob('*.py'):\n"
    "    try:\n        ast.parse(p.read_bytes())\n    except (SyntaxError, ValueError, RecursionError):\n        pass\n"
)
BASE: Final = "floor: read and hash every .py file"
START: Final = "floor: python, `import click`"
HOOK: Final = "floor: python, `import click, yaml`"
SETTLE_SECONDS: Final = 2.5
"""A file younger than two seconds is read again."""
SMALL: Final = (60, 220)
"""Lines of a small file."""
LARGE_TOTAL: Final = 4_000
_ADDED: Final = (
    "\n\ndef added_{number}(value, other):\n    total = value * {number} + other\n    return [total, value]\n",
    "\n\ndef chosen_{number}(rows, column):\n    found = {{row[column] for row in rows if row}}\n    return sorted(found)[:{number}]\n",
    "\n\ndef longer_{number}(words):\n    for word in words:\n        if len(word) > {number}:\n            yield word.strip().lower()\n",
)
"""New functions, one for each file of a change: three that are alike would be copies of each other."""


@dataclass
class Bench:
    """One repository, a git work tree with a registry. `round` makes every change a new one."""

    root: Path
    cache: Path
    round: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    _changes: int = 0

    @property
    def tool(self) -> list[str]:
        """The command that checks the repository without a cache of its own."""
        return [sys.executable, "-m", "ssot_check", "check", "--format", "concise"]

    @property
    def cached(self) -> list[str]:
        """The same with the cache of this benchmark."""
        return [*self.tool, "--cache-dir", str(self.cache)]

    def run(self, command: Sequence[str], seconds: float = 7200) -> Cost:
        """What a command of ours costs. Exits when it fails: a fault must not be measured."""
        cost = measure(command, self.root, environment(), seconds)
        if cost.code not in {0, 1, 2}:
            sys.exit(f"exit {cost.code}: {' '.join(command)}")
        return cost

    def floors(self) -> dict[str, Cost]:
        """The least that any tool would have to do."""
        python = [sys.executable, "-c"]
        return {
            BASE: self.run([*python, READ]),
            "floor: ast.parse every .py file": self.run([*python, PARSE]),
            START: self.run([*python, "import click"]),
            HOOK: self.run([*python, "import click, yaml"]),
        }

    def cold(self) -> dict[str, Cost]:
        """Runs that parse everything; the second fills the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return {"cold, cache filled": self.run(self.cached)}

    def warm(self) -> dict[str, Cost]:
        """Runs with a filled cache, the repository settled."""
        time.sleep(SETTLE_SECONDS)
        self.run(self.cached)
        small, large, owner, registry = self.small(), self.large(), self.owner(), self.root / "SSOT_LOCK.yml"
        staged = [*self.cached, "--staged"]
        return {
            "`--version`": self.run([*self.tool[:3], "--version"]),
            "warm, nothing changed": self.run(self.cached),
            # What leads to a whole look comes last: the state it leaves behind is what the next run is held against.
            "staged, three small files": self.with_change(small, lambda: self.run(staged), stage=True),
            "staged, three large files": self.with_change(large, lambda: self.run(staged), stage=True),
            "warm, a comment in one file changed": self.with_change(small[1:2], lambda: self.run(self.cached), remark=True),
            "warm, a description in the registry changed": self.with_change([registry], lambda: self.run(self.cached)),
            "warm, one file changed": self.with_change(small[:1], lambda: self.run(self.cached)),
            "warm, one owner changed": self.with_change([owner], lambda: self.run(self.cached)),
        }

    def peers(self, commands: dict[str, list[str]], seconds: float) -> dict[str, Cost]:
        """Other tools with their defaults; one that fails or takes too long is noted in `failed`."""
        found = {}
        for name, command in commands.items():
            if name in self.failed:
                continue
            try:
                cost = measure(command, self.root, None, seconds)
            except (TooSlowError, OSError) as error:
                self.failed[name] = str(error)
                continue
            if cost.code > 60 or cost.code < 0:
                self.failed[name] = f"exit {cost.code}"
                continue
            found[name] = cost
        return found

    def small(self) -> list[Path]:
        """Three files of ordinary length."""
        return [path for path in self.plain() if SMALL[0] <= lines(path) <= SMALL[1]][:3]

    def large(self) -> list[Path]:
        """Three files that have about LARGE_TOTAL lines together."""
        longest = sorted(self.plain(), key=lambda path: (abs(lines(path) - LARGE_TOTAL // 3), path))
        return longest[:3]

    def plain(self) -> Iterator[Path]:
        """Python files outside tests that nobody owns, in an order that spreads them."""
        text = (self.root / "SSOT_LOCK.yml").read_text(encoding="utf-8")
        files = sorted(path for path in self.root.rglob("*.py") if "test" not in str(path.relative_to(self.root)))
        step = max(1, len(files) // 1000)
        for path in files[::step] + [path for path in files if "large" in path.parts]:
            name = path.relative_to(self.root).as_posix()
            if name not in text and "core" not in path.parts:
                yield path

    def owner(self) -> Path:
        """The largest file that the registry names in full, or one below its first folder."""
        text = (self.root / "SSOT_LOCK.yml").read_text(encoding="utf-8")
        files = sorted(self.root.rglob("*.py"))
        named = [path for path in files if path.relative_to(self.root).as_posix() in text]
        return max(named or [path for path in files if "core" in path.parts], key=lambda path: path.stat().st_size)

    def with_change(self, paths: Sequence[Path], measured: Callable[[], Cost], *, stage: bool = False, remark: bool = False) -> Cost:
        """What is measured while every one of `paths` holds a new function, or a `remark`; `stage` puts it into git's index."""
        with self._changed(paths, stage=stage, remark=remark):
            return measured()

    @contextmanager
    def _changed(self, paths: Sequence[Path], *, stage: bool, remark: bool) -> Iterator[None]:
        before = {path: path.read_bytes() for path in paths}
        for path in paths:
            self._changes += 1
            number = 1000 * self.round + self._changes
            added = f"# line {number}\n" if remark or path.suffix == ".yml" else _ADDED[self._changes % len(_ADDED)].format(number=number)
            path.write_bytes(before[path] + added.encode())
        try:
            if stage:
                git(self.root, "add", *map(str, paths))
            yield
        finally:
            for path, data in before.items():
                path.write_bytes(data)
            if stage:
                git(self.root, "add", *map(str, paths))
            time.sleep(SETTLE_SECONDS)
            measure(self.cached, self.root, environment())  # the files as they were are known again


def lines(path: Path) -> int:
    """Number of lines of a file."""
    return path.read_bytes().count(b"\n")


def environment() -> dict[str, str]:
    """That of the caller, with byte code kept: start-up is measured as an installed tool starts."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("SSOT_CHECK")}


def git(root: Path, *arguments: str) -> None:
    """Run git quietly; its failure ends the benchmark."""
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)

"""Measure what a run costs, beside the least that any tool would have to do, in one session on one machine.

    python benchmarks/speed/run.py [--work DIR] [--rounds N] [--write] [NAME ...]

Takes the sources and registries of `benchmarks/real` and, round by round, runs every scenario once, so that a busy minute meets all of
them. Figures are medians over the rounds; ratios are medians of the ratios within a round. CPU seconds are those of the process tree;
memory is the peak of its largest process. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REAL = HERE.parent / "real"
PAGE = HERE.parent.parent / "docs" / "benchmarks.md"
QUALITY = "<!-- quality: begin"
"""From here on the page is another benchmark's."""
READ = "import hashlib, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.py'):\n    hashlib.sha256(p.read_bytes())\n"
PARSE = (
    "import ast, pathlib, sys, warnings\nwarnings.simplefilter('ignore')\n"
    "for p in pathlib.Path(sys.argv[1]).rglob('*.py'):\n"
    "    try:\n        ast.parse(p.read_bytes())\n    except (SyntaxError, ValueError, RecursionError):\n        pass\n"
)
BASE = "floor: read and hash every .py file"


@dataclass(frozen=True)
class Cost:
    """What one process and its children took."""

    cpu: float
    wall: float
    megabytes: float


def main() -> None:
    sys.path.insert(0, str(REAL))
    from run import unpack  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=REAL / ".work", help="folder for the downloads")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("names", nargs="*", help="repositories of benchmarks/real/sources.toml, default salt")
    arguments = parser.parse_args()
    sources = tomllib.loads((REAL / "sources.toml").read_text(encoding="utf-8"))
    parts = [heading()]
    for name in arguments.names or ["salt"]:
        package = sources[name]["package"]
        root = arguments.work / "speed" / name
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(unpack(package, arguments.work), root, symlinks=True)
        shutil.copyfile(REAL / "registries" / f"{name}.yml", root / "SSOT_LOCK.yml")
        parts.append(section(package, [measure(root) for _ in range(arguments.rounds)]))
    text = "\n".join(parts)
    sys.stdout.write(text)
    if arguments.write:
        _, mark, quality = PAGE.read_text(encoding="utf-8").partition(QUALITY)
        PAGE.write_text(f"{text.rstrip()}\n\n{mark}{quality}" if mark else text, encoding="utf-8")


def measure(root: Path) -> dict[str, Cost]:
    """Every scenario once."""
    kept = root.parent / f"{root.name}.cache"
    shutil.rmtree(kept, ignore_errors=True)
    tool = [sys.executable, "-m", "ssot_check", "-C", str(root), "check", "--format", "concise"]
    cached = [*tool, "--cache-dir", str(kept)]
    files = sorted(path for path in root.rglob("*.py") if "test" not in str(path.relative_to(root)))
    owner = max(owned(root, files), key=lambda path: path.stat().st_size)
    plain = next(path for path in files if path != owner and path.stat().st_size > 4000)
    costs = {
        BASE: run([sys.executable, "-c", READ, str(root)]),
        "floor: ast.parse every .py file": run([sys.executable, "-c", PARSE, str(root)]),
        "without a cache": run([*tool, "--no-cache"]),
        "cold (cache is filled)": run(cached),
    }
    time.sleep(2.5)  # a file younger than two seconds is read again
    run(cached)
    costs["warm, nothing changed"] = run(cached)
    costs["warm, one file changed"] = with_change(plain, lambda: run(cached))
    costs["warm, one owner changed"] = with_change(owner, lambda: run(cached))
    return costs


def owned(root: Path, files: list[Path]) -> list[Path]:
    """Files that the registry names in full; any other file where it names none."""
    text = (root / "SSOT_LOCK.yml").read_text(encoding="utf-8")
    return [path for path in files if path.relative_to(root).as_posix() in text] or files


def with_change(path: Path, measured: Callable[[], Cost]) -> Cost:
    """What is measured while a function stands at the end of the file."""
    before = path.read_bytes()
    path.write_bytes(before + b"\n\ndef added_by_the_benchmark(value):\n    return value * 2 + 1\n")
    try:
        return measured()
    finally:
        path.write_bytes(before)


def run(command: list[str]) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1, 2}:
        sys.exit(f"exit {process.returncode}: {' '.join(command)}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / unit)


def heading() -> str:
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return "\n".join(
        (
            "# Benchmarks: speed",
            "",
            "Written by `python benchmarks/speed/run.py --write`. Ratios are against reading and hashing every file, in the same round.",
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}.",
            f"Load at the start: {load}.",
            "Not measured here: other tools. Memory is the peak of the largest process, not of the tree.",
            "",
        )
    )


def section(package: str, rounds: list[dict[str, Cost]]) -> str:
    lines = [f"## {package}, medians of {len(rounds)}", "", "| run | CPU s | wall s | MB | CPU ratio |", "|---|--:|--:|--:|--:|"]
    for name in rounds[0]:
        costs = [costs[name] for costs in rounds]
        ratio = statistics.median(costs[name].cpu / costs[BASE].cpu for costs in rounds)
        cells = (statistics.median(item.cpu for item in costs), statistics.median(item.wall for item in costs))
        memory = statistics.median(item.megabytes for item in costs)
        lines.append(f"| {name} | {cells[0]:.2f} | {cells[1]:.2f} | {memory:,.0f} | {ratio:.1f} |")
    return "\n".join((*lines, ""))


if __name__ == "__main__":
    main()

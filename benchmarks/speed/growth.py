"""What becomes of cost and memory when a repository grows: generated ones, each of a given number of files, run cold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import generated
from benchmarks.speed.cost import Cost
from benchmarks.speed.scenarios import Bench


def measured(work: Path, sizes: Sequence[int]) -> list[tuple[int, int, Cost]]:
    """(files, lines of Python, cost) of a cold run without a cache for each size, ascending."""
    found = []
    for files in sorted(sizes):
        root = generated.write(work / "speed" / f"growth-{files}", files, large=False)
        bench = Bench(root, work / "speed" / "growth.cache")
        count = sum(path.read_bytes().count(b"\n") for path in root.rglob("*.py"))
        found.append((files, count, bench.run([*bench.tool, "--no-cache"])))
    return found


def section(rows: Sequence[tuple[int, int, Cost]]) -> str:
    """The table; each row is held against the one before."""
    lines = [
        "### Growth: generated repositories, cold, without a cache",
        "",
        "| files | lines of Python | CPU s | CPU s a million lines | times the one before | MiB |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    before: Cost | None = None
    for files, count, cost in rows:
        times = f"{cost.cpu / before.cpu:.2f}" if before else ""
        lines.append(f"| {files:,} | {count:,} | {cost.cpu:.1f} | {cost.cpu / count * 1e6:.0f} | {times} | {cost.megabytes:,.0f} |")
        before = cost
    return "\n".join(lines) + "\n"

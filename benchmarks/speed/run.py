"""Measure what a run costs, beside floors and peers, in one go on one machine.

    python benchmarks/speed/run.py [--work DIR] [--rounds N] [--files N] [--no-peers] [--growth N,N] [--write] [NAME ...]

NAMEs are repositories of `benchmarks/real/sources.toml` (downloaded once) and `generated`, a deterministic one. Round by round every
scenario is run once, so that a busy minute meets all of them. Figures are medians over the rounds; ratios are medians of the ratios
within a round. CPU seconds and memory are those of the process tree. `--write` puts the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tomllib
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
sys.path.insert(0, str(HERE.parent / "real"))

from run import unpack  # type: ignore[import-not-found]  # noqa: E402

from benchmarks.quality.peers import Peers  # noqa: E402
from benchmarks.speed import generated, growth, page  # noqa: E402
from benchmarks.speed.cost import Cost  # noqa: E402
from benchmarks.speed.scenarios import BASE, START, Bench, git  # noqa: E402

REAL: Final = HERE.parent / "real"
LEFT_BEHIND: Final = ".pyscn/\n.codeclone/\n.cache/\n"
"""What peers write into a repository; it is none of its files."""
PAGE: Final = HERE.parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    arguments = options()
    sections, failed = [heading()], []
    peers = Peers(arguments.work / "peers")
    if not arguments.no_peers:
        failed = peers.install(without=("@dodona/dolos-lib",))  # it is told the owners, which is another task
    for name in arguments.names or ["airflow", "generated"]:
        title, root = repository(name, arguments)
        (root / ".git" / "info" / "exclude").write_text(LEFT_BEHIND, encoding="utf-8")
        bench = Bench(root, arguments.work / "speed" / f"{name}.cache")
        others = {} if arguments.no_peers else page.commands(peers, root, all_of_them=name != "generated")
        sections.append(section(title, measured(bench, others, arguments), bench.failed))
    if arguments.growth:
        sections.append(growth.section(growth.measured(arguments.work, arguments.growth)))
    text = "\n".join([*sections, *(f"Not measured: {reason}." for reason in failed)]).rstrip() + "\n"
    sys.stdout.write(text)
    if arguments.write:
        page.put(PAGE, text)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=REAL / ".work", help="folder for downloads, repositories, caches and peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=generated.FILES, help="files of the generated repository")
    parser.add_argument("--seconds", type=float, default=900, help="a peer that takes longer is ended, and said to be")
    parser.add_argument("--growth", type=sizes, default=(), metavar="N,N", help="compare generated repositories of so many files")
    parser.add_argument("--no-peers", action="store_true", help="floors and ssot-check alone")
    parser.add_argument("--keep", action="store_true", help="take the caches of an earlier benchmark and leave the cold run out")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("names", nargs="*", help="repositories, default airflow and generated")
    arguments = parser.parse_args()
    arguments.work = arguments.work.resolve()
    return arguments


def sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def repository(name: str, arguments: argparse.Namespace) -> tuple[str, Path]:
    """Its title and its folder: a git work tree of its own, with a registry."""
    root = arguments.work / "speed" / name
    if name == "generated":
        root = root.with_name(f"generated-{arguments.files}")
        generated.write(root, arguments.files)
        return f"generated, {arguments.files:,} files", root
    package = tomllib.loads((REAL / "sources.toml").read_text(encoding="utf-8"))[name]["package"]
    if not root.is_dir():
        shutil.copytree(unpack(package, arguments.work), root, symlinks=True, ignore=shutil.ignore_patterns(".git", ".ssot-check-cache"))
        shutil.copyfile(REAL / "registries" / f"{name}.yml", root / "SSOT_LOCK.yml")
        for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=b", "-c", "user.email=b@b", "commit", "-q", "-m", package]):
            git(root, *command)
    return package, root


def measured(bench: Bench, others: dict[str, list[str]], arguments: argparse.Namespace) -> list[dict[str, Cost]]:
    """The costs of every round."""
    rounds = []
    for number in range(arguments.rounds):
        bench.round = number + 1
        costs = bench.floors()
        if not arguments.keep:
            costs |= bench.cold()
        costs |= bench.warm()
        costs |= bench.peers(others, arguments.seconds)
        rounds.append(costs)
        print(f"{bench.root.name}: round {number + 1} of {arguments.rounds}", file=sys.stderr)
    return rounds


def heading() -> str:
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return "\n".join(
        (
            "## Speed",
            "",
            "Written by `python benchmarks/speed/run.py --write`. The first ratio is CPU against reading and hashing every file, the other",
            "one wall time against a bare `import click`; both within one round. CPU and memory are those of the process tree.",
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}.",
            f"Load at the start: {load}.",
            "",
        )
    )


def section(title: str, rounds: list[dict[str, Cost]], failed: dict[str, str]) -> str:
    lines = [
        f"### {title}, medians of {len(rounds)}",
        "",
        "| run | CPU s | wall s | MiB | CPU / read | wall / click |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name in dict.fromkeys(name for costs in rounds for name in costs):
        has = [costs for costs in rounds if name in costs]
        cpu, wall, memory = (statistics.median(getattr(costs[name], what) for costs in has) for what in ("cpu", "wall", "megabytes"))
        ratio = statistics.median(costs[name].cpu / costs[BASE].cpu for costs in has)
        start = statistics.median(costs[name].wall / costs[START].wall for costs in has)
        lines.append(f"| {name} | {cpu:.2f} | {wall:.2f} | {memory:,.0f} | {ratio:.1f} | {start:.1f} |")
    lines += ["", *(f"Not measured: {name}, {reason}." for name, reason in failed.items())]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    main()

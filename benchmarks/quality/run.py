"""Plant mutated copies and hard negatives in real code, and measure what ssot-check and its peers report.

    python benchmarks/quality/run.py [--set reporting|tuning] [--slice ci] [--work DIR] [--seconds N] [--no-peers] [--missed]

Downloads the distributions of `sources.toml` and the peers (once), plants, runs every tool on the same trees, prints the tables and,
for the whole reporting set with peers, writes them into docs/benchmarks.md. What a peer said is kept, so a
run that was stopped goes on. `--slice ci` is the small offline slice that the tests run.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.quality import code_trees, generate, scoring, tables, tool  # noqa: E402
from benchmarks.quality.fetch import FetchError  # noqa: E402
from benchmarks.quality.peers import RUN_SECONDS, PeerError, Peers  # noqa: E402
from benchmarks.quality.planting import Tree  # noqa: E402

PAGE = HERE.parent.parent / "docs" / "benchmarks.md"
HINTS = "--hints"
CHANGE = "--since"
PYTHON_ONLY = ("pylint duplicate-code", "pyscn", "codeclone", "find-dup-defs")
CODE_ONLY = ("dolos-lib, owners told",)


def main() -> None:
    arguments = options()
    if arguments.slice:
        score = measure([generate.ci_tree(arguments.work), *code_trees.slice_trees(arguments.work)], "", missed=arguments.missed)
        print(tables.document([score], "The slice of the tests.", []))
        return
    sources = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))[arguments.set]
    failed: list[str] = []
    planted = list(trees(arguments.set, sources, arguments.work, arguments.language, failed))
    listed = arguments.missed and arguments.set == "tuning"
    scores = [measure(planted, options, missed=listed) for options in ("", CHANGE, HINTS)]
    if not arguments.no_peers:
        scores += compare(planted, Peers(arguments.work / "peers", arguments.seconds), failed)
    section = tables.document(scores, about(arguments.set, sources, planted), failed)
    print(section)
    if arguments.set == "reporting" and not arguments.no_peers and not arguments.language:
        tables.put(PAGE, section)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="folder for downloads, planted trees and peers")
    parser.add_argument("--set", choices=("reporting", "tuning"), default="reporting", help="which packages and seeds")
    parser.add_argument("--language", action="append", default=[], help="these languages alone (again for more)")
    parser.add_argument("--slice", choices=("ci",), help="the small slice of the tests, without downloads and peers")
    parser.add_argument("--seconds", type=float, default=RUN_SECONDS, help="what a peer may take for one tree (%(default)s)")
    parser.add_argument("--no-peers", action="store_true", help="ssot-check alone")
    parser.add_argument("--missed", action="store_true", help="list what is missed and what is reported wrongly (not on the reporting set)")
    return parser.parse_args()


def trees(name: str, sources: dict[str, Any], work: Path, only: Collection[str], failed: list[str]) -> Iterator[Tree]:
    """Every tree of the set of this name, in the languages `only` (all when there are none).

    The hand-written plants stand in the trees of the first seed. A language whose sources cannot be had is named in `failed`.
    """
    for seed in sources["seeds"]:
        hand_written = name if seed == sources["seeds"][0] else ""
        for package in sources["packages"] if not only or "python" in only else ():
            yield generate.python_tree(package, sources["packages"], seed, work, hand_written=hand_written)
        for language, packages in sources["code"].items():
            if not only or language in only:
                try:
                    there = hand_written if language == "shell" else ""
                    if language == "config":
                        yield code_trees.config_tree(packages, seed, work)
                    else:
                        yield code_trees.code_tree(language, packages, seed, work, hand_written=there)
                except FetchError as error:
                    failed.append(f"{language}, seed {seed}: {error}")


def measure(planted: list[Tree], option: str, *, missed: bool) -> scoring.Score:
    """ssot-check on every tree, under this option of `check` ("" for none)."""
    score = scoring.Score(f"ssot-check {option}".rstrip())
    for tree in planted:
        reports, seconds = tool.run_change(tree) if option == CHANGE else tool.run(tree.root, *option.split())
        part = scoring.Score("ssot-check")
        scoring.count(part, tree.plants, reports)
        scoring.count(score, tree.plants, reports)
        score.seconds += seconds
        for line in scoring.mistakes(tree.plants, part) if missed else ():
            print(f"{tree.root}: {option or 'default'}: {line}")
    return score


def compare(planted: list[Tree], peers: Peers, failed: list[str]) -> list[scoring.Score]:
    """Every peer on every tree that it can read; what it said is kept, so a run that was stopped goes on."""
    failed += peers.install()
    scores = []
    for name in peers.tools:
        score = scoring.Score(name)
        for tree in planted:
            language = tree.plants[0].language
            if (name in PYTHON_ONLY and language != "python") or (name in CODE_ONLY and language == "config"):
                continue
            try:
                reports, seconds = peers.run(name, tree)
            except PeerError as error:
                failed.append(f"{error} on {tree.name}")
                continue
            scoring.count(score, tree.plants, reports)
            score.seconds += seconds
            print(f"{name} on {tree.name}: {len(reports)} reports, {seconds:.0f} s", file=sys.stderr)
        scores.append(score)
    return [score for score in scores if score.kinds]


def about(name: str, sources: dict[str, Any], planted: list[Tree]) -> str:
    """Which set this is, and what it is made of."""
    groups = [sources["packages"], *sources["code"].values()]
    packages = [entry["package"] for group in groups for entry in group.values()]
    return (
        f"Set: **{name}** ({', '.join(packages)}; seeds {', '.join(map(str, sources['seeds']))}), {len(planted)} trees,\n"
        f"{sum(len(tree.plants) for tree in planted)} plants. Weights and thresholds may be fitted on the tuning set only, "
        "which has other\npackages and seeds, and other jobs in its hand-written type 4."
    )


if __name__ == "__main__":
    main()

"""Plant mutated copies and hard negatives in real code, and measure what ssot-check and its peers report.

    python benchmarks/quality/run.py [--set reporting|tuning] [--work DIR] [--no-peers]

Downloads the distributions of `sources.toml` (once), plants, runs every tool on the same trees and prints the tables.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.quality import generate, scoring, tool  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="folder for downloads and planted trees")
    parser.add_argument("--set", choices=("reporting", "tuning"), default="reporting", help="which packages and seeds")
    arguments = parser.parse_args()
    sources = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))[arguments.set]
    score = scoring.Score("ssot-check")
    for name in sources["packages"]:
        for seed in sources["seeds"]:
            tree = generate.python_tree(name, sources["packages"], seed, arguments.work)
            reports, seconds = tool.run(tree.root)
            part = scoring.Score("ssot-check")
            for target in (score, part):
                scoring.count(target, tree.plants, reports)
            print(tree.name, len(tree.plants), "plants", f"{seconds:.1f} s")
            for (language, kind, how), (lost, planted) in sorted(scoring.by_how(tree.plants, {**part.kinds, **part.false}).items()):
                if lost:
                    print("   ", language, kind, how, lost, "of", planted)
    for (language, kind), tally in sorted({**score.kinds, **score.false}.items()):
        print(f"{language:8} {kind:22} {tally.found:4} of {tally.planted:4}  gate {tally.gated:4}")
    print(f"precision {score.precision():.3f} recall {score.recall():.3f} wrong owner {score.wrong} other {score.other}")


if __name__ == "__main__":
    main()

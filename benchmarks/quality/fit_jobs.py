"""Fit the weights of rule 207 (the same job in other words) on hand-written jobs and real code, and write them.

    python benchmarks/quality/fit_jobs.py [--work DIR] [--write]

Positives are two samples of one job by different authors (`type4/`, the folders for tuning), negatives all other pairs of samples, owners
of the samples against functions of public packages, and owners of these packages against the rest of them. A few of the last are
copies; near ones are left out, the others stay in unread. Logistic regression on standardised signals. Prints what a fit to four fifths
of the jobs finds of the other fifth, for several limits; the limits themselves are a matter of judgement and stand below.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log
from pathlib import Path
from typing import Final
from zlib import crc32

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.quality.fit import logistic  # noqa: E402
from benchmarks.quality.job_pairs import Bench, Package, Pair, package, samples  # noqa: E402
from ssot_check.matching.jobs import Likeness  # noqa: E402
from ssot_check.matching.purposes import purposes  # noqa: E402

TARGET: Final = HERE.parent.parent / "ssot_check" / "matching" / "jobs.json"
PACKAGES: Final = (
    ("conan", "python"), ("prefect", "python"), ("buildbot", "python"), ("airflow", "python"), ("ansible-core", "python"),
    ("diskimage-builder", "shell"),
)  # fmt: skip
HINT: Final = 0.0
PLAIN: Final = 1.0
"""How much less is asked of an owner that plainly does the work of its domain's kind."""
FOLDS: Final = 5
LIMITS: Final = (-1.0, 0.0, 1.0, 2.0, 2.5, 3.0)
NEAR: Final = 0.6
"""From this likeness of all words on, a pair of a package is probably a copy and no negative."""
ONE_IN: Final = 4
"""Of the pairs within a package so many are one: they are many, and much alike."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="folder for the downloads")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    arguments = parser.parse_args()
    sources = tomllib.loads((HERE.parent / "real" / "sources.toml").read_text(encoding="utf-8"))
    packages = [package(name, sources[name]["package"], language, arguments.work) for name, language in PACKAGES]
    text = report(packages, [sources[name]["package"] for name, _ in PACKAGES])
    if arguments.write:
        TARGET.write_text(text, encoding="utf-8")


def report(packages: Sequence[Package], names: Sequence[str]) -> str:
    """Cross-validate, print, fit to everything; returns the data file."""
    pairs = [_Pairs(item) for item in packages]
    scores: dict[int, float] = {}
    for fold in range(FOLDS):
        intercept, weights = fit(pairs, lambda task, fold=fold: _fold(task) != fold)
        for bench in pairs:
            for pair in (*bench.among, *bench.real):
                if _fold(pair.task) == fold:
                    scores[id(pair)] = odds(intercept, weights, pair)
    intercept, weights = fit(pairs, lambda _: True)
    for bench in pairs:
        scores.update((id(pair), odds(intercept, weights, pair)) for pair in bench.within)
        for limit in LIMITS:
            print(bench.line(limit, scores))
    print(f"intercept {intercept:.3f}", *(f"{name} {value:.3f}" for name, value in weights.items()))
    return data(intercept, weights, rarity(packages), names, sum(len(item.units) for item in packages))


class _Pairs:
    """All pairs of one package."""

    def __init__(self, item: Package) -> None:
        self.name, self.size = item.name, len(item.units)
        self.written = samples(item.language)
        bench = Bench(item, self.written)
        self.among, self.real, self.within = list(bench.among_samples()), list(bench.against_real()), list(bench.within())

    def training(self, kept: Callable[[str], bool]) -> Iterable[tuple[Likeness, bool]]:
        """Of each owner and author the best pair for a positive, everything else that is no copy for a negative."""
        best: dict[tuple[str, int, str], Pair] = {}
        for pair in self.among:
            if not kept(pair.task) or not kept(pair.other):
                continue
            if not pair.same:
                yield pair.signals, False
                continue
            key = (pair.owner.location.path, pair.owner.location.line, pair.author)
            if key not in best or best[key].signals.stems < pair.signals.stems:
                best[key] = pair
        yield from ((pair.signals, True) for pair in best.values())
        yield from ((pair.signals, False) for pair in self.real if kept(pair.task))
        yield from ((pair.signals, False) for pair in self.within[::ONE_IN] if pair.signals.stems < NEAR)

    def line(self, limit: float, scores: dict[int, float]) -> str:
        """What is found from this limit on: samples of every author by their job, and units of real code."""
        planted = {item.block: item for item in self.written if item.role != "owner"}
        top: dict[tuple[str, int], tuple[float, str]] = {}
        places = {(item.author, id(item.unit)): item.block for item in self.written}
        for pair in self.among:
            if pair.owner.location.path.startswith("owned."):
                place = places[pair.author.partition(" ")[2], id(pair.copy)]
                top[place] = max(top.get(place, (-99.0, "")), (scores[id(pair)], pair.task))
        total: Counter[str] = Counter()
        found: Counter[str] = Counter()
        for place, item in planted.items():
            who = item.role if item.role == "like" else item.author
            total[who] += 1
            value, task = top.get(place, (-99.0, ""))
            found[who] += value >= limit and task == item.task
        elsewhere = [len({id(pair.copy) for pair in some if scores[id(pair)] >= limit}) for some in (self.real, self.within)]
        shares = ", ".join(f"{who} {found[who]} of {total[who]}" for who in sorted(total))
        return f"{self.name} from {limit}: {shares}; of {self.size} real units {elsewhere[0]} by samples, {elsewhere[1]} by own owners"


def fit(pairs: Sequence[_Pairs], kept: Callable[[str], bool]) -> tuple[float, dict[str, float]]:
    """Intercept and weights, for signals as they are measured."""
    found = [row for bench in pairs for row in bench.training(kept)]
    columns = list(zip(*(signals for signals, _ in found), strict=True))
    means = [statistics.fmean(column) for column in columns]
    spreads = [statistics.pstdev(column) or 1.0 for column in columns]
    rows = [[1.0, *((value - mean) / spread for value, mean, spread in zip(signals, means, spreads, strict=True))] for signals, _ in found]
    first, *rest = logistic(rows, [same for _, same in found])
    weights = [value / spread for value, spread in zip(rest, spreads, strict=True)]
    return first - sum(map(float.__mul__, weights, means)), dict(zip(Likeness._fields, weights, strict=True))


def odds(intercept: float, weights: dict[str, float], pair: Pair) -> float:
    """The odds of one pair, as a logarithm."""
    return intercept + sum(weights[name] * value for name, value in zip(Likeness._fields, pair.signals, strict=True))


def _fold(task: str) -> int:
    return crc32(task.encode()) % FOLDS


def rarity(packages: Sequence[Package]) -> dict[str, float]:
    """How rare each purpose is among the units of the packages: 1 when one has it."""
    counted = Counter(kind for item in packages for unit in item.units for kind in purposes(unit))
    total = sum(len(item.units) for item in packages)
    return {kind: max(0.0, log(total / (1 + count)) / log(total / 2)) for kind, count in sorted(counted.items())}


def data(intercept: float, weights: dict[str, float], rare: dict[str, float], names: Sequence[str], units: int) -> str:
    """The data file with its provenance."""
    written = (
        "Weights of rule 207, written by `python benchmarks/quality/fit_jobs.py --write`; not to be edited by hand. "
        "Logistic regression on the hand-written jobs of benchmarks/quality/type4 (tuning and described; not reporting) and on "
        f"{units} units of {', '.join(names)}. The odds are logarithms: from `hint` on a pair is a hint, less by `plain` "
        "for an owner that plainly does the work of its domain's kind. Rarity is that of a purpose in these packages."
    )
    found = {
        "written": written,
        "intercept": round(intercept, 4),
        "hint": HINT,
        "plain": PLAIN,
        "weights": {name: round(value, 4) for name, value in weights.items()},
        "rarity": {name: round(value, 3) for name, value in rare.items()},
    }
    return json.dumps(found, indent=2) + "\n"


if __name__ == "__main__":
    main()

"""Fit the weights of the detector's score on the tuning plants, and print them.

    python benchmarks/quality/fit.py [--work DIR] [--missed]

Logistic regression (iteratively reweighted least squares with a small ridge) on the fields of `Signals`: positives are the planted
copies of types 1 to 3 and the structural rewrites, negatives the planted ones and the best candidate of every real unit. The latter are
unread: some are real copies, so the intercept is a matter of judgement and `--missed` on the tuning set shows what it costs.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.quality import generate, model  # noqa: E402
from benchmarks.quality.pairs import Lab, Pair  # noqa: E402
from ssot_check.matching.similarity import Signals  # noqa: E402

FITTED = (model.TYPE_1, model.TYPE_2, *model.TYPE_3, model.STRUCTURE)
RIDGE = 0.05
ROUNDS = 40
SHARES = (0.001, 0.002, 0.005, 0.01, 0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work")
    parser.add_argument("--missed", action="store_true", help="list every positive under the gate with its signals")
    arguments = parser.parse_args()
    sources = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))["tuning"]
    pairs = list(samples(sources, arguments.work))
    if arguments.missed:
        for pair in pairs:
            if pair.plant is not None and pair.plant.positive and (pair.lost or pair.score < 0.8):
                print(line(pair))
    kept = [pair for pair in pairs if pair.plant is None or (not pair.plant.positive and not pair.lost) or pair.plant.kind in FITTED]
    rows = [[1.0, *astuple(pair.signals)] for pair in kept]
    truth = [pair.plant is not None and pair.plant.positive for pair in kept]
    weights = logistic(rows, truth)
    print(f"{sum(truth)} positives, {len(truth) - sum(truth)} negatives")
    for name, value in zip(["intercept", *(item.name for item in fields(Signals))], weights, strict=True):
        print(f"{name:14} {value:7.2f}")
    curve(kept, rows, weights)


def samples(sources: dict[str, dict[str, dict[str, str]]], work: Path) -> list[Pair]:
    """Pairs of every tuning tree."""
    found = []
    for name in sources["packages"]:
        for seed in sources["seeds"]:
            lab = Lab(generate.python_tree(name, sources["packages"], int(seed), work))
            found += [*lab.planted(), *lab.others()]
    return found


def line(pair: Pair) -> str:
    """One missed plant."""
    plant = pair.plant
    signals = " ".join(f"{item.name[:5]}={getattr(pair.signals, item.name):.2f}" for item in fields(pair.signals))
    about = f"{plant.kind:20} {plant.how:32}" if plant else ""
    owner = f"{pair.owner.location.path}:{pair.owner.signature.line} ({pair.owner.fingerprint.size} tokens)"
    return f"{about} {pair.lost or f'score {pair.score:.2f}':12} {signals}  {owner}"


def logistic(rows: Sequence[Sequence[float]], truth: Sequence[bool]) -> list[float]:
    """Weights by Newton's method; the intercept is not held back by the ridge."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        gradient = [0.0 if number == 0 else -RIDGE * weight for number, weight in enumerate(weights)]
        hessian = [[RIDGE if one == two and one else 0.0 for two in range(size)] for one in range(size)]
        for row, label in zip(rows, truth, strict=True):
            chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, _dot(weights, row)))))
            slope = chance * (1.0 - chance)
            for one in range(size):
                gradient[one] += (label - chance) * row[one]
                scaled = slope * row[one]
                for two in range(size):
                    hessian[one][two] += scaled * row[two]
        step = solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda number: abs(rows[number][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for number in range(size):
            if number != column:
                factor = rows[number][column] / rows[column][column]
                rows[number] = [a - factor * b for a, b in zip(rows[number], rows[column], strict=True)]
    return [rows[number][size] / rows[number][number] for number in range(size)]


def _dot(one: Sequence[float], two: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


def curve(pairs: Sequence[Pair], rows: Sequence[Sequence[float]], weights: Sequence[float]) -> None:
    """Recall by kind where a given share of the negatives would pass, for the fitted weights."""
    values = [_dot(weights, row) for row in rows]
    against = sorted(
        (value for value, pair in zip(values, pairs, strict=True) if pair.plant is None or not pair.plant.positive), reverse=True
    )
    for share in SHARES:
        threshold = against[min(len(against) - 1, int(share * len(against)))]
        parts = []
        for kind in FITTED:
            of = [value for value, pair in zip(values, pairs, strict=True) if pair.plant is not None and pair.plant.kind == kind]
            parts.append(f"{kind} {sum(value > threshold for value in of)}/{len(of)}")
        print(f"negatives passing {share:.1%} (from {threshold:.2f}): {', '.join(parts)}")


if __name__ == "__main__":
    main()

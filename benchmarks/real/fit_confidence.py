"""Fits the confidence of edited copies to what a reader said of them, and says what it is worth on repositories it was not fitted to.

    python benchmarks/real/fit_confidence.py

Reads near_copies.csv: one judged pair of units a line, with the four numbers that the model may look at. Ridge logistic
regression by Newton's method; true and accepted count 1, unsure one half. A repository with many pairs must not outvote the
others, so each pair weighs the inverse square root of their number. Nothing but the standard library is needed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from ssot_check.matching.confidence import LARGE, MIDDLE, MIN_CONFIDENCE, USUAL_SIZE

PAIRS = Path(__file__).parent / "near_copies.csv"
VALUE = {"true": 1.0, "accepted": 1.0, "unsure": 0.5, "false": 0.0}
NAMES = ("intercept", "size", "statements", "words", "containment")
RIDGE = 1.0
ROUNDS = 30
FREE = 1e-3
"""The intercept is hardly held back."""


class Pair(NamedTuple):
    """One judged pair: its repository, 1 or 0.5 or 0, and the inputs of the model, 1 first."""

    repository: str
    value: float
    inputs: tuple[float, ...]


def read() -> list[Pair]:
    """The judged pairs of near_copies.csv."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["repository"],
                VALUE[row["judgement"]],
                (
                    1.0,
                    log(min(int(row["size"]), LARGE) / USUAL_SIZE),
                    float(row["statements"]) - MIDDLE,
                    float(row["words"]) - MIDDLE,
                    float(row["containment"]) - MIDDLE,
                ),
            )
            for row in csv.DictReader(file)
        ]


def fit(pairs: Sequence[Pair]) -> list[float]:
    """The coefficients, in the order of NAMES."""
    count = Counter(pair.repository for pair in pairs)
    weights = [count[pair.repository] ** -0.5 for pair in pairs]
    mean = sum(weights) / len(weights)
    size = len(NAMES)
    found = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-(RIDGE if k else FREE) * found[k] for k in range(size)]
        curve = [[(RIDGE if k else FREE) if k == m else 0.0 for m in range(size)] for k in range(size)]
        for pair, weight in zip(pairs, weights, strict=True):
            guess = confidence(found, pair.inputs)
            for k, one in enumerate(pair.inputs):
                slope[k] += weight / mean * (pair.value - guess) * one
                for m, other in enumerate(pair.inputs):
                    curve[k][m] += weight / mean * guess * (1 - guess) * one * other
        found = [old + step for old, step in zip(found, solve(curve, slope), strict=True)]
    return found


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite here, so no row need be exchanged."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for k, row in enumerate(rows):
        for other in rows:
            if other is not row:
                factor = other[k] / row[k]
                other[:] = [a - factor * b for a, b in zip(other, row, strict=True)]
    return [row[-1] / row[k] for k, row in enumerate(rows)]


def confidence(coefficients: Sequence[float], inputs: Sequence[float]) -> float:
    """The logistic function of the weighted inputs, 0..1."""
    return 1 / (1 + exp(-sum(a * b for a, b in zip(coefficients, inputs, strict=True))))


def main() -> None:
    """Print the coefficients, and the precision on both sides of MIN_CONFIDENCE with each repository judged by a fit to the others."""
    pairs = read()
    print(f"{len(pairs)} judged edited copies of {len({pair.repository for pair in pairs})} repositories")
    for name, value in zip(NAMES, fit(pairs), strict=True):
        print(f"  {name:12} {value:6.2f}")
    kept, held = [], []
    for repository in sorted({pair.repository for pair in pairs}):
        others = fit([pair for pair in pairs if pair.repository != repository])
        for pair in pairs:
            if pair.repository == repository:
                (kept if confidence(others, pair.inputs) >= MIN_CONFIDENCE else held).append(pair.value)
    print(
        f"left out in turn: {len(kept)} reported, {sum(kept) / len(kept):.1%} true; {len(held)} held back, {sum(held) / len(held):.1%} true"
    )


if __name__ == "__main__":
    main()

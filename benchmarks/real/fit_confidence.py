"""Fits the confidence of edited copies to what a reader said of them, and says what it is worth on repositories it was not fitted to.

    python benchmarks/real/fit_confidence.py

Reads near_copies.csv: one judged pair of units a line, with the five numbers that the model may look at (`matching/confidence.py` says
what they are), as they were measured when the file was written; places are those of the releases in README.md. Ridge logistic
regression by Newton's method; true and accepted count 1, unsure one half. A repository with many pairs must not outvote the
others, so each pair weighs the inverse square root of their number. Nothing but the standard library is needed.

said.csv holds judged pairs of functions and methods that are reported, with the share of the words that each says of the other's
(`said`, the lesser of both), the same of statements (`alike`) and 1 for functions of one name. What a build would fail for by these
alone is printed, too.

doubts.csv holds judged edited copies that were reported when the tenth reading was done, with their confidence, the share of tokens
that align (`tokens`), `said` as above, how rare the shared words are (`telling`), and whether the owner stands whole with more added
(`grown`) or in a stretch (`part`): what `confidence.is_doubtful` makes hints of is printed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from ssot_check.matching.confidence import LONG_RUN, MIDDLE, MIN_CONFIDENCE, MIN_PART, MOST_TOKENS, MOST_TOLD, MUTUAL, SURE, USUAL_RUN

PAIRS = Path(__file__).parent / "near_copies.csv"
SAID = Path(__file__).parent / "said.csv"
DOUBTS = Path(__file__).parent / "doubts.csv"
TRUE_SHARE = 0.90
"""What one would like of the edited copies that fail a build, an unsure one counted half."""
VALUE = {"true": 1.0, "accepted": 1.0, "unsure": 0.5, "false": 0.0}
NAMES = ("intercept", "callees", "run", "literals", "telling", "names")
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
                    float(row["callees"]) - MIDDLE,
                    log(min(max(int(row["run"]), 1), LONG_RUN) / USUAL_RUN),
                    float(row["literals"]) - MIDDLE,
                    float(row["telling"]) - MIDDLE,
                    float(row["names"]),
                ),
            )
            for row in csv.DictReader(file)
        ]


class Said(NamedTuple):
    """One judged pair that is reported: what both say and which statements both have (shares, 0..1), and 1 for functions of one name."""

    repository: str
    value: float
    said: float
    alike: float
    named: bool


class Doubt(NamedTuple):
    """One judged pair: the judged value, and whether it is a hint for the doubts alone."""

    value: float
    doubtful: bool


class Limits(NamedTuple):
    """From where on a pair would fail a build; with so many `statements` on both sides, or one name, `half` would do."""

    most: float
    half: float
    statements: float


def read_said() -> list[Said]:
    """The pairs of said.csv."""
    with SAID.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Said(row["repository"], VALUE[row["judgement"]], float(row["said"]), float(row["alike"]), row["named"] == "1") for row in rows]


def read_doubts() -> list[Doubt]:
    """The pairs of doubts.csv."""
    with DOUBTS.open(encoding="utf-8", newline="") as file:
        return [Doubt(VALUE[row["judgement"]], is_doubtful(row)) for row in csv.DictReader(file)]


def is_doubtful(row: Mapping[str, str]) -> bool:
    """What `confidence.is_doubtful` says of a pair with these numbers."""
    if row["part"] == "1":
        return float(row["confidence"]) < MIN_PART
    apart = float(row["tokens"]) < MOST_TOKENS and float(row["said"]) < MUTUAL and float(row["telling"]) < MOST_TOLD
    return row["grown"] == "0" and apart and float(row["confidence"]) < SURE


def failing(pairs: Sequence[Said], limits: Limits) -> list[Said]:
    """The pairs that would fail a build."""
    return [pair for pair in pairs if pair.said >= (limits.half if pair.named or pair.alike >= limits.statements else limits.most)]


def limits(pairs: Sequence[Said]) -> Limits:
    """Those that let most true pairs fail a build while TRUE_SHARE of what fails one is true."""
    steps = [tenth / 20 for tenth in range(6, 20)]
    asked = [Limits(*values) for values in product(steps, steps, (0.6, 0.7, 0.8, 0.9))]
    good = [item for item in asked if (kept := failing(pairs, item)) and share(kept) >= TRUE_SHARE]
    return max(good, key=lambda item: sum(pair.value == 1 for pair in failing(pairs, item)))


def share(pairs: Sequence[Said] | Sequence[Doubt]) -> float:
    """How many of them are true; an unsure one is half."""
    return sum(pair.value for pair in pairs) / max(1, len(pairs))


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


def left_out(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    """(confidence, judged value) of every pair, by a fit to the other repositories; most confident first."""
    found = []
    for repository in sorted({pair.repository for pair in pairs}):
        others = fit([pair for pair in pairs if pair.repository != repository])
        found += [(confidence(others, pair.inputs), pair.value) for pair in pairs if pair.repository == repository]
    return sorted(found, reverse=True)


def area(ranked: Sequence[tuple[float, float]]) -> float:
    """Area under the ROC curve: how often a true pair stands before a false one. An unsure pair is half of each."""
    before = wins = 0.0
    for _, value in ranked:
        wins += (1 - value) * (before + value / 2)
        before += value
    return wins / (before * sum(1 - value for _, value in ranked))


def main() -> None:
    """Print the coefficients, and what the model is worth with each repository judged by a fit to the others."""
    pairs = read()
    print(f"{len(pairs)} judged edited copies of {len({pair.repository for pair in pairs})} repositories")
    for name, value in zip(NAMES, fit(pairs), strict=True):
        print(f"  {name:12} {value:6.2f}")
    ranked = left_out(pairs)
    print(f"left out in turn: area under the ROC curve {area(ranked):.2f}")
    print("  from  reported  true   of all true   held back  true")
    for least in sorted({MIN_CONFIDENCE, 0.65, 0.70, 0.75, 0.80, 0.85}):
        kept = [value for guess, value in ranked if guess >= least]
        held = [value for guess, value in ranked if guess < least]
        shares = (sum(kept) / max(1, len(kept)), sum(kept) / sum(kept + held), sum(held) / max(1, len(held)))
        print(f"  {least:.2f}  {len(kept):8}  {shares[0]:4.0%}  {shares[1]:12.0%}  {len(held):9}  {shares[2]:4.0%}")
    said = read_said()
    repositories = sorted({pair.repository for pair in said})
    chosen = {name: limits([pair for pair in said if pair.repository != name]) for name in repositories}
    out = [pair for name in repositories for pair in failing([pair for pair in said if pair.repository == name], chosen[name])]
    for about, kept in (("left out in turn", out), ("by one choice for all", failing(said, limits(said)))):
        certain, rest = sum(pair.value == 1 for pair in kept), [pair for pair in said if pair not in kept]
        print(f"{len(said)} reported pairs, {share(said):.0%} true. By what each says of the other,")
        print(f"  limits {about}: {len(kept)} would fail a build")
        print(f"  {share(kept):.0%} true, {certain / len(kept):.0%} without half points; {share(rest):.0%} of the {len(rest)} others")
        print(f"  {certain} of {sum(pair.value == 1 for pair in said)} true ones")
    doubts = read_doubts()
    for about, some in (
        ("reported", [pair for pair in doubts if not pair.doubtful]),
        ("doubtful", [pair for pair in doubts if pair.doubtful]),
    ):
        certain = sum(pair.value == 1 for pair in some)
        print(f"of {len(doubts)} edited copies {len(some)} {about}: {share(some):.0%} true, {certain / len(some):.0%} without half points")


if __name__ == "__main__":
    main()

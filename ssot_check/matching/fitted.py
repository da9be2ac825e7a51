"""What was fitted on data: how much the signals of one job count, and from where on it is told. Stands in `jobs.json`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ssot_check.matching.tables import table
from ssot_check.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by signal, rarity of each purpose in public code, and the odds (as logarithms) from which a pair is a hint.

    The limit is less by `plain` for an owner that plainly does the work of its domain's kind.
    """

    intercept: float
    weights: Mapping[str, float]
    rarity: Mapping[str, float]
    hint: float
    plain: float


@cache
def fitted() -> Fitted:
    """Read once."""
    data = table("jobs.json")
    return Fitted(data["intercept"], data["weights"], data["rarity"], data["hint"], data["plain"])

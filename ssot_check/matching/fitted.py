"""What was fitted on data: how much the signals of one job count, and from where on it is told. Stands in `jobs.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

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
    data = tomllib.loads(files("ssot_check.matching").joinpath("jobs.toml").read_text(encoding="utf-8"))
    return Fitted(data["intercept"], data["weights"], data["rarity"], data["hint"], data["plain"])

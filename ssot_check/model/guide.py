"""What the guideline documents are made of: the registry, and what its owners provide."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.answer import Answer
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Registry


@dataclass(frozen=True, slots=True)
class Guide:
    """`provided` are the owned units and files of each domain by its name, exported ones first, then by place.

    `examples` are (file, line of code) pairs by domain: how the repository itself uses what is exported.
    """

    registry: Registry
    provided: Mapping[str, tuple[Answer, ...]]
    problems: tuple[Problem, ...] = ()
    examples: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

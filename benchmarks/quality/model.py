"""What the generator makes: functions found in real code, plants made of them, and the truth about each plant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

TYPE_1: Final = "type 1"
TYPE_2: Final = "type 2"
TYPE_3: Final = ("type 3, 10 %", "type 3, 30 %", "type 3, 50 %")
STRUCTURE: Final = "structural rewrite"
TYPE_4: Final = "type 4"
SPLIT: Final = "split over two"
MERGED: Final = "two merged"
INSIDE: Final = "inside a longer one"
POSITIVE: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, TYPE_4, SPLIT, MERGED, INSIDE)

NEGATIVE: Final = ("same name", "same shape", "same plumbing", "wrapper", "stub", "test code", "same words")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `first` to `last` of a file, from 1, both included; `path` is relative to the tree, with slashes."""

    path: str
    first: int
    last: int

    def shared(self, other: Span) -> int:
        """Number of lines that lie in both."""
        if self.path != other.path:
            return 0
        return max(0, min(self.last, other.last) - max(self.first, other.first) + 1)

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Function:
    """A function of real code. `text` is dedented source; `imports` are the import lines of its file that it needs.

    `scope` is the class of a method ("" for a function); `statements` counts them at any depth, documentation left out.
    """

    span: Span
    name: str
    text: str
    statements: int
    language: str
    imports: tuple[str, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to plant, with the import lines it needs. `target` names a file of its own; "" leaves the choice to the planter.

    `head` is what a file of its own begins with: it is no part of the plant.
    """

    text: str
    imports: tuple[str, ...] = ()
    target: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plant before it has a place. `how` says which mutation was applied, for the analysis of what is missed."""

    kind: str
    how: str
    owners: tuple[Function, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Plant:
    """What stands in the planted tree: where, made of which owners, and whether it ought to be reported."""

    number: int
    kind: str
    how: str
    language: str
    owners: tuple[Span, ...]
    places: tuple[Span, ...]

    @property
    def positive(self) -> bool:
        """True when it is a copy, which ought to be reported."""
        return self.kind in POSITIVE


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that a tool said: these places are copies of each other. `gate` is false for what is only information."""

    places: tuple[Span, ...]
    gate: bool = True
    owner: Span | None = None
    code: str = ""
    score: float = 0.0


@dataclass(slots=True)
class Tally:
    """Counts for one kind of plant and one tool."""

    planted: int = 0
    found: int = 0
    gated: int = 0
    missed: list[int] = field(default_factory=list)

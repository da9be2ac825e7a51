"""Reports of a tool against the truth: recall by kind of plant, precision over what was planted, F1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.quality.model import INSIDE, MERGED, Plant, Report, Span, Tally

COPY_SHARE: Final = 0.5
"""A report must cover this share of the copied lines of a plant, or lie in it with this share of its own lines and two thirds as many."""
OWNER_SHARE: Final = 0.3
HEADER_LINES: Final = 3
"""A report that names the owner by its first line hits when that line is within so many lines of it (decorators)."""


@dataclass(slots=True)
class Score:
    """All counts of one tool on one or more trees. `other` counts reports on code that nobody planted: it is not judged."""

    tool: str
    kinds: dict[tuple[str, str], Tally] = field(default_factory=dict)
    false: dict[tuple[str, str], Tally] = field(default_factory=dict)
    wrong: int = 0
    other: int = 0
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """Positive plants that were reported with the right owner."""
        return sum(tally.found for tally in self.kinds.values())

    @property
    def alarms(self) -> int:
        """Negative plants reported, and positive ones reported with a wrong owner only."""
        return sum(tally.found for tally in self.false.values()) + self.wrong

    def precision(self, *, gate: bool = False) -> float:
        """Share of the reported plants that ought to be."""
        found = sum(tally.gated for tally in self.kinds.values()) if gate else self.found
        alarms = sum(tally.gated for tally in self.false.values()) + self.wrong if gate else self.alarms
        return found / (found + alarms) if found + alarms else 0.0

    def recall(self) -> float:
        """Share of the positive plants that are reported."""
        planted = sum(tally.planted for tally in self.kinds.values())
        return self.found / planted if planted else 0.0

    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision() + self.recall()
        return 2 * self.precision() * self.recall() / total if total else 0.0


def count(score: Score, plants: Sequence[Plant], reports: Sequence[Report]) -> None:
    """Add one tree's reports to the score."""
    by_path: dict[str, list[Report]] = {}
    for report in reports:
        for path in {place.path for place in report.places}:
            by_path.setdefault(path, []).append(report)
    used: set[int] = set()
    for plant in plants:
        near = [report for path in sorted({place.path for place in plant.places}) for report in by_path.get(path, ())]
        touching = [report for report in near if _covers(plant, report)]
        used.update(map(id, touching))
        hits = [report for report in touching if names_owner(plant.owners, report)]
        table = score.kinds if plant.positive else score.false
        tally = table.setdefault((plant.language, plant.kind), Tally())
        tally.planted += 1
        tally.found += bool(hits)
        tally.gated += any(report.gate for report in hits)
        if plant.positive and touching and not hits and any(report.owner for report in touching):
            score.wrong += 1
        if plant.positive != bool(hits):
            tally.missed.append(plant.number)
    score.other += sum(id(report) not in used for report in reports)


def _covers(plant: Plant, report: Report) -> bool:
    return any(_alike(place, said, _copied(plant, place)) for place in plant.places for said in report.places if said.path == place.path)


def _copied(plant: Plant, place: Span) -> int:
    """How many lines of the place are the copy: in a longer function or a merged one, as many as one owner has."""
    return min(place.lines, *(owner.lines for owner in plant.owners)) if plant.kind in {INSIDE, MERGED} else place.lines


def _alike(place: Span, said: Span, copied: int) -> bool:
    shared = place.shared(said)
    return shared >= COPY_SHARE * copied or (shared >= COPY_SHARE * said.lines and 3 * shared >= copied)


def names_owner(owners: Iterable[Span], report: Report) -> bool:
    """True when one of the owners is what the report says was copied."""
    for owner in owners:
        if report.owner is not None:
            if _same_place(owner, report.owner):
                return True
        elif any(owner.shared(said) >= OWNER_SHARE * owner.lines for said in report.places):
            return True
    return False


def _same_place(owner: Span, said: Span) -> bool:
    """True when the place begins in the owner, or is a class that has little else than the owner."""
    if said.path != owner.path:
        return False
    return owner.first - HEADER_LINES <= said.first <= owner.last or (owner.shared(said) == owner.lines and 2 * owner.lines >= said.lines)


def mistakes(plants: Iterable[Plant], score: Score) -> Iterator[str]:
    """One line for each copy that was missed and each negative that was reported."""
    for plant in plants:
        tally = {**score.kinds, **score.false}[plant.language, plant.kind]
        if plant.number in tally.missed:
            place, owner = plant.places[0], plant.owners[0]
            word = "missed" if plant.positive else "false"
            yield f"{word:6} {plant.kind}, {plant.how}: {place.path}:{place.first}-{place.last} of {owner.path}:{owner.first}-{owner.last}"

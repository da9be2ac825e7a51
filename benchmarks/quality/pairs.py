"""What the detector measures of each plant and its owner: for the fit of the score, and for the question why one was missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.quality.model import Plant, Span
from benchmarks.quality.planting import Tree
from ssot_check.matching.candidates import RareIndex
from ssot_check.matching.haystack import Haystack, Owned, is_allowed, owned_units
from ssot_check.matching.search import RARE_COUNT, RARE_SHARE
from ssot_check.matching.similarity import Signals, measure, score
from ssot_check.matching.weights import Weights
from ssot_check.model.config import Config
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.scan import scan

MEASURED = ("function", "method", "class", "script block")


@dataclass(frozen=True, slots=True)
class Pair:
    """An owner and a unit that may be its copy. `plant` is None for real code; `lost` says what keeps the search from asking."""

    plant: Plant | None
    owner: Unit
    unit: Unit
    signals: Signals
    score: float
    lost: str = ""


class Lab:
    """One planted tree as the detector sees it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.project: Project = scan(Config(root=tree.root, jobs=2))
        families = {name: language.family or name for name, language in claims().by_name.items()}
        self.hay = Haystack(self.project.registry, self.project.files, self.project.owners, families)
        self.owned = owned_units(self.hay)
        units = (unit for path in sorted(self.project.files) for unit in self.project.files[path].units)
        self.weights = Weights(units, {feature for item in self.owned for feature in item.unit.fingerprint.features})
        cap = max(RARE_COUNT, int(self.weights.total * RARE_SHARE))
        features = [item.unit.fingerprint.features for item in self.owned]
        self.index = RareIndex(features, self.weights.rarity(cap))

    def planted(self) -> Iterator[Pair]:
        """The best pair of every plant that stands in one place of a file that was read, by number."""
        for plant in self.tree.plants:
            found = [
                self._pair(plant, owner, unit, file)
                for place in plant.places
                if (file := self.project.files.get(place.path)) is not None
                for unit in _units(file, place)
                for span in plant.owners
                for owner in self._owners(span)
            ]
            if found:
                yield max(found, key=lambda pair: (not pair.lost, pair.score))

    def _owners(self, span: Span) -> list[Owned]:
        return [item for item in self.owned if item.unit.location.path == span.path and span.first <= item.unit.signature.line <= span.last]

    def _pair(self, plant: Plant | None, owner: Owned, unit: Unit, file: ParsedFile) -> Pair:
        signals = measure(owner.unit, unit, self.weights)
        lost = ""
        if not is_allowed(self.hay, owner, unit, file):
            lost = "refused"
        elif self.owned.index(owner) not in set(self.index.candidates(unit.fingerprint.features)):
            lost = "no candidate"
        return Pair(plant, owner.unit, unit, signals, score(signals), lost)

    def others(self) -> Iterator[Pair]:
        """For every unit of real code its best candidate that is no copy by digest: taken for negatives, unread."""
        planted = [place for plant in self.tree.plants for place in plant.places]
        by_path: dict[str, list[Span]] = {}
        for place in planted:
            by_path.setdefault(place.path, []).append(place)
        for path in sorted(self.project.files):
            file = self.project.files[path]
            for unit in file.units:
                here = Span(path, unit.location.line, unit.location.end_line)
                if unit.kind.value in MEASURED and not any(here.shared(place) for place in by_path.get(path, ())):
                    pair = self._best_other(unit, file)
                    if pair is not None:
                        yield pair

    def _best_other(self, unit: Unit, file: ParsedFile) -> Pair | None:
        found = [
            self._pair(None, owner, unit, file)
            for number in self.index.candidates(unit.fingerprint.features)
            if (owner := self.owned[number]).unit.fingerprint.renamed != unit.fingerprint.renamed
            and is_allowed(self.hay, owner, unit, file)
        ]
        return max(found, key=lambda pair: pair.signals.containment + pair.signals.alignment, default=None)


def _units(file: ParsedFile, place: Span) -> list[Unit]:
    """Units that share lines with the plant, and lie in it or hold it."""
    return [
        unit
        for unit in file.units
        if place.shared(Span(file.path, unit.location.line, unit.location.end_line)) * 2 > place.lines
        or (place.first <= unit.location.line and unit.location.end_line <= place.last)
    ]

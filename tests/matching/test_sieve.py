"""A sieve lets every unit through that a search finds to be a copy of an owner that changed, whatever was known of its features."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ssot_check.matching.anew import NoReasons
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.search import Queries
from ssot_check.matching.sieve import Sieve
from ssot_check.matching.tally import Counts, Tally
from ssot_check.matching.weights import Weights, weigh
from ssot_check.model.sketch import Sketch
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP
from tests.matching.test_ready import NAMES, TEXTS, a_project, sums

KINDS = (UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS, UnitKind.SCRIPT)


def a_repository(chance: random.Random) -> Haystack:
    """Among strangers some that hold what an owner holds, more or less, under any name."""
    hay = a_project(chance)
    files = dict(hay.files)
    for number in range(12):
        path = f"web/{number}.py"
        lines = chance.choice(TEXTS).strip("\n").split("\n")
        kept = "\n".join(line for line in lines if chance.random() < 0.8 or line.startswith("    "))
        more = a_unit(chance.choice(NAMES), f"\n{kept}\n", path, kind=chance.choice(KINDS))
        files[path] = replace(files[path], units=(*files[path].units, more), test=chance.random() < 0.2)
    return replace(hay, files=files)


def known_of(whole: Counts, chance: random.Random) -> Counts:
    """The sums without what they say of some features, as if nobody had asked for them."""
    lost = {feature for tally in whole.groups.values() for feature in tally.features if chance.random() < 0.5}
    groups = {
        name: Tally(tally.units, {key: count for key, count in tally.features.items() if key not in lost}, tally.words)
        for name, tally in whole.groups.items()
    }
    return replace(whole, groups=groups)


def all_words(hay: Haystack, counts: Counts) -> Counts:
    (weights,) = weigh(hay, [item.unit for item in owned_units(hay)]).values()
    groups = {name: Tally(tally.units, tally.features, weights.tallies[name].words) for name, tally in counts.groups.items()}
    return replace(counts, groups=groups)


@pytest.mark.parametrize("seed", range(30))
def test_what_a_search_finds_falls_through_and_features_are_counted(seed: int) -> None:
    chance = random.Random(seed)
    hay = a_repository(chance)
    owned, whole = owned_units(hay), all_words(hay, sums(hay))
    sieve = Sieve(owned, known_of(whole, chance))
    let_through: set[int] = set()
    for file in hay.files.values():
        sketches = [Sketch.of(unit) for unit in file.units]
        sieve.count(sketches)
        pairs = zip(file.units, sketches, strict=True)
        let_through.update(id(unit) for unit, sketch in pairs if sieve.lets_through(sketch, test=file.test))
    counted = sieve.counts()
    assert _nonzero(counted) == _nonzero(whole)
    queries = Queries(hay, Weights.counted(whole.groups), owned, NoReasons(), lambda: Jobs(whole.stems, whole.functions))
    found = [unit for file in hay.files.values() for unit in file.units if queries.best(unit, file)]
    assert found
    assert sieve.is_open or all(id(unit) in let_through for unit in found)


def test_most_strangers_are_held_back() -> None:
    hay = a_project(random.Random(1))
    sieve = Sieve(owned_units(hay), all_words(hay, sums(hay)))
    strange = [unit for path, file in hay.files.items() if path.startswith("web/") for unit in file.units]
    assert sum(sieve.lets_through(Sketch.of(unit), test=False) for unit in strange) < len(strange) / 2
    assert all(sieve.lets_through(Sketch.of(_copy(text)), test=False) for text in (SETUP, RENAMED, EDITED, OTHER))
    assert not any(sieve.lets_through(Sketch.of(_copy(text)), test=True) for text in (SETUP, RENAMED, EDITED, OTHER))


def test_a_clone_counts_once_with_all_its_clones() -> None:
    hay = a_project(random.Random(2))
    whole = sums(hay)
    nothing = replace(whole, groups={name: Tally(tally.units, {}, tally.words) for name, tally in whole.groups.items()})
    sieve = Sieve(owned_units(hay), nothing)
    for _ in range(3):
        sieve.count([Sketch.of(_copy(SETUP))])
    assert {count for tally in sieve.counts().groups.values() for count in tally.features.values()} == {1}


def _copy(text: str) -> Unit:
    return a_unit("prepare", text, "web/copy.py")


def _nonzero(counts: Counts) -> dict[str, dict[int, int]]:
    return {name: {key: count for key, count in tally.features.items() if count} for name, tally in counts.groups.items()}

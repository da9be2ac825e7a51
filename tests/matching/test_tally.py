"""Sums that units were taken out of and put into are those of the units that are left, clones included."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest

from ssot_check.matching.tally import Counts, Keys, counts, tallied
from ssot_check.matching.unasked import unasked
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP

TEXTS = (SETUP, RENAMED, EDITED, OTHER, OTHER.replace("price", "weight"), SETUP.replace("logging.", "journal."), "\nreturn $one.two()\n")
KINDS = (UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.SCRIPT)


def some(chance: random.Random, path: str) -> list[Unit]:
    """Up to three units, most of which stand elsewhere too, under one name or another, as one kind or another."""
    return [a_unit(f"unit_{number}", chance.choice(TEXTS), path, kind=chance.choice(KINDS)) for number in range(chance.randrange(4))]


def sums(units: Sequence[Unit], asked: Keys) -> Counts:
    return counts(units, tallied(units, asked.features), asked.words)


def told(found: Counts, keys: Keys) -> object:
    groups = {
        name: (
            tally.units,
            {key: tally.features[key] for key in keys.features if tally.features.get(key)},
            {word: tally.words[word] for word in keys.words if tally.words.get(word)},
        )
        for name, tally in found.groups.items()
    }
    return {name: tally for name, tally in groups.items() if tally[0]}, found.stems, found.functions


@pytest.mark.parametrize("seed", range(40))
def test_what_is_moved_is_what_is_counted_anew(seed: int) -> None:
    chance = random.Random(seed)
    files = {path: some(chance, path) for path in ("a.py", "b.py", "c.py", "d.py")}
    asked = Keys.of(unit for units in files.values() for unit in units)
    before = [unit for units in files.values() for unit in units]
    left, come = files.pop("a.py"), some(chance, "a.py")
    others = [unit for units in files.values() for unit in units]

    def clones(form: str) -> Iterable[Unit]:
        assert form in {unit.fingerprint.renamed for unit in others}
        return others

    moved = sums(before, asked).moved(left, come, clones)
    assert moved is not None
    assert told(moved, asked) == told(sums([*others, *come], asked), asked)


@pytest.mark.parametrize("seed", range(40))
def test_with_what_the_sums_leave_out_every_word_has_its_number(seed: int) -> None:
    chance = random.Random(seed)
    files = {path: some(chance, path) for path in ("a.py", "b.py", "c.py", "d.py")}
    before = [unit for units in files.values() for unit in units]
    left, come = files.pop("a.py"), [*some(chance, "a.py"), a_unit("new", "\nnobody.said(this)\n", "a.py")]
    others = [unit for units in files.values() for unit in units]
    weights, asked = {"python": Weights(before, ())}, Keys(frozenset(), frozenset(("logging",)))
    kept = {"python": sums(before, asked)}
    assert all(tally.words.keys() <= asked.words for tally in kept["python"].groups.values())
    moved = unasked(weights, kept)["python"].beside(kept["python"], [*left, *come]).moved(left, come, lambda _: others, every=True)
    assert moved is not None
    everything = Keys(frozenset(), Keys.of([*left, *come]).words)
    assert told(moved, everything) == told(sums([*others, *come], everything), everything)


def test_what_has_clones_that_nobody_knows_is_not_told() -> None:
    one, two = a_unit("one", SETUP, "a.py"), a_unit("two", SETUP, "b.py")
    known = sums([one, two], Keys.of([one, two]))
    assert known.moved([one], []) is None
    assert known.moved([one], [], lambda _: None) is None
    assert known.moved([one, two], []) is not None
    assert known.moved([one], [a_unit("other", SETUP, "a.py")]) is not None

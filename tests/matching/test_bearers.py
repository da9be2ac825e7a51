"""How many bear a name is known after an edit without the other files, or is said not to be."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from ssot_check.matching.bearers import bearers
from ssot_check.matching.hierarchy import USUAL_NAME, Hierarchy, bearers_of
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_parsed_file, a_unit

NAMES = ("load", "store", "close")
NESTED = frozenset((Trait.NESTED,))


def a_file(chance: random.Random, path: str) -> ParsedFile:
    units = [a_function(chance, path) if chance.random() < 0.5 else a_method(chance, path) for _ in range(chance.randrange(5))]
    return a_parsed_file(path, units=tuple(units))


def a_function(chance: random.Random, path: str) -> Unit:
    return a_unit(chance.choice(NAMES), "$a()\n", path, traits=chance.choice((frozenset[Trait](), NESTED)))


def a_method(chance: random.Random, path: str) -> Unit:
    return a_unit(chance.choice(NAMES), "$a()\n", path, kind=UnitKind.METHOD, scope=chance.choice(("Store", "Cache")))


@pytest.mark.parametrize("seed", range(60))
def test_after_an_edit_it_is_what_is_counted_anew_or_not_known(seed: int) -> None:
    chance = random.Random(seed)
    files = {path: a_file(chance, path) for path in ("a/one.go", "a/two.go", "b/one.go", "c/one.go")}
    changed = chance.sample(sorted(files), 2)
    now = {**files, **{path: a_file(chance, path) for path in changed}}
    count = bearers(files.values()).since([files[path] for path in changed], [now[path] for path in changed])
    counted = bearers_of(now.values())[1]
    for name in NAMES:
        assert count(False, name) == counted.get((False, name), 0)
        assert count(True, name) in (None, counted.get((True, name), 0))


@pytest.mark.parametrize("seed", range(60))
def test_what_is_moved_is_what_is_counted_anew_where_it_is_known(seed: int) -> None:
    chance = random.Random(seed)
    files = {path: a_file(chance, path) for path in ("a/one.go", "a/two.go", "b/one.go")}
    fresh = a_parsed_file("b/one.go", units=tuple(a_function(chance, "b/one.go") for _ in range(3)))
    methods = tuple(unit for unit in files["b/one.go"].units if unit.kind is UnitKind.METHOD)
    now = a_parsed_file("b/one.go", units=(*fresh.units, *methods))
    kept = bearers(files.values())
    assert kept.moved([files["b/one.go"]], [now]) == bearers([files["a/one.go"], files["a/two.go"], now])
    other = a_parsed_file("b/one.go", units=(*now.units, type_in("b/one.go")))
    assert kept.moved([files["b/one.go"]], [other]) is None


def test_of_a_method_that_came_it_is_not_known_and_all_files_are_asked() -> None:
    before = {f"{number}/a.go": a_parsed_file(f"{number}/a.go", units=(type_in(f"{number}/a.go"),)) for number in range(USUAL_NAME)}
    came = a_parsed_file("0/b.go", units=(type_in("0/b.go"), a_unit("Close", "$a()\n", "0/b.go", kind=UnitKind.METHOD, scope="Store")))
    count = bearers(before.values()).since([], [came])
    assert (count(True, "Open"), count(True, "Close"), count(True, "Push")) == (None, None, 0)
    assert usual("Open", {**before, came.path: came}, came)
    assert not usual("Close", {**before, came.path: came}, came)


def type_in(path: str) -> Unit:
    return a_unit("Open", "$a()\n", path, kind=UnitKind.METHOD, scope="Store")


def usual(name: str, files: Mapping[str, ParsedFile], came: ParsedFile) -> bool:
    kept = bearers(file for file in files.values() if file is not came)
    return Hierarchy(files, kept.since([], [came])).is_usual(name)

"""What is kept of the owners names every owner of which a search finds a copy, whatever has come and gone since."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ssot_check.matching import anew
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.ready import Ready, ready
from ssot_check.matching.search import might_match
from ssot_check.matching.tally import Counts
from ssot_check.matching.weights import Weights, summed, weigh
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.pipeline.again import owners
from ssot_check.pipeline.again.hushed import replaced, silent_units
from tests.builders import a_domain, a_parsed_file, a_unit
from tests.matching.haystacks import EDITED, OTHER, RENAMED, SETUP, a_haystack, searched

TEXTS = (SETUP, RENAMED, EDITED, OTHER, OTHER.replace("price", "weight"), SETUP.replace("$quiet", "$loud").replace("logging.", "journal."))
NAMES = ("setup_logging", "prepare", "total", "start_journal", "configure", "invoices")


def a_project(chance: random.Random) -> Haystack:
    """Two owners of domains of a known kind and of none, and a dozen others."""
    owners = [a_unit("setup_logging", SETUP, "app/log.py"), a_unit("invoices", OTHER, "app/money.py")]
    plain = [a_unit(f"plain_{number}", _plain(chance), f"web/{number}.py") for number in range(12)]
    owned = {"app/log.py": ("logging",), "app/money.py": ("money",)}
    return a_haystack(*owners, *plain, owners=owned, domains=(a_domain("logging"), a_domain("money")))


def _plain(chance: random.Random) -> str:
    words = chance.sample(("row", "table", "logging", "root", "handler", "price", "level", "queue", "value", "count"), 4)
    lines = [f"${word} = {chance.choice(words)}.{chance.choice(words)}($given, {chance.randrange(9)})" for word in words]
    return "\n" + "\n".join(chance.choices(lines, k=6)) + f"\nreturn ${words[0]}\n"


def sums(hay: Haystack) -> Counts:
    units = [item.unit for item in owned_units(hay)]
    (counts,) = summed(hay, weigh(hay, units), units).values()
    return counts


@pytest.mark.parametrize("seed", range(24))
def test_every_owner_that_a_search_finds_copied_is_named(seed: int) -> None:
    chance = random.Random(seed)
    hay = a_project(chance)
    counts, owned = sums(hay), owned_units(hay)
    kept = ready(owned, counts, dict(enumerate(hay.files.values())))
    seen = 0
    for _ in range(8):
        path = f"web/{chance.randrange(12)}.py"
        before, after = list(hay.files[path].units), [_fresh(chance, path)]
        moved = counts.moved(before, after)
        if moved is None:
            continue
        now = replace(hay, files={**hay.files, path: a_parsed_file(path, units=tuple(after))})
        found = _named(kept, before, after, now, path)
        for number, item in enumerate(owned):
            matched = might_match(now, [path], [item], {item.family: Weights.counted(moved.groups)}, {item.family: _jobs(moved)})
            seen += matched
            assert not matched or number in found
    assert seen


@pytest.mark.parametrize("seed", range(8))
def test_sums_about_more_are_those_that_are_asked_for_at_once(seed: int) -> None:
    chance = random.Random(seed)
    hay = a_project(chance)
    kept = ready(owned_units(hay), sums(hay), dict(enumerate(hay.files.values())))
    units = [unit for file in hay.files.values() for unit in file.units]
    chance.shuffle(units)
    place = chance.randrange(len(units))
    assert kept.counts(units[place:], kept.counts(units[:place])) == kept.counts(units)


@pytest.mark.parametrize("seed", range(24))
def test_a_silent_unit_is_asked_about_every_owner_of_which_it_came_to_be_a_copy(seed: int) -> None:
    """Beside an edited unit, in its file, stand others that are what they were."""
    chance = random.Random(seed)
    hay = a_project(chance)
    path, function = "web/0.py", UnitKind.FUNCTION
    steady = [a_unit(chance.choice(NAMES), _plain(chance), path) for _ in range(5)] + [_fresh(chance, path, function)] * (seed % 4 == 0)
    hay = replace(hay, files={**hay.files, path: a_parsed_file(path, units=(*steady, _fresh(chance, path, function)), digest="the first")})
    counts, owned, paths = sums(hay), owned_units(hay), list(hay.files)
    answers = anew.searched(hay, weigh(hay, [item.unit for item in owned]), owned)
    (silence,) = answers.silences.values()
    known = anew.numbered(hay, owned, silence, {name: number for number, name in enumerate(paths)})
    kept = ready(owned, counts, dict(enumerate(hay.files.values())))
    for _ in range(6):
        after = a_parsed_file(path, units=(*steady, _fresh(chance, path, function)))
        now, before = replace(hay, files={**hay.files, path: after}), hay.files[path].units
        silent = silent_units(known, {path: hay.files[path]}, {path: after}, paths)
        assert len(silent) == len(steady) - sum(number < len(steady) for number in known.of(paths.index(path)) or ())
        part = kept.counts((*before, *after.units))
        moved, whole = part.moved(before, after.units), counts.moved(before, after.units)
        if moved is None or whole is None:
            continue
        found = kept.suspects(part, moved, [after], silent)
        less = owners._told(kept, *replaced(before, after.units), after.units, silent, lambda _: None)
        assert less is not None
        assert kept.suspects(*less, [after], silent) == found
        for number, item in enumerate(owned):
            asked = now, [path], [item], {item.family: Weights.counted(whole.groups)}, {item.family: _jobs(whole)}
            matched = [unit for unit in after.units if might_match(*asked, {id(unit)})]
            assert bool(matched) is might_match(*asked)
            assert found is None or all(number in found.get(id(unit), ()) for unit in matched)


def _fresh(chance: random.Random, path: str, kind: UnitKind | None = None) -> Unit:
    text = chance.choice((*TEXTS, _plain(chance)))
    kept = [line for line in text.split("\n") if chance.random() < 0.9]
    return a_unit(
        chance.choice(NAMES), "\n".join(kept), path, kind=kind or chance.choice((UnitKind.FUNCTION, UnitKind.SCRIPT, UnitKind.CLASS))
    )


def _jobs(counts: Counts) -> Jobs:
    return Jobs(counts.stems, counts.functions)


def _named(kept: Ready, before: Sequence[Unit], after: Sequence[Unit], hay: Haystack, path: str) -> frozenset[int]:
    known = kept.counts((*before, *after))
    now = known.moved(before, after)
    assert now is not None
    found = kept.suspects(known, now, [hay.files[path]])
    return frozenset(range(len(kept.paths)) if found is None else frozenset[int]().union(*found.values()))


def test_an_owner_of_a_well_known_job_is_named_by_another_that_does_it() -> None:
    loop = "\nfor $one in $many:\n    try:\n        return $work($one)\n    except OSError:\n        time.sleep($one + 1)\nraise $last\n"
    tries = "\nwhile $left:\n    try:\n        return $ask($first, $second, $third)\n"
    other = f"{tries}    except Broken:\n        nap($left, $third)\nreturn $last\n"
    owner = a_unit("retry_call", loop, "app/tools.py", calls=("time.sleep",))
    plain = [a_unit(f"plain_{number}", _plain(random.Random(number)), f"web/{number}.py") for number in range(12)]
    hay = a_haystack(owner, *plain, owners={"app/tools.py": ("tools",)}, domains=(a_domain("tools"),))
    kept = ready(owned_units(hay), sums(hay), dict(enumerate(hay.files.values())))
    again = a_unit("again", other, "web/0.py", calls=("tenacity.nap",))
    now = replace(hay, files={**hay.files, "web/0.py": a_parsed_file("web/0.py", units=(again,))})
    assert [match.job for match in searched(now)] == ["tries again"]
    assert _named(kept, hay.files["web/0.py"].units, [again], now, "web/0.py") == {0}


def test_what_is_like_no_owner_names_none() -> None:
    hay = a_project(random.Random(1))
    kept = ready(owned_units(hay), sums(hay), dict(enumerate(hay.files.values())))
    path, unit = "web/0.py", a_unit("other", "\nfor $one in $many:\n    yield $one.strip().lower()\n" * 6, "web/0.py")
    now = replace(hay, files={**hay.files, path: a_parsed_file(path, units=(unit,))})
    assert _named(kept, hay.files[path].units, [unit], now, path) == frozenset()


@pytest.mark.parametrize(("name", "named"), [("setup_logging", True), ("setup", False)], ids=["telling", "anybody's"])
def test_an_owner_is_named_for_its_telling_name_alone(name: str, named: bool) -> None:
    hay = a_project(random.Random(1))
    kept = ready(owned_units(hay), sums(hay), dict(enumerate(hay.files.values())))
    path, unit = "web/0.py", a_unit(name, "\nfor $one in $many:\n    yield $one.strip().lower()\n" * 6, "web/0.py")
    now = replace(hay, files={**hay.files, path: a_parsed_file(path, units=(unit,))})
    assert bool(_named(kept, hay.files[path].units, [unit], now, path)) is named


def test_the_sums_are_those_of_everything_as_far_as_they_are_asked_for() -> None:
    hay = a_project(random.Random(2))
    counts = sums(hay)
    kept = ready(owned_units(hay), counts, dict(enumerate(hay.files.values())))
    units = [unit for file in hay.files.values() for unit in file.units]
    part = kept.counts(units)
    for name, tally in counts.groups.items():
        assert part.groups[name].units == tally.units
        assert dict(part.groups[name].features) == {key: count for key, count in tally.features.items() if count}
        assert part.groups[name].words.items() <= dict(tally.words).items()
    assert part.stems.items() <= counts.stems.items()
    assert (part.functions, part.marks) == (counts.functions, counts.marks)


def test_clones_are_known_by_the_files_that_they_stand_in() -> None:
    texts = {"web/a.py": SETUP, "web/b.py": RENAMED, "web/c.py": OTHER}
    hay = a_haystack(*(a_unit("one", text, path) for path, text in texts.items()), owners={"web/a.py": ("logging",)})
    files = list(hay.files)
    kept = ready(owned_units(hay), sums(hay), dict(enumerate(hay.files.values())))
    clones = kept.clones(hay.files["web/b.py"].units[0].fingerprint.renamed)
    assert {files[number] for number in clones} == {"web/a.py", "web/b.py"}
    assert not kept.clones(a_unit("one", EDITED, "web/a.py").fingerprint.renamed)

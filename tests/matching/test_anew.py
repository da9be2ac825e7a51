"""After an edit only what may have another answer is asked again, and the answers are those of a search that knows nothing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from ssot_check.matching import anew
from ssot_check.matching.anew import Answers, Change, Earlier, searched
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.search import Queries, search
from ssot_check.matching.tally import Counts
from ssot_check.matching.weights import summed, weigh
from ssot_check.model.digest import digest_parts
from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_domain, a_parsed_file, a_registry, a_unit
from tests.matching.haystacks import EDITED, LOGGING, OTHER, RENAMED, SETUP, a_haystack
from tests.matching.test_rewrites import CALLS, OWNER_TEXT, REWRITE_TEXT

PIECES = (SETUP, RENAMED, EDITED, OTHER, OWNER_TEXT, REWRITE_TEXT)
OWNERS = {"app/log.py": ("logging",), "app/db.py": ("database",)}
NAMES = ("take_database_lock", "grab_database_lock", "setup_logging", "total_of_rows", "merge_orders", "read_plan")
FILES = 40
Texts = dict[str, list[tuple[str, str]]]
"""Names and texts of the functions of each file."""


def filler(chance: random.Random) -> str:
    """Statements of words of which a few are everywhere and most are rare."""
    word = [f"word{int(400 ** chance.random())}" for _ in range(24)]
    lines = [f"$a{number} = {word[3 * number]}.{word[3 * number + 1]}($a0, '{word[3 * number + 2]}')" for number in range(8)]
    return "\n".join((*lines, "return $a0"))


def texts(chance: random.Random) -> Texts:
    """Two files of owners, and others of which some hold a copy."""
    found = {f"jobs/part{number}.py": [(f"job{number}", filler(chance)), (f"more{number}", filler(chance))] for number in range(FILES)}
    found |= {"app/log.py": [("setup_logging", SETUP), ("tail", filler(chance))], "app/db.py": [("take_database_lock", OWNER_TEXT)]}
    found["jobs/part3.py"][0] = ("setup_again", RENAMED)
    found["jobs/part4.py"][1] = ("grab_database_lock", REWRITE_TEXT)
    return found


def edit(told: Texts, chance: random.Random) -> None:
    """One change of a kind that people make."""
    path = chance.choice(("app/log.py", "app/db.py", *told))
    units = told.setdefault(path, [])
    kind = chance.randrange(8)
    if kind == 0 and path not in OWNERS:
        del told[path]
    elif kind == 1:
        units.append((chance.choice(NAMES), filler(chance)))
    elif kind == 2 and len(units) > 1:
        units.pop(chance.randrange(len(units)))
    elif kind == 3:
        units.insert(0, (chance.choice(NAMES), chance.choice(PIECES)))
    elif units:
        place = chance.randrange(len(units))
        name, text = units[place]
        lines = text.strip().split("\n")
        at = chance.randrange(len(lines))
        word = f"word{chance.randrange(1, 400)}"
        added = chance.choice((lines[at], f"{word}.{word}($a0, 'word3')", f"{chance.choice(PIECES).strip().splitlines()[0].strip()}"))
        same = [line for line in (*lines[:at], added, *lines[at + 1 :]) if not line.startswith(" ")] if kind < 6 else [*lines, added]
        units[place] = (name, "\n".join(same))


def own(word: str) -> str:
    """Statements of words that nobody else has."""
    return "\n".join(f"$own = {word}{number}.{word}er{number}($own, '{word}est{number}')" for number in range(9))


def parsed(told: Texts, path: str) -> ParsedFile:
    units, line = list[Unit](), 1
    for number, (name, text) in enumerate(told[path]):
        is_method = len(text) % 3 == 0
        scope, kind = (f"Part{number}", UnitKind.METHOD) if is_method else ("", UnitKind.FUNCTION)
        units.append(a_unit(name, text, path, line, scope=scope, kind=kind, calls=CALLS if "lock" in text else ()))
        line = units[-1].location.end_line + 3
    return a_parsed_file(path, units=tuple(units), digest=digest_parts(part for unit in told[path] for part in unit))


def haystack(told: Texts) -> Haystack:
    files = {path: parsed(told, path) for path in sorted(told)}
    return Haystack(a_registry(LOGGING, a_domain("database", kind="database")), files, OWNERS, {})


def since(earlier: Earlier, before: Haystack, hay: Haystack) -> Earlier:
    """What was left, with what has changed since."""
    paths = sorted(path for path in before.files.keys() | hay.files.keys() if before.files.get(path) != hay.files.get(path))
    gone, come = (tuple(some.files[path] for path in paths if path in some.files) for some in (before, hay))
    return earlier._replace(change=Change(gone, come))


def answered(hay: Haystack, earlier: Earlier | None) -> tuple[Answers, Earlier]:
    """The answers, and what is left for a later search."""
    owned = owned_units(hay)
    weights = weigh(hay, [item.unit for item in owned])
    answers = searched(hay, weights, owned, earlier)
    return answers, Earlier(answers.silences, summed(hay, weights, [item.unit for item in owned]))


def includes(left: Counts, fresh: Counts) -> bool:
    """True when both count alike, but for words that only an earlier search asked."""
    same = (left.stems, left.functions, left.marks) == (fresh.stems, fresh.functions, fresh.marks)
    groups = [(left.groups[name], tally) for name, tally in fresh.groups.items()]
    return same and all(old.features == new.features and new.words.items() <= old.words.items() for old, new in groups)


def known_of_nothing(hay: Haystack) -> tuple[Match, ...]:
    owned = owned_units(hay)
    return search(hay, weigh(hay, [item.unit for item in owned]), owned)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The units of which all owners were asked."""
    seen: list[str] = []

    class Spy(Queries):
        def __init__(self, hay: Haystack, weights: object, owned: object, reasons: object, *more: object) -> None:
            super().__init__(hay, weights, owned, reasons, *more)  # type: ignore[arg-type]
            self.all = type(reasons).__name__ == "_Noted"

        def best(self, unit: Unit, file: ParsedFile) -> list[Match]:
            if self.all:
                seen.append(f"{file.path} {unit.name}")
            return super().best(unit, file)

    monkeypatch.setattr(anew, "Queries", Spy)
    return seen  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_answers_are_those_of_a_search_that_knows_nothing(seed: int, asked: list[str]) -> None:
    chance = random.Random(seed)
    told = texts(chance)
    hay = haystack(told)
    _, earlier = answered(hay, None)
    units = asked_again = 0
    for _ in range(12):
        edit(told, chance)
        before, hay = hay, haystack(told)
        asked.clear()
        answers, left = answered(hay, since(earlier, before, hay) if chance.random() < 0.7 else earlier)
        earlier = left
        assert answers.matches == known_of_nothing(hay)
        units += sum(len(file.units) for file in hay.files.values())
        asked_again += len(asked)
        fresh = answered(hay, None)[1].sums
        assert left.sums.keys() == fresh.keys()
        assert all(includes(left.sums[family], counts) for family, counts in fresh.items())
    assert 0 < asked_again < units


def test_of_an_edit_that_moves_no_weight_only_the_file_and_what_was_found_are_asked_again(asked: list[str]) -> None:
    told = texts(random.Random(1))
    _, earlier = answered(haystack(told), None)
    before = sorted(set(asked))
    asked.clear()
    told["jobs/part7.py"][0] = ("job7", "own7 = other7($a0)\n" + told["jobs/part7.py"][0][1])
    answers, _ = answered(haystack(told), earlier)
    assert len(before) == 2 * FILES + 3
    assert {"jobs/part7.py job7", "jobs/part7.py more7"} <= set(asked)
    assert {name.partition(" ")[0] for name in asked} <= {"jobs/part3.py", "jobs/part4.py", "jobs/part7.py", *OWNERS}
    assert {match.copy.name for match in answers.matches} == {"setup_again", "grab_database_lock"}


def test_a_changed_owner_is_asked_of_every_unit_and_the_others_of_where_it_finds_something(asked: list[str]) -> None:
    told = texts(random.Random(2))
    told["app/log.py"][1] = ("tail", own("first"))
    told["jobs/part9.py"][1] = ("own_words", own("second"))
    _, earlier = answered(haystack(told), None)
    asked.clear()
    told["app/log.py"][1] = ("tail", own("second"))
    answers, _ = answered(haystack(told), earlier)
    assert "own_words" in {match.copy.name for match in answers.matches}
    assert "jobs/part9.py own_words" in asked
    assert {name.partition(" ")[0] for name in asked} == {"app/log.py", "jobs/part3.py", "jobs/part4.py", "jobs/part9.py"}


def test_a_copy_that_a_reason_took_away_is_found_when_the_reason_goes(asked: list[str]) -> None:
    told = texts(random.Random(3))
    hay = haystack(told)
    above = a_unit("Base", "$x = 1", "app/log.py", 90, kind=UnitKind.CLASS)
    owner = a_unit("emit", SETUP, "app/log.py", 91, kind=UnitKind.METHOD, scope="Base")
    copy = a_unit("emit", EDITED, "jobs/part5.py", 40, kind=UnitKind.METHOD, scope="Own")
    below = a_unit(
        "Own", "$x = 1", "jobs/part5.py", 39, kind=UnitKind.CLASS, bases=("app.log.Base",), location=replace(copy.location, line=39)
    )
    base = replace(above, location=replace(above.location, end_line=owner.location.end_line))
    files = dict(hay.files)
    files["app/log.py"] = replace(files["app/log.py"], units=(base, owner))
    files["jobs/part5.py"] = replace(files["jobs/part5.py"], units=(below, copy))
    answers, earlier = answered(replace(hay, files=files), None)
    assert "emit" not in {match.copy.name for match in answers.matches}
    files["app/log.py"] = replace(files["app/log.py"], units=(replace(base, name="Renamed"), owner))
    without = replace(hay, files=files)
    answers, _ = answered(without, earlier)
    assert "emit" in {match.copy.name for match in answers.matches}
    assert answers.matches == known_of_nothing(without)


def named(names: Iterable[str]) -> Haystack:
    """An owner, a copy of four of its ten statements under its name, and a function of each of the `names` in a file of its own."""
    text = "\n".join((*OTHER.strip().split("\n")[:6], *SETUP.strip().split("\n")[6:])).replace("logging ready for %s", "rows read of %s")
    units = [a_unit(name, "return 1", f"jobs/b{number}.py") for number, name in enumerate(names)]
    copy = a_unit("setup_logging", text, "jobs/a.py", calls=("rows.add",))
    # Of a file with the bytes of an owner's nothing is known, and the answer would not hang on its name.
    told = {unit.location.path: {"digest": digest_parts((unit.location.path, unit.name))} for unit in (copy, *units)}
    owner = a_unit("setup_logging", SETUP)
    return a_haystack(owner, copy, *units, owners={"app/log.py": ("plain",)}, domains=(a_domain("plain"),), files=told)


def test_a_copy_by_its_name_is_found_when_fewer_have_the_name() -> None:
    hay = named(["setup_logging"] * 4)
    answers, earlier = answered(hay, None)
    assert answers.matches == ()
    (silence,), path = answers.silences.values(), "jobs/a.py"
    loud = silence.of(anew._file_digests(hay, [path], ())[path])
    assert loud is not None  # it is asked again whether or not a weight moves with the name
    assert list(loud) == [0]
    answers, _ = answered(named([*["setup_logging"] * 3, "setup"]), earlier)
    assert [match.copy.location.path for match in answers.matches] == ["jobs/a.py"]


def test_a_link_that_an_archive_unpacked_as_a_file_is_a_copy_once_the_module_says_something_else(asked: list[str]) -> None:
    told = texts(random.Random(4))
    told["bin/log"] = list(told["app/log.py"])
    _, earlier = answered(haystack(told), None)
    told["app/log.py"].append(("later", filler(random.Random(5))))
    hay = haystack(told)
    answers, _ = answered(hay, earlier)
    assert answers.matches == known_of_nothing(hay)
    assert "bin/log" in {match.copy_path for match in answers.matches}

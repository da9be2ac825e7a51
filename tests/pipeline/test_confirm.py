"""What the languages say about a match is what is reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.location import Location
from ssot_check.model.match import CloneClass, CloneType, Confirmation, Match, Shadow, Tier
from ssot_check.model.parsed import ParsedFile, Reference, ReferenceKind
from ssot_check.model.plugins import Language, Use
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter, UnitKind
from ssot_check.pipeline import confirm as room
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.confirm import Confirmer
from ssot_check.pipeline.reading.claims import Claims
from ssot_check.workspace.cache import connect
from tests.builders import a_match, a_parsed_file, a_unit
from tests.pipeline.trees import COPY, EDITED, OWNER, tree
from tests.repositories import write

PLACED = Location("jobs/a.py", 3, 1, 11, 9)
SIGNED = Location("jobs/a.py", 4, 5, 4, 12)
Ask = Callable[[Match, str, str], Confirmation]


def without_units(source: SourceFile, _fingerprint: Fingerprinter) -> ParsedFile:
    return a_parsed_file(source.path)


def confirmer(root: Path, **overlay: str) -> Confirmer:
    return Confirmer(
        root, frozenset(("app/log.py", "jobs/a.py")), 10_000, {path.replace("_", "/", 1) + ".py": text for path, text in overlay.items()}
    )


def with_language(monkeypatch: pytest.MonkeyPatch, confirm: Ask | None = None, spell: Callable[[Use], str] | None = None) -> None:
    monkeypatch.setattr(room, "claims", lambda: Claims([Language("python", without_units, confirm=confirm, spell_use=spell)]))


def answering(clone_type: CloneType | None, reason: str = "") -> Ask:
    return lambda _match, _owner, _copy: Confirmation(clone_type, PLACED, SIGNED, reason=reason)


MATCH = a_match(a_unit("setup_logging", "alpha()"), a_unit("prepare", "alpha()", "jobs/a.py", line=5))
SHADOW = Shadow("logging", MATCH.owner, MATCH.copy, 0.5, ("alpha",))
FILES = {"jobs/a.py": a_parsed_file("jobs/a.py"), "app/log.py": a_parsed_file("app/log.py")}


MEMBERS = ("app/a.py", "jobs/b.py", "jobs/c.py")
CLASS = CloneClass("logging", tuple(a_unit("say", "alpha()", path, line=5) for path in MEMBERS), CloneType.RENAMED, 1.0, ("alpha",))
CLASS_FILES = {path: a_parsed_file(path) for path in MEMBERS}


def confirmed(tmp_path: Path, match: Match = MATCH) -> tuple[Match, ...]:
    return confirmer(tmp_path).confirm([match], FILES)


def test_what_the_language_refuses_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, answering(None, "an overload"))
    assert confirmed(tmp_path) == ()


def test_the_answer_places_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, answering(CloneType.EXACT))
    (found,) = confirmed(tmp_path)
    assert (found.copy.location, found.copy.signature, found.copy.name) == (PLACED, SIGNED, "prepare")
    assert found.confirmation == Confirmation(CloneType.EXACT, PLACED, SIGNED)
    assert found.owner == MATCH.owner


@pytest.mark.parametrize(
    ("claimed", "answered", "score", "expected"),
    [
        (CloneType.EXACT, CloneType.RENAMED, 1.0, (CloneType.RENAMED, 1.0)),
        (CloneType.EXACT, CloneType.NEAR, 1.0, (CloneType.NEAR, 1.0)),
        (CloneType.NEAR, CloneType.RENAMED, 0.87, (CloneType.RENAMED, 1.0)),
        (CloneType.NEAR, CloneType.EXACT, 0.87, (CloneType.EXACT, 1.0)),
        (CloneType.NEAR, CloneType.NEAR, 0.87, (CloneType.NEAR, 0.87)),
    ],
)
def test_in_the_gate_tier_the_proved_type_counts(
    claimed: CloneType,
    answered: CloneType,
    score: float,
    expected: tuple[CloneType, float],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_language(monkeypatch, answering(answered))
    (found,) = confirmed(tmp_path, replace(MATCH, clone_type=claimed, score=score))
    assert (found.clone_type, found.score) == expected


@pytest.mark.parametrize("claimed", [CloneType.NEAR, CloneType.SEMANTIC])
def test_an_advisory_match_keeps_its_type_and_its_score(claimed: CloneType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, answering(CloneType.RENAMED))
    (found,) = confirmed(tmp_path, replace(MATCH, clone_type=claimed, tier=Tier.ADVISORY, score=0.7))
    assert (found.clone_type, found.tier, found.score) == (claimed, Tier.ADVISORY, 0.7)
    assert found.copy.location == PLACED


@pytest.mark.parametrize(
    ("clone_type", "text", "other", "tier"),
    [
        (CloneType.RENAMED, "return hour == 0", "return hour == 12", Tier.HINT),
        (CloneType.RENAMED, "return hour == 12", "return h == 12", Tier.GATE),
        (CloneType.RENAMED, "return hour2 == 12", "return hour3 == 12", Tier.GATE),
        (CloneType.NEAR, "return hour == 0", "return hour == 12", Tier.GATE),
    ],
    ids=["other number", "other name", "number in a name", "edited"],
)
def test_a_small_renamed_copy_with_other_numbers_asks_something_else(
    clone_type: CloneType, text: str, other: str, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    match = a_match(a_unit("is_noon", "alpha()"), a_unit("is_midnight", "alpha()", "jobs/a.py"), clone_type)
    (found,) = confirmer(tmp_path, app_log=text, jobs_a=other).confirm([match], FILES)
    assert found.tier is tier


@pytest.mark.parametrize(
    ("name", "text", "tier"),
    [
        ("rs1024_polymod", "check = 0x1C1C080 ^ (check & 0xFFFFF) << 10", Tier.HINT),
        ("checksum", "check = 0x3B6A57B2 ^ (check & 0x1_ffffff) << 10", Tier.GATE),
        ("bech32_polymod", "check = 0x1C1C080 ^ (check & 0xFFFFF) << 10", Tier.GATE),
        ("rs1024_polymod", "check = 999 ^ (check & 0x1ffffff) << 10", Tier.GATE),
    ],
    ids=["other patterns", "the same, spelled otherwise", "the same name", "one of them"],
)
def test_a_short_function_that_computes_with_other_bit_patterns_is_another_one(
    name: str, text: str, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    match = a_match(a_unit("bech32_polymod", "alpha()"), a_unit(name, "alpha()", "jobs/a.py"), CloneType.NEAR)
    owner = "check = 0x3b6a57b2 ^ (check & 0x1ffffff) << 5"
    (found,) = confirmer(tmp_path, app_log=owner, jobs_a=text).confirm([match], FILES)
    assert found.tier is tier


@pytest.mark.parametrize(
    ("name", "shared", "tier"),
    [
        ("update_score", ("crm_master", '"updating'), Tier.GATE),
        ("update_score", ("crm_master",), Tier.HINT),
        ("is_midnight", ("crm_master", '"updating'), Tier.HINT),
    ],
    ids=["named alike", "says too little", "another name"],
)
def test_a_number_is_a_detail_where_names_and_words_say_the_same(
    name: str, shared: tuple[str, ...], tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    match = a_match(a_unit("master_score", "alpha()"), a_unit(name, "alpha()", "jobs/a.py"), CloneType.RENAMED)
    match = replace(match, alignment=replace(match.alignment, shared=shared))
    (found,) = confirmer(tmp_path, app_log="score = 0", jobs_a="score = 75").confirm([match], FILES)
    assert found.tier is tier


def test_a_language_without_an_exact_reader_is_taken_at_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch)
    assert confirmed(tmp_path) == (replace(MATCH, use=""),)


def test_the_language_spells_what_replaces_copy_and_shadow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Use] = []

    def spell(use: Use) -> str:
        asked.append(use)
        return f"take {use.unit.name}"

    with_language(monkeypatch, spell=spell)
    (found,) = confirmed(tmp_path)
    (shadow,) = confirmer(tmp_path).confirm_shadows([SHADOW], FILES)
    assert (found.use, shadow.use) == ("take setup_logging", "take setup_logging")
    assert asked == [Use(MATCH.owner, "jobs/a.py", frozenset(("app/log.py", "jobs/a.py")))] * 2


def test_a_shadow_is_placed_and_a_facade_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, answering(CloneType.NEAR))
    placed = replace(SHADOW, copy=replace(MATCH.copy, location=PLACED, signature=SIGNED))
    assert confirmer(tmp_path).confirm_shadows([SHADOW], FILES) == (placed,)
    with_language(monkeypatch, answering(None, "a facade"))
    assert confirmer(tmp_path).confirm_shadows([SHADOW], FILES) == ()


def refusing(*refused: str) -> Ask:
    def confirm(match: Match, _owner: str, _copy: str) -> Confirmation:
        clone_type = None if match.copy_path in refused else CloneType.RENAMED
        return Confirmation(clone_type, replace(match.copy.location, line=1), match.copy.signature)

    return confirm


@pytest.mark.parametrize(
    ("refused", "stay"),
    [((), [("app/a.py", 5), ("jobs/b.py", 1), ("jobs/c.py", 1)]), (("jobs/b.py",), [("app/a.py", 5), ("jobs/c.py", 1)])],
)
def test_members_that_are_no_copies_leave_their_class(
    refused: tuple[str, ...], stay: list[tuple[str, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch, refusing(*refused))
    (group,) = confirmer(tmp_path).confirm_classes([CLASS], CLASS_FILES)
    assert [(unit.location.path, unit.location.line) for unit in group.units] == stay
    assert replace(group, units=CLASS.units) == CLASS


def test_a_class_of_one_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, refusing("jobs/b.py", "jobs/c.py"))
    assert confirmer(tmp_path).confirm_classes([CLASS], CLASS_FILES) == ()


def test_the_language_sees_both_whole_texts_and_unsaved_ones_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str]] = []

    def confirm(match: Match, owner: str, copy: str) -> Confirmation:
        seen.append((owner, copy))
        return Confirmation(match.clone_type, match.copy.location, match.copy.signature)

    with_language(monkeypatch, confirm)
    write(tmp_path, {"app/log.py": "owner = 1\r\n", "jobs/a.py": "copy = 1\n"})
    confirmed(tmp_path)
    confirmer(tmp_path, jobs_a="unsaved = 1\n").confirm([MATCH], FILES)
    (tmp_path / "jobs/a.py").unlink()
    confirmed(tmp_path)
    assert seen == [("owner = 1\n", "copy = 1\n"), ("owner = 1\n", "unsaved = 1\n"), ("owner = 1\n", "")]


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch, answering(CloneType.EXACT))
    tree(tmp_path, {"jobs/a.py": COPY})
    read: list[str] = []
    original = room.files.read
    monkeypatch.setattr(room.files, "read", lambda root, path, limit: read.append(path) or original(root, path, limit))
    one = confirmer(tmp_path)
    assert len(one.confirm([MATCH, MATCH], FILES)) == 2
    one.confirm([MATCH], FILES)
    assert sorted(read) == ["app/log.py", "jobs/a.py"]


def python_match(tmp_path: Path, copy: str, claimed: CloneType) -> tuple[Match, ...]:
    """The real language asked about the only function of each file."""
    from ssot_check.pipeline.reading.read import Request, read_all

    tree(tmp_path, {"jobs/a.py": copy})
    files = read_all(Request(tmp_path, 10_000, frozenset(), frozenset(), {}), ["app/log.py", "jobs/a.py"], 1).parsed
    owner, other = files["app/log.py"].units[0], files["jobs/a.py"].units[0]
    return confirmer(tmp_path).confirm([a_match(owner, other, claimed)], files)


@pytest.mark.parametrize(
    ("text", "claimed", "proved"),
    [
        (OWNER, CloneType.EXACT, CloneType.EXACT),
        (COPY, CloneType.EXACT, CloneType.RENAMED),
        (EDITED, CloneType.EXACT, CloneType.NEAR),
        (EDITED, CloneType.RENAMED, CloneType.NEAR),
    ],
    ids=["equal", "renamed", "edited", "edited and not renamed"],
)
def test_python_proves_or_downgrades_the_claim(text: str, claimed: CloneType, proved: CloneType, tmp_path: Path) -> None:
    (found,) = python_match(tmp_path, text, claimed)
    assert found.clone_type is proved
    assert found.use == "from app.log import setup_logging"


def test_python_drops_a_facade(tmp_path: Path) -> None:
    facade = "from app.log import setup_logging\n\n\ndef prepare(name):\n    return setup_logging(name, level='DEBUG')\n"
    assert python_match(tmp_path, facade, CloneType.NEAR) == ()


def tier_of(root: Path, owner: str, copy: str, clone_type: CloneType) -> Tier:
    """What becomes of a match of two tables, each a line that begins with its name."""
    mine, theirs = (
        a_unit(text.partition(" ")[0], "$a\n$b", path, kind=UnitKind.TABLE, location=Location(path, 1, 1, 1, 80))
        for text, path in ((owner, "app/log.py"), (copy, "jobs/a.py"))
    )
    (found,) = confirmer(root, app_log=owner, jobs_a=copy).confirm([a_match(mine, theirs, clone_type)], FILES)
    return found.tier


PARTS = "ALL_PARTS = ['aws', 'bun', 'host', 'user']"


@pytest.mark.parametrize(
    ("text", "clone_type", "tier"),
    [
        ("ORDER = ['user', 'host', 'bun', 'aws']", CloneType.NEAR, Tier.HINT),
        ("ORDER = ['user', 'host', 'bun', 'aws']", CloneType.RENAMED, Tier.HINT),
        ("ORDER = ['aws', 'bun', 'host', 'user']", CloneType.EXACT, Tier.GATE),
        ("ORDER = ['aws', 'bun', 'home', 'user']", CloneType.NEAR, Tier.GATE),
        ("ORDER = {'user', 'host', 'bun', 'aws'}", CloneType.NEAR, Tier.GATE),
        ("SHOWN_PARTS = ['user', 'host', 'bun', 'aws']", CloneType.NEAR, Tier.GATE),
    ],
)
def test_a_list_of_another_name_and_order_is_another_list(
    text: str, clone_type: CloneType, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    assert tier_of(tmp_path, PARTS, text, clone_type) is tier


SPANS = "SPANS = [(5, 3), (60, 5), (3600, 10)]"


@pytest.mark.parametrize(
    ("text", "clone_type", "tier"),
    [
        ("PERIODS = [(5, 1), (300, 3), (3600, 10)]", CloneType.RENAMED, Tier.HINT),
        ("PERIODS = [(5, 3), (60, 5), (3600, 10)]", CloneType.RENAMED, Tier.GATE),
        ("PERIODS = [(5, 1), (300, 3), (3600, 10)]", CloneType.EXACT, Tier.GATE),
    ],
    ids=["other numbers", "renamed alone", "equal"],
)
def test_a_table_of_another_name_with_other_values_is_another_table(
    text: str, clone_type: CloneType, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    assert tier_of(tmp_path, SPANS, text, clone_type) is tier


def test_the_language_is_told_what_the_folder_of_the_owner_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def importing(path: str, name: str, **fields: bool) -> ParsedFile:
        return a_parsed_file(path, references=(Reference(ReferenceKind.IMPORT, name, PLACED, spelled=name),), **fields)

    asked: list[Use] = []
    language = Language("python", without_units, apart=lambda use: asked.append(use) or "move it")  # type: ignore[func-returns-value]
    monkeypatch.setattr(room, "claims", lambda: Claims([language]))
    files = [importing("app/log.py", "one"), importing("app/b.py", "two"), importing("app/test_b.py", "three", test=True)]
    files += [importing("app/sub/c.py", "four"), importing("jobs/a.py", "five")]
    (found,) = confirmer(tmp_path).confirm([MATCH], {file.path: file for file in files})
    assert found.apart == "move it"
    assert [use.imports for use in asked] == [frozenset(("one", "two"))]


def test_what_a_language_has_answered_of_the_same_match_and_texts_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(match: Match, owner: str, copy: str) -> Confirmation:
        asked.append(copy)
        return Confirmation(CloneType.RENAMED, PLACED, SIGNED)

    with_language(monkeypatch, ask)
    cache = connect(tmp_path / "cache.sqlite")
    for copy, match in (("one", MATCH), ("one", MATCH), ("two", MATCH), ("two", replace(MATCH, score=0.5)), ("two", MATCH)):
        one = replace(confirmer(tmp_path, jobs_a=copy), memory=Memory(cache, tmp_path, 10_000, "context"), _texts={}, _fresh={})
        found = one.confirm([match], FILES)
        one.keep()
        assert [item.copy.location for item in found] == [PLACED]
    assert asked == ["one", "two", "two"]


LIMITS = """
from datetime import timedelta


class {name}:
    {table} = [
        (timedelta(seconds=5), {first}),
        (timedelta(minutes=1), 5),
        (timedelta(hours=1), 10),
        (timedelta(days=1), 24),
    ]
"""


@pytest.mark.parametrize(("first", "tier"), [("3", Tier.GATE), ("1", Tier.HINT)], ids=["equal values", "other values"])
def test_a_table_that_holds_other_values_is_a_hint_on_real_files(first: str, tier: Tier, tmp_path: Path) -> None:
    owned = LIMITS.format(name="AntiSpam", table="default_intervals", first="3")
    copied = LIMITS.format(name="Reports", table="intervals", first=first)
    registry = "schema_version: 2\ndomains:\n  limits:\n    paths: [app/limits.py]\n"
    write(tmp_path, {"SSOT_LOCK.yml": registry, "app/limits.py": owned, "jobs/reports.py": copied})
    project, _ = checked(Config(root=tmp_path))
    assert [(match.copy.name, match.tier) for match in project.matches] == [("intervals", tier)]


def test_a_copy_in_a_project_template_is_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_language(monkeypatch)
    path = "starter/{{ name }}/a.py"
    match = a_match(MATCH.owner, a_unit("prepare", "alpha()", path))
    files = {**FILES, path: a_parsed_file(path)}
    assert [item.tier for item in confirmer(tmp_path).confirm([match, MATCH], files)] == [Tier.HINT, Tier.GATE]
    shadows = [Shadow("logging", MATCH.owner, match.copy, 0.5), SHADOW]
    assert [item.usual for item in confirmer(tmp_path).confirm_shadows(shadows, files)] == [True, False]


@pytest.mark.parametrize(("clone_type", "tier"), [(CloneType.SEMANTIC, Tier.HINT), (CloneType.RENAMED, Tier.GATE)])
def test_a_fixture_written_in_other_words_is_a_hint(
    clone_type: CloneType, tier: Tier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_language(monkeypatch)
    owner, copy = (replace(unit, calls=("pytest.fixture",)) for unit in (MATCH.owner, MATCH.copy))
    (found,) = confirmer(tmp_path).confirm([a_match(owner, copy, clone_type)], FILES)
    assert found.tier is tier

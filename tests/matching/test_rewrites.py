"""Type 4: the same job in other words is advisory, and a near miss is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.rewrites import MIN_SURE, Rewrites
from ssot_check.matching.same_work import MIN_KIND_WORDS
from ssot_check.matching.weights import COMMON_COUNT
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_domain, a_unit
from tests.matching.haystacks import OTHER, SETUP, a_haystack, searched, weights_of

OWNER_TEXT = """
$conn = psycopg.connect($dsn)
with $conn.cursor() as $cur:
    $cur.execute('select pg_advisory_lock', $key)
    $row = $cur.fetchone()
if not $row:
    raise LockError('lock not granted', $key)
return $conn
"""
REWRITE_TEXT = """
try:
    $found = $ask($key, $dsn)
    if $found is empty:
        raise LockError('lock granted not at all')
    $state = $found.fetchone()
    $state = $state + [1, 2, 3]
    $all = [$c.execute('pg_advisory_lock') for $c in psycopg.connect($dsn).cursor()]
"""
LEVEL_TEXT = """
$level = $merge()
$disks = $level.disks
$first = $disks[0]
if '5' in $level:
    ocf.log('array %s is of an unsupported level', $level)
    ocf.log('failover asks the controller firmware for level 1')
    raise SystemExit
return $level
"""
LOOK_TEXT = """
$disks = $found.disks
$first = $disks[0]
if '5' in $found:
    ocf.log('failover asks the controller firmware for level 1')
    $seen = $found
    ocf.log('array %s is of an unsupported level', $found)
    $wanted.append($seen)
    raise SystemExit
return $found
"""
CALLS = ("psycopg.connect", ".cursor", ".execute")
DATABASE = a_domain("database", kind="database")


def owner(name: str = "take_database_lock", text: str = OWNER_TEXT, **fields: Any) -> Unit:
    return a_unit(name, text, calls=fields.pop("calls", CALLS), **fields)


def rewrite(name: str = "grab_database_lock", text: str = REWRITE_TEXT, **fields: Any) -> Unit:
    return a_unit(name, text, fields.pop("path", "jobs/a.py"), calls=fields.pop("calls", CALLS), **fields)


def hay_of(*units: Unit, **fields: Any) -> Haystack:
    return a_haystack(*units, domains=fields.pop("domains", [DATABASE]), owners={"app/log.py": ("database",)}, **fields)


def best(hay: Haystack, unit: Unit) -> Match | None:
    owned = owned_units(hay)
    found = Rewrites(hay, weights_of(hay), owned, Reasons(owned, Hierarchy(hay.files))).best(unit, hay.files[unit.location.path])
    return found[0] if found else None


def test_the_same_names_and_calls_under_a_like_name_are_a_rewrite() -> None:
    found = best(hay_of(owner(), rewrite()), rewrite())
    assert found is not None
    assert (found.domain, found.clone_type, found.tier) == ("database", CloneType.SEMANTIC, Tier.ADVISORY)
    assert (found.owner.name, found.copy.name) == ("take_database_lock", "grab_database_lock")
    assert 0.7 <= found.score <= 1.0
    assert "LockError" in found.alignment.shared


def test_what_an_owner_keeps_private_is_no_original_to_take_instead() -> None:
    private = owner("_take_database_lock")
    found = best(hay_of(private, rewrite()), rewrite())
    assert found is not None
    assert found.tier is Tier.HINT


def test_the_search_reports_a_rewrite_where_there_is_no_closer_copy() -> None:
    assert [match.clone_type for match in searched(hay_of(owner(), rewrite()))] == [CloneType.SEMANTIC]
    assert [match.clone_type for match in searched(hay_of(owner(), rewrite(text=OWNER_TEXT)))] == [CloneType.EXACT]


@pytest.mark.parametrize(
    "miss",
    [
        rewrite("refresh"),
        rewrite("lock"),
        rewrite(calls=("psycopg.connect",)),
        rewrite(calls=()),
        rewrite(text=REWRITE_TEXT.replace("psycopg.connect", "sqlite").replace("fetchone", "next").replace("'pg_advisory_lock'", "1")),
        rewrite(text=REWRITE_TEXT + "$y = $x[$x] + $x\n" * 40),
        rewrite(text="connect(psycopg.execute.cursor, 'pg_advisory_lock')"),
        rewrite(kind=UnitKind.CLASS),
        rewrite(kind=UnitKind.SCRIPT),
    ],
    ids=["other name", "one word of three", "one call", "no call", "other words", "four times the size", "too small", "class", "script"],
)
def test_a_near_miss_is_none(miss: Unit) -> None:
    assert best(hay_of(owner(), miss), miss) is None


def test_what_shares_less_is_a_hint() -> None:
    less = rewrite(text=REWRITE_TEXT.replace("psycopg.connect", "psycopg.open"))
    found = best(hay_of(owner(), less), less)
    assert found is not None
    assert found.score < MIN_SURE
    assert found.tier is Tier.HINT


def test_what_says_the_same_in_much_the_same_tokens_is_a_hint_under_any_name() -> None:
    level = owner("check_raid", LEVEL_TEXT, calls=())
    found = best(hay_of(level, rewrite("look_at_disks", LOOK_TEXT)), rewrite("look_at_disks", LOOK_TEXT, calls=()))
    assert found is not None
    assert (found.owner.name, found.tier) == ("check_raid", Tier.HINT)
    other = rewrite("look_at_disks", LOOK_TEXT.replace("failover asks the controller firmware", "nobody wants what is told"), calls=())
    assert best(hay_of(level, other), other) is None
    strange = rewrite("look_at_disks", "\n".join(reversed(LOOK_TEXT.strip().split("\n"))), calls=())
    assert best(hay_of(level, strange), strange) is None


def test_one_word_is_no_telling_name_even_if_both_bear_it() -> None:
    assert best(hay_of(owner("lock"), rewrite("lock")), rewrite("lock")) is None
    assert best(hay_of(owner("db_lock"), rewrite("db_lock")), rewrite("db_lock")) is not None


def test_more_than_half_of_the_words_is_not_enough_without_the_kind() -> None:
    part = rewrite(text=REWRITE_TEXT.replace("fetchone", "next").replace("LockError", "Busy").replace("pg_advisory_lock", "lock"))
    hay = hay_of(owner(), part)
    shared = set(part.fingerprint.words) & set(owner().fingerprint.words)
    assert 0.5 <= len(shared) / len(owner().fingerprint.words) < 0.7
    assert best(hay, part) is None


@pytest.mark.parametrize(("padding", "is_found"), [("", False), ("\n$x = [1, 2, 3]\n$y = [1, 2, 3]", True)], ids=["35 tokens", "53 tokens"])
def test_small_units_are_not_asked(padding: str, is_found: bool) -> None:
    short = (
        "execute(psycopg.connect.cursor.fetchone, 'select pg_advisory_lock not granted', LockError)\n$z = [$x, $y, $z, $x, $y, $z]\n$x + $y"
    )
    unit = rewrite(text=short + padding)
    assert (unit.fingerprint.size >= 40) is is_found
    assert (best(hay_of(owner(), unit), unit) is not None) is is_found


def test_names_count_and_not_only_literals() -> None:
    text = (
        OWNER_TEXT.replace("psycopg.connect", "$open").replace(".cursor", "$next").replace("LockError", "$error").replace("execute", "$do")
    )
    talk = text.replace("fetchone", "$get") + "explain('waiting for database lock of another worker')\n"
    rewritten = "\n".join(reversed(talk.strip().split("\n")))
    assert best(hay_of(owner(text=talk), rewrite(text=rewritten)), rewrite(text=rewritten)) is None


def test_a_rewrite_is_refused_like_any_copy() -> None:
    delegating = rewrite(calls=(*CALLS, "app.log.take_database_lock"))
    assert best(hay_of(owner(), delegating), delegating) is None
    assert best(hay_of(owner(), rewrite(), exempt=[("database", "jobs/a.py")]), rewrite()) is None


PROBE = """
$start = now()
$sock = create_connection($address, $seconds)
if status_code($sock) > 399:
    return report('unhealthy: backend refused health probe', $start)
$sock.close()
return report('healthy', $start)
"""
OTHER_LIBRARY = """
try:
    $code = curl('-o', $address).status_code
    $state = 'healthy' if $code in $fine else 'unhealthy'
except RefusedError as $why:
    $state = 'backend refused the health probe'
return dictionary($state, $why, $code, $address, [$start, 1, 2])
"""
HEALTH = a_domain("health_checks")


def health(owner_name: str, copy_name: str, calls: tuple[str, ...] = ("requests.get",)) -> Match | None:
    probe = a_unit(owner_name, PROBE, calls=("socket.create_connection",))
    other = a_unit(copy_name, OTHER_LIBRARY, "jobs/a.py", calls=calls)
    hay = a_haystack(probe, other, domains=[HEALTH], owners={"app/log.py": ("health_checks",)})
    return best(hay, other)


def test_the_same_job_on_another_library_is_a_rewrite_when_both_belong_to_the_kind() -> None:
    found = health("check_backend", "probe_backend")
    assert found is not None
    assert 0.5 <= found.score < 0.7
    assert len(set(found.owner.fingerprint.words) & set(found.copy.fingerprint.words)) >= MIN_KIND_WORDS


@pytest.mark.parametrize(("mine", "theirs"), [("check_backend", "read_backend"), ("open_backend", "probe_backend")])
def test_both_names_must_speak_of_the_kind(mine: str, theirs: str) -> None:
    assert health(mine, theirs) is None


def test_a_kind_without_a_profile_has_no_such_rewrites() -> None:
    probe, other = a_unit("check_backend", PROBE), a_unit("probe_backend", OTHER_LIBRARY, "jobs/a.py")
    assert best(hay_of(probe, other), other) is None


def test_the_best_of_several_owners_is_named() -> None:
    poorer = owner("keep_database_lock", OWNER_TEXT.replace("fetchone", "fetchmany").replace("LockError", "Refused"), line=30)
    found = best(hay_of(poorer, owner(), rewrite()), rewrite())
    assert found is not None
    assert found.owner.name == "take_database_lock"


def test_an_owner_whose_words_all_just_weigh_nothing_is_passed_over() -> None:
    """As many units with the same words in other orders as make a word common: nothing is divided by no weight."""
    lines = OTHER.strip().split("\n")
    turned = [
        "\n".join([*lines[number % len(lines) :], *lines[: number % len(lines)], "done()" * (number // len(lines))])
        for number in range(COMMON_COUNT)
    ]
    units = [a_unit(f"spend_{number}", text, f"jobs/{number}.py") for number, text in enumerate(turned[1:])]
    hay = hay_of(a_unit("spend", turned[0]), *units)
    assert {weights_of(hay).word(word) for word in units[0].fingerprint.words} == {0.0}
    assert [best(hay, unit) for unit in units] == [None] * len(units)


def test_owners_of_no_use_are_not_indexed() -> None:
    small, block = a_unit("f", "alpha(beta)"), a_unit("block", SETUP, kind=UnitKind.SCRIPT, line=20)
    assert best(hay_of(small, block, rewrite()), rewrite()) is None


@pytest.mark.parametrize(
    ("scope", "trait", "tier"),
    [
        ("Param", "deserr.Deserr", Tier.HINT),
        ("Param", "crate.Locks", Tier.ADVISORY),
        ("StarOr", "deserr.Deserr", Tier.ADVISORY),
    ],
    ids=["another type", "a trait of the project", "the same type"],
)
def test_another_type_reads_itself_in_its_own_way(scope: str, trait: str, tier: Tier) -> None:
    fields = {"kind": UnitKind.METHOD, "bases": (trait,)}
    copy = rewrite("take_database_lock", scope=scope, **fields)
    found = best(hay_of(owner(scope="StarOr", **fields), copy), copy)
    assert found is not None
    assert found.tier is tier


@pytest.mark.parametrize(("name", "tier"), [("test_grab_database_lock", Tier.HINT), ("grab_database_lock", Tier.ADVISORY)])
def test_a_single_test_shares_how_it_begins(name: str, tier: Tier) -> None:
    unit = rewrite(name, path="tests/test_a.py")
    files = {path: {"test": True} for path in ("app/log.py", "tests/test_a.py")}
    found = best(hay_of(owner(), unit, files=files), unit)
    assert found is not None
    assert found.tier is tier

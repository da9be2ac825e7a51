"""Definitions elsewhere that carry an exported name."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.matching.haystack import Haystack
from ssot_check.matching.shadows import USUAL_FILES, shadows
from ssot_check.model.location import Location
from ssot_check.model.match import Match, Shadow, Tier
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.model.unit import Trait, Unit, UnitKind
from tests.builders import a_domain, a_match, a_place, a_unit
from tests.matching.haystacks import EDITED, OTHER, SETUP, a_haystack, searched, weights_by_family

LOGGING = a_domain("logging", exports=["setup_logging", "log"])
PLAIN = a_domain("plumbing", exports=["connect", "setup_logging"])
SAME_JOB = "$h = StreamHandler($out)\n$h.setFormatter($f)\nlogging.getLogger('asctime').addHandler($h)"
OTHER_BODY = "$pump.open($valve)\n$pump.press($limit)\nreturn $valve"


def owner(name: str = "setup_logging", text: str = SETUP, **fields: Any) -> Unit:
    return a_unit(name, text, **fields)


def copy(text: str = SAME_JOB, name: str = "setup_logging", path: str = "jobs/a.py", **fields: Any) -> Unit:
    return a_unit(name, text, path, **fields)


def found(*units: Unit, matches: tuple[Match, ...] = (), **fields: Any) -> list[Shadow]:
    hay: Haystack = a_haystack(*units, domains=fields.pop("domains", [LOGGING]), **fields)
    return list(shadows(hay, weights_by_family(hay), matches))


def plumbing(*units: Unit) -> list[Shadow]:
    return found(*units, domains=[PLAIN], owners={"app/log.py": ("plumbing",)})


def test_an_exported_name_with_another_body_and_the_same_words_is_a_shadow() -> None:
    (shadow,) = found(owner(), copy())
    assert (shadow.domain, shadow.owner.name, shadow.copy.location.path) == ("logging", "setup_logging", "jobs/a.py")
    assert 0.0 < shadow.score <= 1.0
    assert {"StreamHandler", "setFormatter", "addHandler"} & set(shadow.shared)
    assert not {"logging", '"logging', "setup"} & set(shadow.shared), "words of the name itself prove nothing"
    assert not shadow.fallback


def test_a_fallback_is_marked() -> None:
    (shadow,) = found(owner(), copy(traits=frozenset((Trait.FALLBACK,))))
    assert shadow.fallback


def test_the_same_name_with_another_purpose_is_none() -> None:
    assert plumbing(owner("connect"), copy(OTHER_BODY, "connect")) == []
    assert plumbing(owner("connect", OTHER_BODY), copy(OTHER, "connect")) == []


def test_a_longer_function_that_shares_some_words_is_another_one() -> None:
    much_else = SAME_JOB + "\n" + OTHER + "".join(f"\n$pump.press('valve{number}', other{number})" for number in range(6))
    assert plumbing(owner("connect"), copy(SAME_JOB, "connect")) != []
    assert plumbing(owner("connect"), copy(much_else, "connect")) == []


def test_words_must_be_telling_and_not_only_shared() -> None:
    crowd = [a_unit(f"u{number}", SAME_JOB + f"\nown{number}()" * number, f"lib/{number}.py") for number in range(12)]
    assert plumbing(owner("connect"), copy(SAME_JOB, "connect")) != []
    assert plumbing(owner("connect"), copy(SAME_JOB, "connect"), *crowd) == []


def test_one_shared_word_is_not_enough() -> None:
    body = "$pump.open($valve)\nmeter.read($valve)"
    assert plumbing(owner("connect", body), copy("$x = $y.open($z)\nreturn $x", "connect")) == []
    assert plumbing(owner("connect", body), copy("$x = $y.open($z)\nmeter.write($x)", "connect")) != []


def test_a_near_equal_body_needs_no_words() -> None:
    body = "for $x in $rows:\n    if $x > $limit:\n        $out = $out + [$x * 2]\nreturn $out"
    (shadow,) = plumbing(owner("connect", body), copy(body + "\n$x = 1", "connect"))
    assert (shadow.shared, shadow.score) == ((), 1.0)


def test_a_few_tokens_that_share_no_word_are_alike_with_everything() -> None:
    option = "return $make($config)\n    $config.$clock = $given"
    assert plumbing(owner("connect", option), copy(option, "connect")) == []
    assert len(plumbing(owner("connect", option + "\nregister_plumbing($x)"), copy(option + "\nregister_plumbing($x)", "connect"))) == 1


def test_a_type_that_either_file_declares_for_itself_says_nothing() -> None:
    text, other = "$next = TracingMiddleware($given)\nreturn Storage($next)", "for $x in Storage:\n    $out[$x] = 1 + [TracingMiddleware]"
    own = [a_unit("TracingMiddleware", OTHER, path, 40, kind=UnitKind.CLASS) for path in ("app/log.py", "jobs/a.py")]
    pair = owner("connect", text), copy(other, "connect")
    assert len(plumbing(*pair)) == 1
    assert plumbing(*pair, *own) == []


def test_a_telling_name_needs_one_more_piece_of_the_kind_and_a_single_word_more_than_that() -> None:
    strange = "\n".join(f"$pump{number}.open($valve)\n$pump{number}.press($limit)" for number in range(6))
    body = strange + "\nroot.setLevel($limit)"
    assert len(found(owner(text=OTHER), copy(body))) == 1
    assert found(owner(text=OTHER), copy(strange)) == []
    assert found(owner("log", OTHER), copy(body, "log")) == []
    assert plumbing(owner(text=OTHER), copy(body)) == []


@pytest.mark.parametrize(("name", "family", "usual"), [("log", "shell", True), ("setup_logging", "shell", False), ("log", "python", False)])
def test_one_word_is_a_name_of_each_shell_script_and_a_hint_there(name: str, family: str, usual: bool) -> None:
    of = {"files": {path: {"language": family} for path in ("app/log.py", "jobs/a.py")}, "families": {family: family}}
    (shadow,) = found(owner(name), copy("root.setLevel($a)", name, calls=("logging.basicConfig",)), **of)
    assert shadow.usual is usual


def test_a_telling_name_is_enough_for_a_body_too_short_to_say_more() -> None:
    assert len(found(owner(text=OTHER), copy("echo($a)"))) == 1


def test_belonging_to_the_kind_is_enough_whatever_the_words() -> None:
    belonging = copy("root.setLevel($a)", "log", calls=("logging.basicConfig",))
    (shadow,) = found(owner("log", OTHER), belonging)
    assert shadow.shared == ("logging.basicConfig", "setLevel", "log")


@pytest.mark.parametrize("trait", [Trait.OVERLOAD, Trait.PROTOCOL, Trait.ABSTRACT, Trait.NESTED, Trait.ARGUMENTS], ids=str)
def test_declarations_and_nested_functions_shadow_nothing(trait: Trait) -> None:
    assert found(owner(), copy(traits=frozenset((trait,)))) == []


@pytest.mark.parametrize(
    ("kind", "count"), [(UnitKind.FUNCTION, 1), (UnitKind.METHOD, 0), (UnitKind.SCRIPT, 0), (UnitKind.CLASS, 0), (UnitKind.TABLE, 0)]
)
def test_only_top_level_units_of_the_owners_kind_count(kind: UnitKind, count: int) -> None:
    assert len(found(owner(), copy(kind=kind))) == count


@pytest.mark.parametrize("kind", [UnitKind.CLASS, UnitKind.TABLE, UnitKind.CONFIG])
def test_classes_tables_and_blocks_shadow_their_own_kind(kind: UnitKind) -> None:
    assert len(found(owner(kind=kind), copy(kind=kind))) == 1


def test_a_method_of_that_name_is_none_on_either_side() -> None:
    assert found(owner(), copy(scope="Service")) == []
    assert found(owner(scope="Logs"), copy()) == []


def test_names_that_are_not_exported_may_be_used_again() -> None:
    assert found(owner("prepare"), copy(name="prepare")) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"owners": {"app/log.py": ("logging",), "jobs/a.py": ("logging",)}},
        {"exempt": [("logging", "jobs/a.py")]},
        {"files": {"jobs/a.py": {"generated": True}}},
        {"files": {"jobs/a.py": {"test": True}}},
        {"files": {"jobs/a.py": {"language": "shell"}}, "families": {"python": "python", "shell": "shell"}},
        {"owners": {"gone.py": ("logging",)}},
    ],
    ids=["owned", "exempt", "generated", "test", "other language", "owner not read"],
)
def test_files_that_do_not_count(fields: dict[str, Any]) -> None:
    assert found(owner(), copy(), **fields) == []


@pytest.mark.parametrize("call", ["app.log.setup_logging", "app.log.get_logger"])
def test_what_builds_on_the_owner_shadows_nothing(call: str) -> None:
    helper = owner("get_logger", OTHER, line=30)
    assert found(owner(), helper, copy(calls=(call,))) == []
    assert len(found(owner(), helper, copy(calls=("elsewhere.get_logger",)))) == 1


def test_an_owner_that_gives_way_is_shadowed_by_nothing() -> None:
    assert found(owner(calls=("warnings.deprecated", "print")), copy()) == []
    assert found(owner(calls=("jobs.a.setup_logging",)), copy()) == []
    assert len(found(owner(calls=("jobs.b.setup_logging",)), copy())) == 1


def test_a_class_that_builds_on_the_owners_class_is_no_shadow_of_it() -> None:
    whole = owner(kind=UnitKind.CLASS)
    assert found(whole, copy(kind=UnitKind.CLASS, bases=("app.log.setup_logging",))) == []
    assert len(found(whole, copy(kind=UnitKind.CLASS, bases=("elsewhere.setup_logging",)))) == 1


def test_a_script_that_sources_the_owner_and_calls_it_under_its_name_is_its_own() -> None:
    source = Reference(ReferenceKind.SOURCE, "app/log.py", a_place(path="jobs/a.py"))
    assert found(owner(), copy(calls=("setup_logging",)), files={"jobs/a.py": {"references": (source,)}}) == []


def test_what_is_reported_as_a_copy_is_not_reported_again() -> None:
    same = copy(SETUP)
    hay = a_haystack(owner(), same, domains=[LOGGING])
    assert found(owner(), same, matches=searched(hay)) == []
    placed = a_match(owner(), copy(SETUP, line=4, location=Location("jobs/a.py", 2, 1, 14, 80)))
    assert found(owner(), copy(SETUP, line=4), matches=(placed,)) == []


def test_a_class_whose_method_is_reported_is_not_reported_again() -> None:
    whole, method = copy(kind=UnitKind.CLASS), copy(SETUP, "setup", line=2, kind=UnitKind.METHOD, scope="setup_logging")
    assert len(found(owner(kind=UnitKind.CLASS), whole)) == 1
    assert found(owner(kind=UnitKind.CLASS), whole, matches=(a_match(owner(), method),)) == []
    assert len(found(owner(kind=UnitKind.CLASS), whole, matches=(a_match(owner(), method, tier=Tier.HINT),))) == 1


def test_shadows_stand_by_place_each_once() -> None:
    units = [copy(path=path, line=line) for path in ("jobs/b.py", "jobs/a.py") for line in (40, 1)]
    two_owners = {"app/log.py": ("logging",), "app/more.py": ("logging",)}
    shown = found(owner(), owner(path="app/more.py"), *units, owners=two_owners)
    assert [(shadow.copy.location.path, shadow.copy.location.line) for shadow in shown] == [
        ("jobs/a.py", 1), ("jobs/a.py", 40), ("jobs/b.py", 1), ("jobs/b.py", 40),
    ]  # fmt: skip


def twice(*told: tuple[Unit, Unit], **fields: Any) -> list[tuple[str, str]]:
    """(owner, copy) of the shadows of one name that two domains export; `told` are copies that are reported already."""
    domains = [LOGGING, a_domain("jobs", exports=["setup_logging"])]
    owners = {"app/log.py": ("logging",), "jobs/a.py": ("jobs",)}
    matches = tuple(a_match(*pair, **fields) for pair in told)
    shadowing = found(owner(), copy(), matches=matches, domains=domains, owners=owners)
    return [(shadow.owner.location.path, shadow.copy.location.path) for shadow in shadowing]


def test_a_pair_of_two_owners_is_told_in_one_direction() -> None:
    assert twice() == [("jobs/a.py", "app/log.py")]


def test_a_pair_that_is_told_as_a_copy_is_not_told_the_other_way_round() -> None:
    assert twice((owner(), copy())) == []
    assert twice((copy(), owner())) == []


def test_a_copy_of_something_else_or_a_hint_leaves_the_shadow() -> None:
    assert twice((a_unit("other", SETUP, "lib/c.py"), copy())) == [("jobs/a.py", "app/log.py")]
    assert twice((owner(), copy()), tier=Tier.HINT) == [("jobs/a.py", "app/log.py")]


def usual(body: str, *, files: int = USUAL_FILES, matches: tuple[Match, ...] = (), **fields: Any) -> list[Shadow]:
    """Shadows at jobs/a.py of a name that as many files define as `files` says."""
    others = [copy(OTHER_BODY, path=f"other/{place}.py") for place in range(files - 2)]
    shown = found(owner(**fields), copy(body, **fields), *others, matches=matches)
    return [shadow for shadow in shown if shadow.copy.location.path == "jobs/a.py"]


def test_a_name_that_many_files_define_is_their_protocol_and_a_hint() -> None:
    assert [shadow.usual for shadow in usual(SAME_JOB, files=USUAL_FILES - 1)] == [False]
    assert [shadow.usual for shadow in usual(SAME_JOB)] == [True]


def test_a_hint_about_a_usual_name_is_no_shadow_either() -> None:
    hint = a_match(owner(), copy(SETUP), tier=Tier.HINT)
    assert usual(SETUP, matches=(hint,)) == []
    assert len(usual(SETUP, files=USUAL_FILES - 1, matches=(hint,))) == 1


def test_one_text_under_a_usual_name_is_a_shadow_unless_both_delegate() -> None:
    assert [shadow.usual for shadow in usual(SETUP)] == [False]
    assert [shadow.usual for shadow in usual(SETUP, traits=frozenset((Trait.DELEGATE,)))] == [True]


def test_programs_that_begin_alike_shadow_nothing() -> None:
    calls = ("argparse.ArgumentParser",)
    assert found(owner(calls=calls), copy(calls=calls)) == []


def test_a_name_of_a_go_package_is_read_with_the_package_before_it() -> None:
    fields = {"owners": {"app/log.go": ("logging",)}}
    pair = a_unit("setup_logging", SETUP, "app/log.go"), copy(path="jobs/a.go")
    assert [shadow.usual for shadow in found(*pair, **fields)] == [True]
    assert [shadow.usual for shadow in found(pair[0], copy(SETUP, path="jobs/a.go"), **fields)] == [False]
    short = "return is_locked(Deadlock, $error)"
    small = a_unit("setup_logging", short, "app/log.go")
    assert [shadow.usual for shadow in found(small, copy(short, path="jobs/a.go"), **fields)] == [False]
    assert [shadow.usual for shadow in found(owner(), copy())] == [False]


def test_a_name_that_says_nothing_is_a_hint_unless_both_are_one_text() -> None:
    domain = a_domain("logging", exports=["init"])
    (shadow,) = found(owner("init"), copy(name="init"), domains=[domain])
    assert shadow.usual
    (pasted,) = found(owner("init"), copy(SETUP, "init"), domains=[domain])
    assert not pasted.usual


def test_a_fixture_of_another_suite_overrides_and_shadows_nothing() -> None:
    calls = ("pytest.fixture",)
    assert found(owner(calls=calls), copy(calls=calls)) == []
    assert len(found(owner(calls=calls), copy())) == 1


@pytest.mark.parametrize(("text", "usual"), [(SAME_JOB, True), (EDITED, False)], ids=["another body", "an edited one"])
def test_a_class_of_one_name_with_another_body_is_a_hint(text: str, usual: bool) -> None:
    (shadow,) = found(owner(kind=UnitKind.CLASS), copy(text, kind=UnitKind.CLASS))
    assert shadow.usual is usual

"""Copies that name another thing of the kind where the owner names its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.matching.similarity import measure
from ssot_check.matching.sisters import are_sisters, names_sister
from ssot_check.model.match import Tier
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import a_haystack, searched, weights_of

LOAD = """
$host = AliasRecord.host
$found = store.last(AliasTag, $host)
if $found:
    $index = $found.index + 1
else:
    $index = 0
$bytes = AliasRecord.encode($value, 'shell settings of a user')
$sealed = keyring.seal($bytes, $host)
return store.push($index, $sealed, 'settings record')
"""
MORE = LOAD.replace("$index = 0", "$index = 0\n$seen.clear()")


def sisters(copy_text: str, owner_text: str = LOAD) -> bool:
    owner, copy = a_unit("set_alias", owner_text), a_unit("set_variable", copy_text, "jobs/a.py")
    weights = weights_of(a_haystack(owner, copy))
    return names_sister(owner, copy, weights, measure(owner, copy, weights))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("AliasRecord", "VarRecord", True),
        ("get_rpm_source_type", "get_live_image_type", True),
        ("GetIstioServiceGVR", "GetMappingGVR", True),
        ("scanIssueFrom", "scanIssue", False),
        ("isActiveInTx", "isActive", False),
        ("DepTargetExpr", "depTargetExpr", False),
        ("scanDependencyRow", "scanDepRow", False),
        ("AliasRecord", "AliasStore", False),
        ("Alias", "Var", False),
    ],
)
def test_sisters_have_one_last_word_and_each_one_of_its_own(one: str, other: str, expected: bool) -> None:
    assert are_sisters(one, other) is expected
    assert are_sisters(other, one) is expected


def test_a_twin_names_a_sister_in_the_place_of_the_name() -> None:
    assert sisters(MORE.replace("AliasRecord", "VarRecord"))
    assert not sisters(MORE.replace("AliasRecord", "AliasLog"))
    assert not sisters(MORE.replace("AliasRecord", "Record"))
    assert not sisters(MORE)


def test_a_sister_that_stands_elsewhere_was_added() -> None:
    assert not sisters(
        LOAD.replace("AliasRecord.host", "settings").replace("return store", "VarRecord.sync($sealed, $index)\nreturn store")
    )


def test_what_differs_in_nothing_but_a_name_has_a_parameter() -> None:
    long = LOAD.replace("return", "log.write($index, $host)\n" * 9 + "return")
    assert not sisters(long.replace("AliasTag", "VarTag"), long)
    assert sisters(LOAD.replace("AliasTag", "VarTag"))


def test_what_many_units_name_is_no_thing_of_its_own() -> None:
    """Every function of a repository may name `ParseError`."""
    owner, copy = a_unit("set_alias", LOAD), a_unit("set_variable", MORE.replace("AliasRecord", "VarRecord"), "jobs/a.py")
    crowd = [a_unit(f"f{number}", f"$x = part{number}(AliasRecord, VarRecord)", f"zoo/{number}.py") for number in range(120)]
    weights = weights_of(a_haystack(owner, copy, *crowd))
    assert not names_sister(owner, copy, weights, measure(owner, copy, weights))


def test_classes_and_blocks_are_not_asked() -> None:
    for kind in (UnitKind.CLASS, UnitKind.CONFIG):
        owner = a_unit("AliasStore", LOAD, kind=kind)
        copy = a_unit("VarStore", MORE.replace("AliasRecord", "VarRecord"), "jobs/a.py", kind=kind)
        weights = weights_of(a_haystack(owner, copy))
        assert not names_sister(owner, copy, weights, measure(owner, copy, weights))


def tiers(copy: Unit) -> list[Tier]:
    return [match.tier for match in searched(a_haystack(a_unit("set_alias", LOAD), copy))]


def test_a_twin_is_a_hint_and_an_edited_copy_is_not() -> None:
    copy = a_unit("set_alias_record", MORE, "jobs/a.py")
    assert tiers(copy) == [Tier.GATE]
    assert tiers(replace(a_unit("set_alias_record", MORE.replace("AliasRecord", "VarRecord"), "jobs/a.py"))) == [Tier.HINT]

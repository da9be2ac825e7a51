"""Findings in one another: which of them are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.matching.nested import beside, without_inner
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import UnitKind
from tests.builders import a_match, a_unit

BODY = "\n".join(f"call{number}($x)" for number in range(10))


def matched(name: str, kind: UnitKind, lines: range, part: tuple[int, int] | None = None) -> Match:
    owner, copy = a_unit(name, BODY, kind=kind), a_unit("both", BODY, "jobs/a.py", kind=kind)
    match = a_match(owner, copy, CloneType.NEAR, part=part)
    return replace(match, alignment=replace(match.alignment, pairs=tuple((line, line) for line in lines)))


@pytest.mark.parametrize(
    ("kind", "part", "parts"),
    [
        (UnitKind.FUNCTION, (8, 11), [(2, 7), (8, 11)]),
        (UnitKind.FUNCTION, (4, 9), [None]),
        (UnitKind.CONFIG, (8, 11), [None]),
    ],
    ids=["behind it", "in the midst of it", "a config block is one thing"],
)
def test_a_part_beside_what_the_whole_shares_is_told_too(
    kind: UnitKind, part: tuple[int, int], parts: list[tuple[int, int] | None]
) -> None:
    whole, other = matched("first", kind, range(2, 8)), matched("second", kind, range(*part), part)
    assert [match.part for match in beside(whole, [whole, other])] == parts


@pytest.mark.parametrize(
    ("count", "tier", "told"),
    [(5, Tier.GATE, "Loader"), (18, Tier.GATE, "load"), (18, Tier.HINT, "Loader")],
    ids=["a part of the class", "nearly all of it", "nearly all of it, but in doubt"],
)
def test_of_an_edited_class_the_method_is_told_that_is_nearly_all_of_it(count: int, tier: Tier, told: str) -> None:
    body = [f"call{number}($x)" for number in range(20)]
    whole, one = "\n".join(body), "\n".join(body[:count])
    owner, copy = (a_unit("Loader", whole, path, kind=UnitKind.CLASS) for path in ("app/log.py", "jobs/a.py"))
    inner, inner_copy = (a_unit("load", one, path, 2, kind=UnitKind.METHOD) for path in ("app/log.py", "jobs/a.py"))
    found = [a_match(owner, copy, CloneType.NEAR), a_match(inner, inner_copy, CloneType.EXACT, tier=tier)]
    assert [match.copy.name for match in without_inner(found)] == [told]


@pytest.mark.parametrize(
    ("name", "scope", "tier"), [("keep", "Rows", Tier.HINT), ("keep", "Other", Tier.GATE), ("first", "Rows", Tier.GATE)]
)
def test_beside_an_equal_copy_an_edited_one_under_another_name_is_a_variation_of_it(name: str, scope: str, tier: Tier) -> None:
    owner = a_unit("first", BODY, kind=UnitKind.METHOD, scope="Rows")
    equal = a_match(owner, a_unit("first", BODY, "jobs/a.py", kind=UnitKind.METHOD, scope="Rows"))
    edited = a_match(owner, a_unit(name, BODY, "jobs/a.py", 40, kind=UnitKind.METHOD, scope=scope), CloneType.NEAR)
    assert [(match.copy.location.line, match.tier) for match in without_inner([equal, edited])] == [(1, Tier.GATE), (40, tier)]

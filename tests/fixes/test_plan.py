"""Which repairs go together."""

from __future__ import annotations

from ssot_check.fixes.plan import plan
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.location import Location
from tests.builders import a_finding

BOTH = (Safety.SAFE, Safety.SUGGESTED)


def edit(start: int, end: int, text: str = "x", path: str = "a.py") -> Edit:
    return Edit(Location(path, 1, start, 1, end), text)


def finding(*edits: Edit, safety: Safety = Safety.SAFE, code: str = "SSOT801") -> Finding:
    return a_finding(code, fix=Fix("mend it", safety, edits))


def test_only_the_asked_sorts_are_made() -> None:
    safe, suggested = finding(edit(1, 2)), finding(edit(5, 6), safety=Safety.SUGGESTED)
    assert plan((safe, suggested), (Safety.SAFE,), {}).taken == (safe,)
    assert plan((safe, suggested), BOTH, {}).taken == (safe, suggested)


def test_the_first_of_two_that_overlap_wins_and_the_other_is_told() -> None:
    first, second = finding(edit(1, 5)), finding(edit(9, 9), edit(4, 6))
    made = plan((first, second), BOTH, {})
    assert made.taken == (first,)
    assert made.edits == {"a.py": (edit(1, 5),)}  # of the second nothing at all
    assert [(item.item, "another repair" in item.reason) for item in made.left] == [(second, True)]


def test_edits_that_touch_or_are_the_same_go_together() -> None:
    found = [finding(edit(3, 5)), finding(edit(1, 3)), finding(edit(3, 5), code="SSOT803"), finding(edit(3, 3, "new"))]
    made = plan(found, BOTH, {})
    assert made.left == ()
    assert made.edits == {"a.py": (edit(1, 3), edit(3, 3, "new"), edit(3, 5))}


def test_nothing_of_a_repair_is_made_when_one_of_its_files_is_left_alone() -> None:
    found = finding(edit(1, 2), edit(1, 2, path="b.py"))
    made = plan((found,), BOTH, {"b.py": "it is a link"})
    assert (made.edits, made.taken) == ({}, ())
    assert made.left[0].reason == "b.py is left alone: it is a link"


def test_a_finding_without_edits_is_nobodys_business() -> None:
    assert plan((a_finding(), finding()), BOTH, {}) == plan((), BOTH, {})

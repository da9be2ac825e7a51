"""A file with many copies from one other: the first of them are shown in full, each of the others on a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.report import Report
from ssot_check.reports import full, github
from tests.reports.canned import REPORT, shown

HELP = "9 copies of what stands in web/a.sh stand in web/b.sh; take them from there at once (-v shows each in full)"


def copies(count: int, owner: str = "web/a.sh", first: int = 1) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "SSOT201", f"function `f{number}` is a copy of `f{number}` of {owner}", Location("web/b.sh", number, 1, number, 5),
            why="it drifts", help=f"call `f{number}` of {owner}", related=(Related(Location(owner, number, 1, number, 5), "the owner"),),
        )
        for number in range(first, first + count)
    )  # fmt: skip


def told(*findings: Finding, **fields: bool) -> str:
    report: Report = replace(REPORT, problems=(), findings=findings, presentation=shown(**fields).presentation)
    return full.render(report)


def test_after_three_each_is_one_line() -> None:
    text = told(*copies(9))
    assert [text.count(f"error[SSOT201]: function `f{number}` ") for number in (1, 3, 4, 9)] == [1, 1, 0, 0]
    assert [text.count(f"error[SSOT201] web/b.sh:{number}:1: function `f{number}` ") for number in (1, 3, 4, 9)] == [0, 0, 1, 1]
    assert text.count("why: it drifts") == 3
    assert text.count(HELP) == 1


def test_methods_of_one_type_are_written_once() -> None:
    text = told(*(replace(item, scope=f"Docker.f{number}") for number, item in enumerate(copies(9))))
    assert text.count("stand in web/b.sh; write once what `Docker` and the type there have in common (-v shows each in full)") == 1
    mixed = (replace(item, scope=f"Docker.f{number}" if number < 6 else f"f{number}") for number, item in enumerate(copies(9)))
    assert HELP in told(*mixed)


@pytest.mark.parametrize("findings", [copies(7), copies(4) + copies(4, "web/c.sh", first=10)], ids=["seven", "of two files"])
def test_fewer_copies_of_a_file_are_told_one_by_one(findings: tuple[Finding, ...]) -> None:
    text = told(*findings)
    assert text.count("why: it drifts") == len(findings)
    assert "copies of what" not in text


def test_two_pastes_in_one_file_stay_apart() -> None:
    mixed = tuple(item for pair in zip(copies(9), copies(9, "web/c.sh", first=20), strict=True) for item in pair)
    text = told(*mixed)
    assert text.count("why: it drifts") == 6
    assert text.count("9 copies of what stands in web/a.sh") == text.count("9 copies of what stands in web/c.sh") == 1


def test_verbose_shows_each_in_full() -> None:
    text = told(*copies(9), verbose=True)
    assert text.count("why: it drifts") == 9
    assert HELP not in text


def test_where_only_the_first_few_are_shown_one_paste_does_not_hide_another_finding() -> None:
    other = replace(copies(1)[0], code="SSOT306", message="`_hidden` is private", location=Location("web/z.sh", 1, 1, 1, 5), related=())
    lines = github.render(replace(REPORT, problems=(), findings=(*copies(30), other))).splitlines()
    assert [line for line in lines[:10] if "web/z.sh" in line] == [lines[3]]
    assert sum("::error" in line for line in lines) == 10

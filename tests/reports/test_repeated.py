"""A ban that is broken in many places: the first of them are shown in full, each of the others on a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity
from ssot_check.reports import full
from tests.reports.canned import REPORT, shown

HELP = "9 uses of what SSOT_LOCK.yml:7 bans stand outside the owner of `env` (-v shows each in full)"


def uses(count: int, line: int = 7, severity: Severity = Severity.ERROR) -> tuple[Finding, ...]:
    ban = (Related(Location("SSOT_LOCK.yml", line, 1, line, 5), "banned here"),)
    return tuple(
        Finding(
            "SSOT302", f"environment variable `A{number}` is read", Location(f"web/{number}.py", line, 1, line, 5), why="its default",
            help="use `settings`", domain="env", severity=severity, related=ban,
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def told(*findings: Finding, **fields: bool) -> str:
    return full.render(replace(REPORT, problems=(), findings=findings, presentation=shown(**fields).presentation))


def test_after_three_each_is_one_line() -> None:
    text = told(*uses(9))
    assert [text.count(f"error[SSOT302]: environment variable `A{number}` ") for number in (1, 3, 4, 9)] == [1, 1, 0, 0]
    assert [text.count(f"error[SSOT302] web/{number}.py:7:1: environment variable") for number in (1, 3, 4, 9)] == [0, 0, 1, 1]
    assert (text.count("why: its default"), text.count(HELP)) == (3, 1)


@pytest.mark.parametrize(
    "findings",
    [
        uses(7),
        uses(4) + uses(4, 8),
        tuple(replace(item, help=said) for item, said in zip(uses(8), ["use `dump`", "use `load`"] * 4, strict=True)),
        uses(4) + uses(4, severity=Severity.WARNING),
        tuple(replace(item, code=code) for item, code in zip(uses(8), ["SSOT301", "SSOT302"] * 4, strict=True)),
    ],
    ids=["seven", "of two bans", "of two helps", "of two severities", "of two rules"],
)
def test_fewer_uses_are_told_one_by_one(findings: tuple[Finding, ...]) -> None:
    text = told(*findings)
    assert text.count("why: its default") == len(findings)
    assert "uses of what" not in text


def test_hints_are_not_counted() -> None:
    text = told(*uses(7), *uses(5, severity=Severity.INFORMATION))
    assert text.count("why: its default") == 7


def test_verbose_shows_each_in_full() -> None:
    text = told(*uses(9), verbose=True)
    assert text.count("why: its default") == 9
    assert HELP not in text

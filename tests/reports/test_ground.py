"""What the verdict stands on is said by domain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.ground import ground, rules_by_domain
from tests.reports.canned import CLEAN, REPORT


def domain(name: str, *codes: int, unproved: tuple[str, ...] = (), unseen: tuple[SkippedFile, ...] = ()) -> DomainSummary:
    return DomainSummary(name, "", name, 1, 1, rules=tuple(f"SSOT{code}" for code in codes), unproved=unproved, unseen=unseen)


def said(report: Report) -> dict[str, str]:
    return dict(ground(report))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("a", 101, 102, 103, 105), ("b", 101, 102, 103, 105)), "in every domain 101-103, 105"),
        ((("a", 113, 301), ("b", 113), ("c", 113, 301, 302)), "in every domain 113; in a, c 301; in c 302"),
        ((("a", 113), ("b",)), "in a 113; none in b"),
    ],
)
def test_codes_of_the_same_domains_stand_together(rows: tuple[tuple[str, int], ...], expected: str) -> None:
    assert rules_by_domain([domain(name, *codes) for name, *codes in rows]) == expected


def test_texts_that_nothing_proves_are_named_with_their_domain() -> None:
    told = said(replace(CLEAN, domains=(domain("log", 101, unproved=("keep it calm", "x" * 80)),)))
    assert told["unproved"] == f"2 rule texts that no check is bound to: log: keep it calm; log: {'x' * 59}\N{HORIZONTAL ELLIPSIS}"


def test_unread_files_are_named_those_of_owners_first() -> None:
    paths = ("web/Log.astro", "app/Form.rb", "a.md")
    owned, gap, harmless = (SkippedFile(path, Skip.NO_LANGUAGE) for path in paths)
    done = replace(CLEAN.completeness, skipped=(gap, harmless, owned))
    told = said(replace(CLEAN, domains=(domain("log", 101, unseen=(owned,)),), completeness=done))
    why = "no analyser for this kind of file"
    assert told["unread"] == f"2 files in scope: web/Log.astro, which log owns ({why}); app/Form.rb ({why})"
    assert told["score"].startswith("99 of 100; log 99 ")


def test_a_run_that_proves_nothing_has_no_score() -> None:
    assert said(replace(REPORT, verdict=Verdict.UNTRUSTED))["score"].startswith("none: ")


def test_without_domains_there_is_nothing_to_say() -> None:
    assert not said(replace(CLEAN, domains=()))

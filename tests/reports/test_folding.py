"""Repeated warnings are told once, with their number; errors are never folded."""

from __future__ import annotations

from dataclasses import replace

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity
from ssot_check.reports import full
from tests.reports.canned import REPORT

TEMPLATES = tuple(Problem("SSOT007", f"line {n} was not understood", Location(f"chart/{n}.yaml", n), Severity.WARNING) for n in range(1, 8))


def test_seven_warnings_of_one_kind_are_one_block() -> None:
    text = full.render(replace(REPORT, problems=TEMPLATES))
    assert text.count("not understood") == 1
    assert "some lines were not understood (7 times in 7 files)" in text
    assert "chart/1.yaml:1:1, chart/2.yaml:2:1, chart/3.yaml:3:1 and 4 more" in text


def test_places_that_need_more_lines_stand_below_each_other() -> None:
    folder = "charts/" + 8 * "templates/"
    deep = tuple(replace(problem, location=replace(problem.location, path=folder + problem.location.path)) for problem in TEMPLATES)
    lines = full.render(replace(REPORT, problems=deep, presentation=replace(REPORT.presentation, width=100, folds=True))).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("  --> charts/"))
    places = [f"{folder}chart/{number}.yaml:{number}:1" for number in (1, 2, 3)]
    assert [line[6:].split()[0].rstrip(",") for line in lines[first : first + 3]] == places
    assert [line[:6] for line in lines[first : first + 3]] == ["  --> ", "      ", "      "]


def test_one_block_tells_no_line_that_only_one_file_has() -> None:
    last = (
        replace(TEMPLATES[0], message="lines 4-9, 14 and 2 more places were not understood"),
        replace(TEMPLATES[0], message="parts of line 1 were not understood"),
    )
    text = full.render(replace(REPORT, problems=(*TEMPLATES, *last)))
    assert text.count("not understood") == 1
    assert "some lines were not understood (9 times in 7 files)" in text
    other = tuple(replace(problem, message=f"took {n} s") for n, problem in enumerate(TEMPLATES))
    assert "took … s (7 times in 7 files)" in full.render(replace(REPORT, problems=other))


def test_what_another_tool_is_asked_about_has_a_block_of_its_own() -> None:
    asked = tuple(replace(problem, remedy="ask `a -n`" if number < 3 else "ask `b -n`") for number, problem in enumerate(2 * TEMPLATES))
    text = full.render(replace(REPORT, problems=asked))
    assert text.count("some lines were not understood") == 1
    assert "(11 times in 7 files)" in text
    assert text.count("was not understood") == 3
    assert text.count("help: ask `b -n`") == 1


def test_verbose_shows_each() -> None:
    verbose = replace(REPORT, problems=TEMPLATES, presentation=replace(REPORT.presentation, verbose=True))
    assert full.render(verbose).count("was not understood") == 7


def test_errors_are_never_folded() -> None:
    errors = tuple(replace(problem, severity=Severity.ERROR) for problem in TEMPLATES)
    assert full.render(replace(REPORT, problems=errors)).count("was not understood") >= 7

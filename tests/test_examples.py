"""The whole answer for the sample platform, as a person and as a program see it, and the plants its README promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ssot_check import __version__, discovery
from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.model.report import Presentation, Report
from ssot_check.model.verdict import Verdict
from ssot_check.pipeline.check import check, checked
from ssot_check.pipeline.fix import propose

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ROOT / "examples" / "platform"
GOLDEN = ROOT / "tests" / "golden"


@cache
def report() -> Report:
    found = check(Config(root=PLATFORM, registry=PLATFORM / "SSOT_LOCK.yml", presentation=Presentation(width=100)))
    return replace(found, completeness=replace(found.completeness, lister="git"))  # an unpacked archive of the sources has no git


def rendered(name: str) -> str:
    form = next(form for form in discovery.formats() if form.name == name)
    return form.render(report()).replace(__version__, "VERSION")


def findings() -> set[tuple[str, str, str]]:
    """(code, path, last part of the scope) of every finding."""
    return {(item.code, item.location.path, item.scope.rpartition(".")[2]) for item in report().findings}


def rows(heading: str) -> list[list[str]]:
    """Rows of the table under a heading of the sample's README, without the header."""
    text = (PLATFORM / "README.md").read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")][2:]


def quoted(cell: str) -> tuple[list[str], list[str]]:
    """(paths and patterns, names) that stand between back-ticks."""
    pieces = re.findall(r"`([^`]+)`", cell)
    paths = [piece for piece in pieces if "/" in piece or piece.startswith(".")]
    return paths, [piece.rpartition(".")[2] for piece in pieces if piece not in paths]


def test_the_patch_of_every_fix() -> None:
    config = Config(root=PLATFORM, registry=PLATFORM / "SSOT_LOCK.yml")
    project, found = checked(config)
    patch = "".join(change.patch for change in propose(project, found, config, tuple(Safety)).changes)
    golden = GOLDEN / "platform.diff.golden"
    if os.environ.get("UPDATE_GOLDEN"):
        assert not os.environ.get("CI"), "golden files are not rewritten in CI"
        golden.write_text(patch, encoding="utf-8", newline="\n")
    assert patch == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["full", "json", "grouped", "ai", "github", "markdown", "junit"])
def test_the_whole_answer(form: str) -> None:
    golden = GOLDEN / f"platform.{form}.golden"
    if os.environ.get("UPDATE_GOLDEN"):
        assert not os.environ.get("CI"), "golden files are not rewritten in CI"
        golden.write_text(rendered(form), encoding="utf-8", newline="\n")
    assert rendered(form) == golden.read_text(encoding="utf-8")


def test_the_readme_shows_what_the_sample_answers() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    narrow = replace(report(), presentation=Presentation(width=80))
    answer = next(form for form in discovery.formats() if form.name == "full").render(narrow)
    assert [piece for piece in shown.split("\n...\n") if piece.strip("\n") not in answer] == []


def test_nothing_kept_it_from_seeing() -> None:
    assert (report().verdict, report().problems) == (Verdict.FINDINGS, ())


@pytest.mark.parametrize("row", rows("What must be reported"), ids=lambda row: f"{row[0]} {row[1]}")
def test_every_planted_duplicate_is_reported(row: list[str]) -> None:
    paths, names = quoted(row[1])
    found = {scope for code, path, scope in findings() if (code, path) == (row[0], paths[0])}
    assert found >= set(names), sorted(findings())
    assert found, sorted(findings())


@pytest.mark.parametrize("row", rows("What must not be reported"), ids=lambda row: row[0])
def test_no_lookalike_is_reported(row: list[str]) -> None:
    paths, names = quoted(row[0])
    wrong = {
        (code, path, scope)
        for code, path, scope in findings()
        if any(Path(path).match(pattern) for pattern in paths) and (not names or scope in names)
    }
    assert wrong == set()


def test_only_planted_duplicates_are_reported() -> None:
    planted = {(row[0], quoted(row[1])[0][0]) for row in rows("What must be reported")}
    assert {(code, path) for code, path, _ in findings()} - planted == set()


def test_the_command_gives_the_same_answer() -> None:
    command = [sys.executable, "-m", "ssot_check", "check", "-C", str(PLATFORM), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["findings"] == json.loads(rendered("json"))["findings"]

"""Suppressions from end to end, in a repository of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.doors import Program
from tests.pipeline.trees import COPY, HOOK, OWNER, REGISTRY
from tests.repositories import repository

ALLOW = "# ssot: allow-file[CODE] until=2027-01-31 -- runs before the package is installed\n"
EXCEPTIONS = "exceptions: [{code: CODE, path: jobs/a.py, reason: runs first, until: 2027-01-31}]\n"
BEFORE, AFTER = "1800000000", "1802000000"  # 2027-01-15 and 2027-02-07


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BEFORE)
    monkeypatch.chdir(repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, **HOOK}))
    return Program(capsys, last=("--jobs", "1"))


def told(program: Program, *options: str) -> dict[str, list[str]]:
    """Codes by where the JSON report lists them."""
    document = json.loads(program("check", "--format", "json", *options)[1])
    return {name: [item["code"] for item in document[name]] for name in ("findings", "known", "suppressed")}


def test_a_comment_passes_until_its_day_and_fails_after_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = told(program)["findings"]
    Path("jobs/a.py").write_text(ALLOW.replace("CODE", code) + COPY, encoding="utf-8")
    exit_code, out, _ = program("check")
    assert (exit_code, "1 finding suppressed" in out, "by comments" in out) == (0, True, True)
    assert told(program) == {"findings": [], "known": [], "suppressed": [code]}
    assert told(program, "--no-suppressions") == {"findings": [code], "known": [], "suppressed": []}
    assert program("check", "--no-suppressions")[0] == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AFTER)
    assert told(program) == {"findings": ["SSOT803", code], "known": [], "suppressed": []}
    assert program("check")[0] == 1


def test_an_exception_passes_until_its_day_and_fails_after_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = told(program)["findings"]
    Path("SSOT_LOCK.yml").write_text(REGISTRY.rstrip() + "\n" + EXCEPTIONS.replace("CODE", code), encoding="utf-8")
    assert told(program)["suppressed"] == [code]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AFTER)
    assert sorted(told(program)["findings"]) == [code, "SSOT803"]


def test_what_is_suppressed_does_not_enter_the_baseline(program: Program) -> None:
    (code,) = told(program)["findings"]
    Path("jobs/a.py").write_text(ALLOW.replace("CODE", code) + COPY, encoding="utf-8")
    assert program("baseline", "create")[2].startswith(".ssot-baseline.json: written; entries: 0\n")

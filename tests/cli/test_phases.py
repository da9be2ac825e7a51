"""Phases from end to end: which change a run is about decides what fails, and the run says what it let pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY
from tests.repositories import commit, git, repository, write


def registry(enforcement: str) -> str:
    return REGISTRY.replace("domains:", f"enforcement: {enforcement}\ndomains:")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy and an innocent file on main, a branch at the same commit, and the current folder of the test."""
    files = {"SSOT_LOCK.yml": registry("{phase: new}"), "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/b.py": INNOCENT}
    root = repository(tmp_path / "repo", files)
    git(root, "checkout", "-q", "-b", "feature")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error of `check --format concise`."""
    return Program(capsys, first=("check", "--format", "concise", "--select", "SSOT10,SSOT20"), last=("--jobs", "1", "--no-cache"))


def excused(out: str) -> dict[str, bool]:
    """Path -> is excused, of every copy that is told."""
    return {line.partition(":")[0]: "(phase new" in line for line in out.splitlines() if " SSOT20" in line}


def test_a_branch_is_asked_for_clean_new_files_only(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/b.py": EDITED})
    code, out, _ = program("--since", "main")
    assert (code, excused(out)) == (0, {"jobs/b.py": True})
    assert "PASSED" in out
    commit(repo, {"jobs/c.py": COPY})
    code, out, _ = program("--since", "main")
    assert (code, excused(out)) == (1, {"jobs/b.py": True, "jobs/c.py": False})


def test_a_renamed_file_is_not_new(program: Program, repo: Path) -> None:
    git(repo, "mv", "jobs/a.py", "jobs/z.py")
    assert excused(program("--staged")[1]) == {"jobs/z.py": True}
    git(repo, "commit", "-q", "-m", "moved")
    assert program("--since", "main")[0] == 0


def test_the_next_commit_is_a_change_too(program: Program, repo: Path) -> None:
    write(repo, {"jobs/b.py": COPY, "jobs/c.py": COPY})
    git(repo, "add", "-A")
    code, out, _ = program("--staged")
    assert (code, excused(out)) == (1, {"jobs/b.py": True, "jobs/c.py": False})


def test_a_commit_taken_for_known_is_what_the_change_is_against(program: Program, repo: Path) -> None:
    write(repo, {"SSOT_LOCK.yml": registry("{phases: {logging: touched}}"), "jobs/b.py": COPY})
    assert program("--baseline-ref", "main")[0] == 1


def test_a_state_without_a_change_is_held_to_the_stricter_side(program: Program) -> None:
    code, out, _ = program()
    assert (code, excused(out)) == (1, {"jobs/a.py": False})
    assert "phases: everything else in phase new: no change to look at" in out


def test_a_domain_that_was_off_before_brings_its_old_findings_as_old_ones(program: Program, repo: Path) -> None:
    commit(repo, {"SSOT_LOCK.yml": registry("{phase: 'off'}")})
    git(repo, "branch", "-f", "main")
    commit(repo, {"SSOT_LOCK.yml": registry("{phase: ratchet}")})
    code, out, _ = program("--since", "main")
    assert (code, excused(out)) == (0, {})


def test_programs_read_what_the_phases_did(program: Program, repo: Path) -> None:
    write(repo, {"SSOT_LOCK.yml": registry("{phases: {SSOT2: report}}")})
    code, out, _ = program("--format", "json")
    told = json.loads(out)
    assert code == 0
    held = {"name": "SSOT2", "phase": "report", "held": 1, "hidden": 0, "unexcused": 0, "undecided": False}
    assert told["phases"] == [held]
    assert [item["excused"] for item in told["findings"]] == ["phase report of SSOT2"]


def test_the_baseline_is_written_as_if_there_were_no_phases(program: Program, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repo, {"SSOT_LOCK.yml": registry("{phase: 'off'}")})
    assert run(["baseline", "create", "--jobs", "1"]) == 0
    capsys.readouterr()
    assert '"jobs/a.py"' in (repo / ".ssot-baseline.json").read_text()
    assert "0 findings of phase off not shown" in program("--baseline", ".ssot-baseline.json")[1]

"""`check --since` from end to end, in repositories of its own: nothing here is replaced by a stand-in."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import git, repository, write

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One copy of the owner on main, a branch `feature` at the same commit that is checked out, and the current folder of the test."""
    for name in list(os.environ):
        if name.startswith(("SSOT_CHECK", "GIT_")):
            monkeypatch.delenv(name)
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY})
    git(root, "checkout", "-q", "-b", "feature")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--jobs", "1", "--no-cache"])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def commit(repo: Path, files: dict[str, str]) -> None:
    write(repo, files)
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "more")


def places(out: str) -> list[str]:
    return [line.partition(":")[0] for line in out.splitlines() if ": SSOT" in line or "SSOT2" in line.partition(" ")[2]]


def test_only_what_the_change_introduced_is_reported(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/b.py": COPY, "jobs/c.py": INNOCENT})
    code, out, _ = program("check", "--since", "main", "--format", "concise")
    assert (code, places(out)) == (1, ["jobs/b.py"])
    assert "introduced 1, already there 1 (not shown)" in out


def test_what_was_there_does_not_fail(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/a.py": "# one more line\n" + COPY, "app/log.py": "# a line\n" + OWNER})
    code, out, _ = program("check", "--since", "main", "--format", "concise")
    assert (code, places(out)) == (0, [])
    assert "introduced 0, already there 1 (not shown)" in out


def test_a_name_that_git_does_not_know_ends_with_2(program: Program) -> None:
    code, out, err = program("check", "--since", "nowhere")
    assert (code, out) == (2, "")
    assert "--since nowhere: git knows no commit of that name here" in err


def state(repo: Path) -> tuple[str, bytes, list[str]]:
    files = sorted(str(path) for path in repo.rglob("*") if ".git/" not in str(path))
    return git(repo, "rev-parse", "HEAD"), (repo / ".git/index").read_bytes(), files


def test_neither_the_work_tree_nor_the_index_is_touched(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/b.py": COPY})
    before = state(repo)
    assert program("check", "--since", "main")[0] == 1
    assert state(repo) == before


def test_a_copy_that_an_owner_left_behind_is_introduced(program: Program, repo: Path) -> None:
    commit(repo, {"platform/log.py": OWNER, "SSOT_LOCK.yml": REGISTRY.replace("app/log.py", "platform/log.py")})
    code, out, _ = program("check", "--since", "main", "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert [item["location"]["path"] for item in told["findings"] if item["code"].startswith("SSOT20")] == ["app/log.py"]


def test_git_is_needed(program: Program, repo: Path) -> None:
    subprocess.run(["rm", "-rf", str(repo / ".git")], check=True)
    code, _, err = program("check", "--since", "main")
    assert code == 2
    assert "git cannot be asked" in err

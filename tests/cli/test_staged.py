"""`check --staged` and `--baseline-ref` from end to end, in repositories of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.doors import Program, copies
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import git, repository, subprocess, write


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One copy of the owner, committed, and the current folder of the test."""
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/b.py": INNOCENT})
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error of `check --format concise`."""
    return Program(capsys, first=("check", "--format", "concise", "--select", "SSOT10,SSOT20"), last=("--jobs", "1"))


def test_only_what_touches_a_staged_file_is_told(program: Program, repo: Path) -> None:
    write(repo, {"jobs/b.py": COPY, "jobs/untracked.py": COPY})
    git(repo, "add", "jobs/b.py")
    code, out, _ = program("--staged")
    assert (code, copies(out)) == (1, ["jobs/b.py"])
    assert "report narrowed to what touches 1 staged file" in out


@pytest.mark.parametrize("cache", [(), ("--no-cache",)])
def test_unstaged_edits_have_no_say(program: Program, repo: Path, cache: tuple[str, ...]) -> None:
    write(repo, {"jobs/b.py": COPY})
    git(repo, "add", "jobs/b.py")
    write(repo, {"jobs/b.py": INNOCENT, "app/log.py": "x = 1\n"})
    assert copies(program("--staged", *cache)[1]) == ["jobs/b.py"]
    write(repo, {"jobs/b.py": COPY})
    git(repo, "reset", "-q")
    write(repo, {"jobs/b.py": INNOCENT + "\n"})
    git(repo, "add", "jobs/b.py")
    write(repo, {"jobs/b.py": COPY})
    assert copies(program("--staged", *cache)[1]) == []


def test_a_staged_file_that_is_gone_from_the_disk_is_read(program: Program, repo: Path) -> None:
    write(repo, {"jobs/new.py": COPY})
    git(repo, "add", "jobs/new.py")
    (repo / "jobs/new.py").unlink()
    assert copies(program("--staged")[1]) == ["jobs/new.py"]


def test_a_file_that_git_was_told_not_to_look_at_is_read_from_the_index(program: Program, repo: Path) -> None:
    write(repo, {"jobs/b.py": COPY})
    git(repo, "add", "jobs/b.py")
    git(repo, "update-index", "--assume-unchanged", "jobs/b.py")
    write(repo, {"jobs/b.py": INNOCENT})
    assert copies(program("--staged")[1]) == ["jobs/b.py"]


def test_an_owner_that_goes_is_told_at_its_line(program: Program, repo: Path) -> None:
    git(repo, "rm", "-q", "app/log.py")
    code, out, _ = program("--staged")
    assert code == 1
    assert [line.split(" ")[0] for line in out.splitlines() if "SSOT101" in line] == ["SSOT_LOCK.yml:4:13:"]


def test_a_renamed_copy_is_told_under_its_new_name(program: Program, repo: Path) -> None:
    git(repo, "mv", "jobs/a.py", "jobs/c.py")
    assert copies(program("--staged")[1]) == ["jobs/c.py"]


def test_nothing_staged_is_said(program: Program) -> None:
    code, out, _ = program("--staged")
    assert code == 0
    assert "nothing is staged, so nothing is reported" in out


def test_an_unfinished_merge_ends_with_2(program: Program, repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "side")
    write(repo, {"jobs/b.py": "two = 2\n"})
    git(repo, "commit", "-qam", "side")
    git(repo, "checkout", "-q", "main")
    write(repo, {"jobs/b.py": "three = 3\n"})
    git(repo, "commit", "-qam", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(repo, "merge", "-q", "side")
    code, out, err = program("--staged")
    assert (code, out) == (2, "")
    assert "a merge is not finished: jobs/b.py" in err


def test_a_registry_that_is_not_staged_has_no_say(program: Program, repo: Path) -> None:
    git(repo, "rm", "-q", "--cached", "SSOT_LOCK.yml")
    assert program("--staged")[0] == 2


def test_before_the_first_commit_everything_staged_is_told(program: Program, repo: Path) -> None:
    subprocess.run(["rm", "-rf", str(repo / ".git")], check=True)
    git(repo, "init", "-q")
    git(repo, "add", "-A")
    assert copies(program("--staged")[1]) == ["jobs/a.py"]


def test_a_hook_that_is_given_an_index_of_its_own_looks_there(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo, {"jobs/b.py": COPY})
    other = repo / ".git/next-index"
    other.write_bytes((repo / ".git/index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    environment = {**os.environ, "GIT_INDEX_FILE": str(other)}
    subprocess.run(["git", "add", "jobs/b.py"], cwd=repo, env=environment, check=True)
    assert copies(program("--staged")[1]) == ["jobs/b.py"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert copies(program("--staged")[1]) == []


def test_the_findings_of_a_commit_stand_for_a_baseline(program: Program, repo: Path) -> None:
    write(repo, {"jobs/b.py": COPY})
    code, out, _ = program("--baseline-ref", "HEAD")
    assert (code, copies(out)) == (1, ["jobs/b.py"])
    assert "(new 1, known 1, fixed 0)" in out
    (repo / "jobs/a.py").unlink()
    (repo / "jobs/b.py").unlink()
    code, out, _ = program("--baseline-ref", "HEAD")
    assert (code, copies(out)) == (0, [])
    assert "(new 0, known 0, fixed 1)" in out


@pytest.mark.parametrize("options", [("--baseline", "x.json"), ("--no-baseline",)])
def test_one_baseline_is_enough(program: Program, options: tuple[str, ...]) -> None:
    code, _, err = program("--baseline-ref", "HEAD", *options)
    assert code == 2
    assert f"--baseline-ref and {options[0]} contradict each other" in err

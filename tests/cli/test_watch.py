"""`check --watch`: again after every change. No test waits: looks and pauses are the test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ssot_check.cli.main import INTERRUPTED, run
from ssot_check.cli.watch import watch
from ssot_check.model.errors import RegistryError, SsotError, UsageError
from ssot_check.workspace.pulse import State, index_files, states
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import git, repository, write


class EndedError(Exception):
    """The looks of a test are over."""


def runs(*looks: Mapping[str, State], fails: Mapping[int, Exception] | None = None) -> int:
    """How often it is run when the files look so, one look after the other."""
    count = 0
    seen = iter(looks)

    def one() -> int:
        nonlocal count
        count += 1
        if fails and count in fails:
            raise fails[count]
        return 1

    def look() -> Mapping[str, State]:
        try:
            return next(seen)
        except StopIteration:
            raise EndedError from None

    with pytest.raises(EndedError):
        watch(one, look, pause=lambda _: None)
    return count


ONE, TWO, THREE = {"a.py": (1,)}, {"a.py": (2,)}, {"a.py": (2,), "b.py": (1,)}


def test_nothing_changed_is_one_run() -> None:
    assert runs(ONE, ONE, ONE, ONE) == 1


def test_each_change_is_one_more_run() -> None:
    assert runs(ONE, ONE, TWO, TWO, TWO, THREE, THREE) == 3


def test_changes_that_follow_each_other_are_waited_for() -> None:
    assert runs(ONE, TWO, THREE, ONE, THREE) == 1
    assert runs(ONE, TWO, THREE, THREE) == 2


def test_a_file_that_never_rests_hides_no_other() -> None:
    assert runs(ONE, *({"a.py": (2,), "server.log": (number,)} for number in range(25))) == 3


def test_a_change_during_the_run_is_a_change() -> None:
    assert runs(ONE, TWO, TWO) == 2


@pytest.mark.parametrize("error", [RegistryError([]), SsotError("a file cannot be written")])
def test_what_is_wrong_while_somebody_edits_is_told_and_waited_out(error: SsotError, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(ONE, TWO, TWO, fails={1: error}) == 2
    assert error.message in capsys.readouterr().err


def test_a_wrong_call_ends_at_once_and_settings_that_become_wrong_do_not() -> None:
    with pytest.raises(UsageError):
        runs(ONE, TWO, TWO, fails={1: UsageError("no such rule")})
    assert runs(ONE, TWO, TWO, TWO, THREE, THREE, fails={2: UsageError("no such rule")}) == 3


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/b.py": INNOCENT})
    monkeypatch.chdir(root)
    return root


def test_a_look_sees_edited_new_and_deleted_files_and_leaves_out_what_is_told(repo: Path) -> None:
    before = states(repo, [repo / "outside.yml"], [repo / "out"])
    assert set(before) == {"SSOT_LOCK.yml", "app/log.py", "jobs/b.py", str(repo / "outside.yml")}
    assert before[str(repo / "outside.yml")] == ()
    write(repo, {"jobs/b.py": INNOCENT + "\n", "jobs/new.py": "", "out/report.json": "", "outside.yml": "x"})
    (repo / "app/log.py").unlink()
    after = states(repo, [repo / "outside.yml"], [repo / "out"])
    assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} == {
        "jobs/b.py", "jobs/new.py", "app/log.py", str(repo / "outside.yml"), "outside.yml",
    }  # fmt: skip


def test_a_folder_without_git_is_looked_at_as_well(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", ".ssot-check-cache/.gitignore": "*\n", ".ssot-check-cache/cache.db": ""})
    assert "a.py" in states(tmp_path)
    assert ".ssot-check-cache/cache.db" not in states(tmp_path)
    assert index_files(tmp_path) == ()


def test_what_is_staged_shows_in_the_index(repo: Path) -> None:
    before = states(repo, index_files(repo))
    write(repo, {"jobs/b.py": COPY})
    edited = states(repo, index_files(repo))
    git(repo, "add", "-A")
    after = states(repo, index_files(repo))
    changed = {path for path in after if after[path] != edited.get(path)}
    assert {Path(path).name for path in changed} == {"index"}
    assert before.keys() == after.keys()


def edits(repo: Path) -> Iterator[None]:
    write(repo, {"jobs/b.py": COPY, "report.json": ""})
    yield
    yield
    raise KeyboardInterrupt


def test_from_the_command_line_until_ctrl_c(repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    steps = edits(repo)
    monkeypatch.setattr("ssot_check.cli.watch.watch.__defaults__", (lambda _: next(steps),))
    arguments = ["--format", "concise", "--output", "report.json", "--jobs", "1"]
    assert run(["check", "--watch", *arguments]) == INTERRUPTED
    out, err = capsys.readouterr()
    assert out.count("jobs/b.py:") == 1
    assert err.count("watching 3 files; Ctrl-C ends") == 2
    assert "changed: jobs/b.py\n" in err


@pytest.mark.parametrize("option", [("--fix",), ("--diff",), ("--show-files",), ("--show-settings",), ("--stdin-filename", "a.py", "-")])
def test_what_is_done_once_is_not_watched(repo: Path, option: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--watch", *option]) == 2
    assert f"--watch and {option[0]} contradict each other" in capsys.readouterr().err

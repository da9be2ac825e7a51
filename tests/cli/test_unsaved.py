"""`check - --stdin-filename F` from end to end: an editor asks about a file that is not saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program, copies
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import repository

Editor = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy and an innocent file, and the current folder of the test."""
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/b.py": INNOCENT, ".gitignore": "out/\n"}
    root = repository(tmp_path / "repo", files)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def editor(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Exit code, standard output, standard error for a text under a name."""

    program = Program(capsys, first=("check", "--format", "concise", "--select", "SSOT1,SSOT2", "--jobs", "1"))

    def call(text: str | bytes, *arguments: str) -> tuple[int, str, str]:
        data = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return program(*arguments)

    return call


@pytest.mark.parametrize("name", ["jobs/b.py", "jobs/new.py", "new/folder/c.py"])
def test_the_buffer_is_compared_with_everything_and_reported_alone(editor: Editor, repo: Path, name: str) -> None:
    code, out, _ = editor(COPY, "-", "--stdin-filename", name)
    assert (code, copies(out)) == (1, [name])
    assert not (repo / "new").exists()


def test_what_the_disk_says_of_it_does_not_count(editor: Editor) -> None:
    for _ in range(2):  # once without what the run before has kept, once with it
        code, out, _ = editor(INNOCENT, "-", "--stdin-filename", "jobs/a.py")
        assert (code, copies(out)) == (0, [])
        assert copies(editor(COPY, "-", "--stdin-filename", "jobs/b.py")[1]) == ["jobs/b.py"]


def test_paths_are_those_of_the_folder_one_stands_in(editor: Editor, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo / "jobs")
    assert copies(editor(COPY, "-", "--stdin-filename", "new.py")[1]) == ["jobs/new.py"]


def test_an_owner_that_loses_its_export_is_told_at_once(editor: Editor) -> None:
    code, out, _ = editor("LEVEL = 1\n", "-", "--stdin-filename", "SSOT_LOCK.yml")
    assert code == 2
    code, out, _ = editor(REGISTRY.replace("setup_logging", "set_up"), "-", "--stdin-filename", "SSOT_LOCK.yml")
    assert code == 1
    assert "SSOT102" in out


def test_a_file_that_nobody_compares_is_said_to_be_none(editor: Editor) -> None:
    code, out, _ = editor("# Title\n", "-", "--stdin-filename", "notes.md")
    assert code == 0
    assert "notes.md is not compared: no analyser for this kind of file" in out
    assert "notes.md is not compared" in editor("# Title\n", "-q", "-", "--stdin-filename", "notes.md")[1]
    code, out, _ = editor(COPY, "-", "--stdin-filename", "out/x.py")
    assert (code, "nothing under out/x.py is checked" in out) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-",), "belong together"),
        (("--stdin-filename", "a.py"), "belong together"),
        (("-", "jobs", "--stdin-filename", "a.py"), "belong together"),
        (("-", "--stdin-filename", ""), "belong together"),
        (("-", "--stdin-filename", "../a.py"), "lies outside the repository"),
        (("-", "--stdin-filename", "jobs"), "is a folder"),
        (("-", "--stdin-filename", "a.py", "--staged"), "--staged and `-` contradict each other"),
        (("-", "--stdin-filename", "a.py", "--fix"), "--fix and `-` contradict each other"),
    ],
)
def test_half_a_question_is_refused(editor: Editor, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = editor(COPY, *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_what_is_no_text_is_refused(editor: Editor) -> None:
    code, _, err = editor(b"\0\1\2", "-", "--stdin-filename", "a.py")
    assert (code, "standard input cannot be checked: binary" in err) == (2, True)


def test_a_closed_standard_input_is_said(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run(["check", "-", "--stdin-filename", "jobs/new.py"]) == 2
    assert "there is no standard input" in capsys.readouterr().err

"""`ssot-check cache`, `--no-cache` and `--cache-dir`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.cli.main import run
from ssot_check.workspace.cache_places import FILE, FOLDER


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


def test_info_and_clean(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cache", "info"]) == 0
    assert capsys.readouterr().out == "no cache yet\n"
    run(["check", "--jobs", "1"])
    capsys.readouterr()
    assert run(["cache", "info"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(repo / FOLDER / FILE)
    assert lines[2].startswith("  records: ")
    assert run(["cache", "clean"]) == 0
    assert capsys.readouterr().err == f"deleted: {repo / FOLDER / FILE}\n"
    assert not (repo / FOLDER / FILE).exists()
    assert run(["cache", "clean"]) == 0
    assert capsys.readouterr().err == "no cache to delete\n"


def test_the_folder_of_another_account_is_told_and_not_taken_for_empty(
    repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repo / FOLDER
    folder.mkdir()
    monkeypatch.setattr("os.access", lambda path, _mode: path != folder)
    assert run(["cache", "info"]) == 0
    assert capsys.readouterr().out == f"{folder}\n  it is another account's: runs of this one pass it over\n"
    assert run(["cache", "clean"]) == 2
    assert f"{folder / FILE} cannot be deleted" in capsys.readouterr().err


def test_a_broken_file_is_said_to_be_one(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / FOLDER).mkdir()
    (repo / FOLDER / ".gitignore").write_text("*")
    (repo / FOLDER / FILE).write_bytes(b"no database" * 100)
    assert run(["cache", "info"]) == 0
    assert "it cannot be read: the next run makes it anew" in capsys.readouterr().out
    run(["check", "--jobs", "1", "--verbose"])
    assert "the cache is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("how", [["--no-cache"], ["--cache-dir", "kept"]])
def test_the_usual_place_stays_untouched(repo: Path, how: list[str]) -> None:
    run(["check", "--jobs", "1", *how])
    assert not (repo / FOLDER).exists()
    assert (repo / "kept" / FILE).exists() == ("kept" in how)


def test_the_environment_can_switch_it_off(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSOT_CHECK_NO_CACHE", "1")
    run(["check", "--jobs", "1"])
    assert not (repo / FOLDER).exists()


def test_a_settings_file_cannot_point_out_of_the_repository(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "pyproject.toml").write_text('[tool.ssot-check]\ncache-dir = "../out"\n')
    assert run(["check"]) == 2
    err = capsys.readouterr().err
    assert "leads out of the repository" in err
    assert "--cache-dir DIR" in err

from __future__ import annotations

import fcntl
import os
import threading
import time
from pathlib import Path

import pytest

from ssot_check.workspace.write import write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old and longer")
    target.chmod(0o640)
    write_atomically(target, "new\n€ \udcff")
    assert target.read_bytes() == "new\n€ \\udcff".encode()
    assert target.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["report.json"]


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_nothing_is_left_and_nothing_lost_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report").write_text("old")

    def fail(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "report", "new")
    assert names(tmp_path) == ["report"]
    assert (tmp_path / "report").read_text() == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_atomically(tmp_path / "pipe", "through")
    reader.join(10)
    assert got == ["through"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "gone" / "report", "x")


def left_behind(target: Path, word: str, age: float = 3600.0) -> Path:
    """What a run leaves that was killed while it wrote `target`, so many seconds ago."""
    path = target.with_name(f".{target.name}.{word}.tmp")
    path.write_text("half")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_what_a_killed_run_left_is_swept_by_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "re[p]ort.json"
    left_behind(target, "abc_4567")
    kept = {left_behind(target, "abc45678", age=1.0), left_behind(target, "mine"), left_behind(tmp_path / "other.json", "abcd1234")}
    write_atomically(target, "new")
    assert set(tmp_path.iterdir()) == {target, *kept}


def test_a_file_that_another_run_is_writing_stays(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    busy = left_behind(target, "abcd1234")
    with busy.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        write_atomically(target, "new")
        assert busy.exists()
    write_atomically(target, "newer")
    assert names(tmp_path) == ["report.json"]


def test_a_link_in_the_place_of_a_left_file_is_not_followed(tmp_path: Path) -> None:
    target, real = tmp_path / "report.json", tmp_path / "real"
    real.write_text("x")
    os.utime(real, (0, 0))
    (tmp_path / ".report.json.abcd1234.tmp").symlink_to(real)
    write_atomically(target, "new")
    assert real.read_text() == "x"

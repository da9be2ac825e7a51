"""A log that grows no further than it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.errors import SsotError
from ssot_check.workspace.logfile import LogFile


def test_lines_bear_the_time_and_are_added(tmp_path: Path) -> None:
    times = iter([0.0, 90.0])
    log = LogFile(tmp_path / "l", lambda: next(times))
    log.add("first")
    log.add("second")
    assert (tmp_path / "l").read_text(encoding="utf-8") == "1970-01-01T00:00:00Z first\n1970-01-01T00:01:30Z second\n"


def test_full_files_move_on_and_the_oldest_goes(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "l", lambda: 0.0, max_bytes=30, kept=2)
    for number in range(6):
        log.add(f"line {number}")
    assert {path.name: path.read_text(encoding="utf-8")[-2:-1] for path in tmp_path.iterdir()} == {"l": "5", "l.1": "4", "l.2": "3"}


def test_a_long_line_is_cut_and_not_dropped(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "l", lambda: 0.0, max_bytes=100, kept=1)
    log.add("x" * 5_000)
    log.add("y")
    assert (tmp_path / "l").read_text(encoding="utf-8").endswith(" y\n")
    assert (tmp_path / "l.1").read_text(encoding="utf-8").count("x") == 2_000


def test_a_link_and_a_full_disk_are_told(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep", encoding="utf-8")
    (tmp_path / "l").symlink_to(tmp_path / "precious")
    with pytest.raises(SsotError, match="the log l cannot be written"):
        LogFile(tmp_path / "l", lambda: 0.0).add("x")
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "keep"

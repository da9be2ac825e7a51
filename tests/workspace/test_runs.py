"""The history of daily runs: ordered by run, whole after a crash, and never thrown away."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.daily import DailyRun, Movement, Sighting, movement
from ssot_check.model.errors import SsotError
from ssot_check.model.standing import Standing
from ssot_check.workspace.runs import Runs, opened

RUN = DailyRun(0, "2026-11-21T04:17:00Z", "1.0", Standing("2026-11-21", "day", "findings", 90, new=1), told=False)
A = Sighting("a" * 16, 1, "SSOT201", "logging", "error", "src/a.py", 3, "copy")
B = replace(A, key="b" * 16, path="src/b.py")


def night(runs: Runs, *found: Sighting, **fields: object) -> Movement:
    run = replace(RUN, **fields)  # type: ignore[arg-type]
    change = movement(run, found, runs.earlier())
    runs.add(run, found)
    return change


def names(items: tuple[Sighting, ...]) -> str:
    return "".join(item.key[0] for item in items)


def told(change: Movement) -> tuple[str, str, int]:
    return names(change.new), names(change.gone), change.same


def test_each_run_is_held_against_the_one_before(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        assert told(night(runs, A)) == ("a", "", 0)
        assert not night(runs, A).is_change
        assert told(night(runs, A, B)) == ("b", "", 1)
        assert told(night(runs, B)) == ("", "a", 1)
        assert told(night(runs, A, B)) == ("a", "", 1)


def test_a_second_finding_with_the_same_key_is_another_one(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A)
        assert told(night(runs, A, replace(A, nth=2))) == ("a", "", 1)
        assert told(night(runs, A)) == ("", "a", 1)


def test_a_moved_line_is_no_news(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A)
        assert not night(runs, replace(A, line=300, message="other words")).is_change
        assert [item.line for item in runs.earlier().findings] == [300]


def test_a_run_that_proves_nothing_makes_nothing_gone_and_nothing_new(tmp_path: Path) -> None:
    bad = replace(RUN.standing, verdict="untrusted", score=None)
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A)
        broken = night(runs, standing=bad, trouble="no registry")
        assert (told(broken), broken.turned) == (("", "", 0), True)
        assert not night(runs, standing=bad, trouble="no registry").is_change
        assert night(runs, standing=bad, trouble="another reason").is_change
        back = night(runs, A, B)
        assert (told(back), back.turned) == (("b", "", 1), True)


def test_the_order_is_that_of_the_runs_whatever_the_clock_says(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A, started="2026-11-21T04:17:00Z")
        back = night(runs, A, B, started="1999-01-01T00:00:00Z")
        assert told(back) == ("b", "", 1)
        assert back.remarks == ("the clock went back: the run before is dated 2026-11-21T04:17:00Z",)
        assert not night(runs, A, B, started="1999-01-02T00:00:00Z").is_change


def test_news_that_did_not_arrive_is_held_against_the_last_that_did(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        runs.mark_told(runs.add(RUN, [A]))
        runs.add(RUN, [A, B])
        assert told(movement(RUN, [A, B], runs.earlier())) == ("", "", 2)
        assert told(movement(RUN, [A, B], runs.earlier(told=True))) == ("b", "", 1)


def test_another_version_of_the_tool_is_told(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs)
        assert night(runs, version="2.0").remarks == ("ssot-check itself changed from 1.0 to 2.0 in between",)


def test_audits_get_every_run_in_order(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, standing=replace(RUN.standing, score=10))
        night(runs, standing=replace(RUN.standing, score=20))
    with opened(tmp_path / "r", "r") as runs:
        assert [run.score for run in runs.history().runs] == [10, 20]
        assert runs.history().name == "r"


def test_a_reader_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "none", "none", keep=False) as runs:
        assert runs.earlier().last is None
    assert list(tmp_path.iterdir()) == []
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A)
    before = (tmp_path / "r").read_bytes()
    with opened(tmp_path / "r", "r", keep=False) as runs:
        assert names(runs.earlier().findings) == "a"
        with pytest.raises(SsotError, match="cannot be written"):
            runs.add(RUN, [])
    assert (tmp_path / "r").read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "cut", "middle"])
def test_a_damaged_history_is_moved_aside_and_told(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "r"
    with opened(file, "r") as runs:
        runs.add(RUN, [replace(A, nth=number, message="m" * 500) for number in range(1, 200)])
    whole = file.read_bytes()
    broken = {
        "text": b"no database at all, this is",
        "cut": whole[: len(whole) // 2],
        "middle": whole[:4096] + b"\xff" * 8192 + whole[12288:],
    }
    file.write_bytes(broken[damage])
    with opened(file, "r") as runs:
        assert len(runs.notes) == 1
        assert "moved to r.damaged-1" in runs.notes[0]
        assert runs.earlier().last is None
        night(runs, A)
    assert (tmp_path / "r.damaged-1").read_bytes() == broken[damage]
    with opened(file, "r") as runs:
        assert runs.notes == []
        assert names(runs.earlier().findings) == "a"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("PRAGMA user_version = 99", "CREATE TABLE t (a)"), "newer ssot-check"),
        (("CREATE TABLE runs (run_uuid TEXT)",), "another program"),
        (("PRAGMA user_version = 1", "CREATE TABLE t (a)"), "another program"),
    ],
)
@pytest.mark.parametrize("keep", [True, False])
def test_what_is_not_ours_is_left_alone_and_the_run_goes_on(tmp_path: Path, statements: tuple[str, ...], said: str, *, keep: bool) -> None:
    with closing(sqlite3.connect(tmp_path / "r")) as base, base:
        for statement in statements:
            base.execute(statement)
    before = (tmp_path / "r").read_bytes()
    with opened(tmp_path / "r", "r", keep=keep) as runs:
        assert runs.lost is not None
        assert said in runs.lost.message
        assert runs.lost.remedy
        assert told(night(runs, A)) == ("a", "", 0)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
    assert (tmp_path / "r").read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE findings", "DROP TABLE runs", "ALTER TABLE runs DROP COLUMN trouble"])
def test_a_history_without_its_tables_begins_anew(tmp_path: Path, statement: str) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A)
    with closing(sqlite3.connect(tmp_path / "r")) as base, base:
        base.execute(statement)
    with opened(tmp_path / "r", "r") as runs:
        assert "moved to r.damaged-1" in runs.notes[0]
        assert told(night(runs, A)) == ("a", "", 0)
    with opened(tmp_path / "r", "r") as runs:
        assert (runs.notes, names(runs.earlier().findings)) == ([], "a")


def test_rows_that_somebody_else_wrote_are_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, A, B)
        night(runs, A, B)
    with closing(sqlite3.connect(tmp_path / "r")) as base, base:
        base.execute("UPDATE runs SET standing = 'no standing' WHERE number = 2")
        base.execute("UPDATE findings SET severity = 'awful' WHERE key LIKE 'b%'")
        base.execute("INSERT INTO runs (number, started, version, standing, trouble, told) VALUES (3, 4, x'00', 'x', '', 0)")
    with opened(tmp_path / "r", "r") as runs:
        assert (runs.history().unreadable, len(runs.history().runs)) == (2, 1)
        assert told(night(runs, A, B)) == ("b", "", 1)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    with opened(tmp_path / "r", "r") as runs:
        assert runs.lost is not None
        assert "the history r cannot be read" in runs.lost.message


@pytest.mark.skipif(os.name != "posix", reason="fork")
def test_a_run_that_is_killed_while_it_writes_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "r"
    with opened(file, "r") as runs:
        night(runs, A)
    child = os.fork()
    if not child:
        with opened(file, "r") as runs, runs._writing() as base:
            base.execute("DELETE FROM findings")
            base.execute("DELETE FROM runs")
            os._exit(9)
    os.waitpid(child, 0)
    with opened(file, "r") as runs:
        assert names(runs.earlier().findings) == "a"
        assert runs.notes == []


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "r", "r") as runs:
        night(runs, replace(A, path="src/\udcff.py"))
        assert runs.earlier().findings[0].path == "src/\\udcff.py"

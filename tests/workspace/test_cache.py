"""The cache file: what it keeps, and that nothing that happens to it is more than a miss."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ssot_check.workspace import cache, cache_key
from ssot_check.workspace.cache_codec import DamagedRecordError
from ssot_check.workspace.cache_key import program_digest, stamp
from ssot_check.workspace.cache_places import FOLDER, folders, prepare, user_folder

KEY, OTHER = "00" * 8, "ff" * 8


def filled(file: Path) -> None:
    opened = cache.connect(file)
    opened.put({KEY: b"value"}, {"a.py": ("1:2", "d1gest"), "odd\udcff name": ("3", "d")})
    opened.close()


def test_what_is_put_is_found_by_the_next_run(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    again = cache.connect(tmp_path / "c.db")
    assert again.get(KEY) == b"value"
    assert again.get(OTHER) is None
    assert again.stamps() == {"a.py": ("1:2", "d1gest"), "odd\udcff name": ("3", "d")}
    assert again.notes == []
    again.close()
    assert cache.inspect(tmp_path / "c.db") == cache.Contents(1, 5, 2)


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to look at" * 40, "middle", "head", "tables"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes | str) -> None:
    file = tmp_path / "c.db"
    filled(file)
    data = bytearray(file.read_bytes())
    if isinstance(damage, bytes):
        file.write_bytes(damage)
    elif damage == "tables":
        with sqlite3.connect(file) as base:
            base.execute("DROP TABLE records")
        base.close()
    else:
        start = len(data) // 2 if damage == "middle" else 10
        data[start:] = bytes(255 - byte for byte in data[start:])
        file.write_bytes(data)
    opened = cache.connect(file)
    assert opened.get(KEY) is None
    opened.put({KEY: b"new"}, {})
    opened.close()
    last = cache.connect(file)
    last.put({KEY: b"new"}, {})
    assert last.get(KEY) == b"new"
    last.close()


def test_a_record_whose_bytes_were_changed_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    with sqlite3.connect(tmp_path / "c.db") as base:
        base.execute("UPDATE records SET value = substr(value, 1, length(value) - 1) || x'21'")
    base.close()
    opened = cache.connect(tmp_path / "c.db")
    assert opened.get(KEY) is None
    assert opened.notes == ["a record of the cache is damaged: it is made anew"]
    opened.close()


def test_a_record_under_another_key_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    with sqlite3.connect(tmp_path / "c.db") as base:
        base.execute("UPDATE records SET key = ?", (bytes.fromhex(OTHER),))
    base.close()
    opened = cache.connect(tmp_path / "c.db")
    assert opened.get(OTHER) is None
    opened.close()


def test_a_record_that_cannot_be_decoded_is_a_miss(tmp_path: Path) -> None:
    def refuse(_: bytes) -> str:
        raise DamagedRecordError

    filled(tmp_path / "c.db")
    opened = cache.connect(tmp_path / "c.db")
    assert opened.read(KEY, refuse) is None
    assert opened.read(KEY, bytes.decode) == "value"
    opened.close()


def test_a_full_disk_costs_what_was_to_be_kept_and_nothing_else(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    opened = cache.connect(tmp_path / "c.db")
    assert opened._base is not None
    opened._base.execute("PRAGMA max_page_count = 1")
    opened.put({OTHER: bytes(100_000)}, {})
    assert opened.notes == ["the cache is not used any further: database or disk is full"]
    assert not opened.is_open
    again = cache.connect(tmp_path / "c.db")
    assert (again.get(KEY), again.get(OTHER)) == (b"value", None)
    again.close()


def test_old_records_go_and_a_used_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "c.db")
    today = cache._today()
    for days in (cache.MAX_DAYS, 2 * cache.MAX_DAYS):
        monkeypatch.setattr(cache, "_today", lambda days=days: today + days)
        opened = cache.connect(tmp_path / "c.db")
        assert opened.get(KEY) == b"value"
        opened.put({}, {})
        opened.close()
    monkeypatch.setattr(cache, "_today", lambda: today + 4 * cache.MAX_DAYS)
    opened = cache.connect(tmp_path / "c.db")
    opened.put({OTHER: b""}, {})
    assert opened.get(KEY) is None
    opened.close()


def test_too_much_is_pruned_from_the_least_recently_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 1000)
    today = cache._today()
    opened = cache.connect(tmp_path / "c.db")
    keys = [f"{number:016x}" for number in range(12)]
    for number, key in enumerate(keys):
        monkeypatch.setattr(cache, "_today", lambda number=number: today + number)
        opened.put({key: bytes(100)}, {})
    held = [key for key in keys if opened.get(key) is not None]
    opened.close()
    assert held == keys[-len(held) :]
    assert 0 < len(held) * 100 <= 1000


WRITER = """
import sys
from pathlib import Path
from ssot_check.workspace.cache import connect
for turn in range(15):
    opened = connect(Path(sys.argv[1]))
    opened.put({f"{turn:014x}{int(sys.argv[2]):02x}": bytes(5000)}, {f"{turn}.py": (sys.argv[2], "d")})
    opened.close()
"""


def test_eight_processes_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "c.db")]
    running = [subprocess.Popen([*command, str(number)]) for number in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    assert cache.inspect(tmp_path / "c.db") is not None
    with sqlite3.connect(tmp_path / "c.db") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from ssot_check.workspace.cache import connect
opened = connect(Path(sys.argv[1]))
opened._base.execute("BEGIN IMMEDIATE")
opened._base.execute("DELETE FROM records")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_killed_writer_leaves_what_was_there(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "c.db")], check=False)
    opened = cache.connect(tmp_path / "c.db")
    assert opened.get(KEY) == b"value"
    opened.put({OTHER: b"more"}, {})
    assert opened.get(OTHER) == b"more"
    opened.close()


def test_a_locked_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_BUSY_SECONDS", 0.01)
    filled(tmp_path / "c.db")
    other = sqlite3.connect(tmp_path / "c.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opened = cache.connect(tmp_path / "c.db")
    opened.put({OTHER: b""}, {})
    assert opened.notes == ["the cache is not used any further: database is locked"]
    other.close()
    assert cache.inspect(tmp_path / "c.db") == cache.Contents(1, 5, 2)


def test_removing_leaves_no_part(tmp_path: Path) -> None:
    filled(tmp_path / "c.db")
    (tmp_path / "c.db-wal").write_bytes(b"")
    assert cache.remove(tmp_path / "c.db")
    assert list(tmp_path.iterdir()) == []
    assert cache.inspect(tmp_path / "c.db") is None


def test_the_folder_hides_itself_from_git(tmp_path: Path) -> None:
    assert prepare(tmp_path / FOLDER) == ""
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert (tmp_path / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert prepare(tmp_path / FOLDER) == "it is a link"
    assert prepare(tmp_path / "own") == ""
    (tmp_path / "own" / "cache.db").symlink_to(tmp_path / "victim")
    assert prepare(tmp_path / "own") == "there is a link in it"


def test_a_file_in_place_of_the_folder_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("")
    assert prepare(tmp_path / FOLDER) == "File exists"


def test_the_second_choice_is_the_users_folder(tmp_path: Path) -> None:
    first, second = folders(tmp_path, None, {"HOME": "/home/me", "LOCALAPPDATA": "C:\\me"})
    assert first == tmp_path / FOLDER
    assert second.parent.name == "ssot-check"
    assert folders(tmp_path, tmp_path / "named") == (tmp_path / "named",)
    assert user_folder(tmp_path, {}) is None
    assert user_folder(tmp_path, {"HOME": "relative"}) is None


def test_a_file_just_written_has_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x")
    assert stamp(tmp_path, "a.py", 100) == ""


def test_a_stamp_tells_a_later_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssot_check.workspace.cache_key._SETTLED_NANOSECONDS", -(10**12))
    (tmp_path / "a.py").write_text("x")
    before = stamp(tmp_path, "a.py", 100)
    assert before == stamp(tmp_path, "a.py", 100) != ""
    (tmp_path / "a.py").write_text("xy")
    assert stamp(tmp_path, "a.py", 100) not in {"", before}
    assert stamp(tmp_path, "a.py", 1) == ""
    (tmp_path / "l.py").symlink_to("a.py")
    assert (stamp(tmp_path, "l.py", 100), stamp(tmp_path, "none.py", 100), stamp(tmp_path, ".", 10**9)) == ("", "", "")


def test_the_program_digest_is_stable() -> None:
    code = "from ssot_check.workspace.cache_key import program_digest; print(program_digest())"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    assert said == program_digest()


def test_the_program_digest_follows_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_key, "_PACKAGE", tmp_path)
    seen = []
    for name, text, seconds in (
        ("a.py", "x = 1", 1_700_000_000),
        ("a.py", "x = 2", 1_700_000_001),
        ("a.py", "x = 2 ", 1_700_000_001),
        ("a.py", "x = 3", 0),
        ("a.py", "x = 4", 0),
        ("inner/b.toml", "", 0),
        ("notes.txt", "", 0),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, (seconds, seconds))
        seen.append(program_digest.__wrapped__())
    assert len(set(seen)) == len(seen) - 1
    assert seen[-1] == seen[-2]

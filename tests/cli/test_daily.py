"""`ssot-check daily` from end to end: what it keeps, what it says, what it sends, and what it does when something goes wrong."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ssot_check.workspace import post, write
from ssot_check.workspace.lock import held
from tests import repositories as make
from tests.cli.doors import Program, process
from tests.servers import Receiver, Reply, receiver

OWNER = """import logging


def setup_logging(service, level="INFO"):
    root = logging.getLogger(service)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    return root
"""
SILENT = (0, "", "")


@pytest.fixture
def daily(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The nightly run of a clean repository."""
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "SSOT_NOTIFY_URL",
        "SSOT_NOTIFY_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
    hook = {
        ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - {id: s, name: s, entry: ssot-check, language: system}\n"
    }
    make.write(repo, {"src/log.py": OWNER, "src/a.py": "from log import setup_logging\n\nsetup_logging('a')\n", **hook})
    return Program(capsys, first=("daily", "--jobs", "1"))


@pytest.fixture
def kept(repo: Path) -> Path:
    return repo / ".ssot-check" / "reports"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Receiver]]:
    """A webhook that answers as the test wants, named in the environment; nobody waits between two attempts."""
    from contextlib import ExitStack

    monkeypatch.setattr(post.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr("ssot_check.cli.daily.Patience", lambda: post.Patience(attempts=2, first_wait=0.0, timeout=5.0))
    with ExitStack() as stack:

        def start(*replies: Reply) -> Receiver:
            found = stack.enter_context(receiver(replies))
            monkeypatch.setenv("SSOT_NOTIFY_URL", found.url)
            monkeypatch.setenv("SSOT_NOTIFY_TOKEN", "TOKEN-SECRET")
            return found

        yield start


def names(folder: Path) -> list[str]:
    return sorted(re.sub(r"\d{4}-\d\d-\d\d", "DATE", path.name) for path in folder.iterdir())


def test_a_clean_night_is_silent_and_keeps_its_reports(daily: Program, kept: Path, repo: Path) -> None:
    assert daily() == SILENT
    assert names(kept) == [
        "audit-DATE.html", "audit-DATE.json", "audit-DATE.md", "daily.lock", "daily.log", "runs.db", "ssot-DATE.json", "ssot-DATE.txt",
    ]  # fmt: skip
    assert json.loads(next(kept.glob("ssot-*.json")).read_text())["verdict"] == "clean"
    assert re.fullmatch(r"\S+Z run 1: CLEAN \(exit 0\): 0 new, 0 gone, 0 as before; score 100\n", (kept / "daily.log").read_text())
    assert ".ssot-check" not in make.git(repo, "status", "--porcelain", "--untracked-files=all")


def test_news_is_told_once_in_full_and_then_in_a_word(daily: Program, repo: Path) -> None:
    daily()
    make.write(repo, {"src/copy.py": OWNER})
    code, out, err = daily()
    assert (code, err) == (1, "")
    assert "1 new, 0 gone, 0 as before" in out
    assert "  src/copy.py:4: SSOT201 " in out
    code, out, _ = daily()
    assert (code, "SSOT201" in out, "Nothing changed since the run of " in out) == (1, False, True)
    assert daily("--only-changes") == (1, "", "")
    (repo / "src" / "copy.py").unlink()
    assert daily() == SILENT


def test_the_verbose_run_prints_the_report_and_the_exit_code_may_be_0(daily: Program, repo: Path) -> None:
    make.write(repo, {"src/copy.py": OWNER})
    code, out, _ = daily("-v", "--exit-zero")
    assert (code, "error[SSOT201]" in out) == (0, True)


def test_the_audit_knows_the_nights_before(daily: Program, repo: Path, kept: Path) -> None:
    daily()
    make.write(repo, {"src/copy.py": OWNER})
    daily()
    told = json.loads(next(kept.glob("audit-*.json")).read_text())
    assert told["compared_with"] is not None
    assert told["domains"][0]["change"] < 0


def test_a_broken_registry_is_2_and_stays_comparable(daily: Program, repo: Path, kept: Path) -> None:
    make.write(repo, {"src/copy.py": OWNER})
    daily()
    good = (repo / "SSOT_LOCK.yml").read_text()
    make.write(repo, {"SSOT_LOCK.yml": "a: [b"})
    code, out, err = daily()
    assert (code, (out + err).count("SSOT002")) == (2, 1)
    for name in ("ssot-*.json", "audit-*.json"):
        assert json.loads(next(kept.glob(name)).read_text())["verdict"] == "untrusted"
    make.write(repo, {"SSOT_LOCK.yml": good})
    code, out, _ = daily()
    assert (code, "0 new, 0 gone, 1 as before" in out) == (1, True)


def test_what_changed_is_sent_and_what_did_not_is_not(daily: Program, repo: Path, service: Callable[..., Receiver]) -> None:
    server = service()
    daily("--notify", "webhook")
    make.write(repo, {"src/copy.py": OWNER})
    daily("--notify", "webhook")
    daily("--notify", "webhook")
    first, second = (json.loads(got.body) for got in server.got)
    assert (first["run"], first["headline"], second["run"], second["new"]["total"]) == (1, "CLEAN", 2, 1)
    assert server.got[0].headers["authorization"] == "Bearer TOKEN-SECRET"


def test_a_lost_message_is_2_told_and_sent_the_next_night(daily: Program, repo: Path, kept: Path, service: Callable[..., Receiver]) -> None:
    server = service(Reply(), Reply(500), Reply(500))
    daily("--notify", "slack")
    make.write(repo, {"src/copy.py": OWNER})
    code, _, err = daily("--notify", "slack", "--exit-zero")
    assert code == 2
    assert "error: the message was not delivered (tried 2 times): it answers 500" in err
    assert daily("--notify", "slack")[0] == 1
    assert "SSOT201" in server.got[-1].body.decode()
    assert len(server.got) == 4
    daily("--notify", "slack")
    assert len(server.got) == 4
    log = (kept / "daily.log").read_text()
    assert "not delivered, attempt 2: it answers 500" in log
    everything = err + log + "".join(path.read_text(errors="replace") for path in kept.iterdir())
    assert "SECRET" not in everything


def test_secrets_come_from_the_environment_and_are_never_shown(daily: Program, monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
    code, out, err = daily("--notify", "https://hooks.example.org/SECRET")
    assert (code, out, "SECRET" in err, "SSOT_NOTIFY_URL" in err) == (2, "", False, True)
    code, _, err = daily("--notify", "slack")
    assert (code, "SSOT_NOTIFY_URL is not set" in err) == (2, True)
    monkeypatch.setenv("SSOT_NOTIFY_URL", "http://hooks.example.org/SECRET")
    code, _, err = daily("--notify", "slack")
    assert (code, "SECRET" in err, "not encrypted" in err) == (2, False, True)
    assert not kept.exists()


def test_a_rehearsal_shows_the_message_and_leaves_no_trace(
    daily: Program, repo: Path, kept: Path, service: Callable[..., Receiver]
) -> None:
    make.write(repo, {"src/copy.py": OWNER})
    server = service()
    code, out, _ = daily("--dry-run", "--notify", "slack", "--no-cache")
    assert (code, server.got, (repo / ".ssot-check").exists()) == (1, [], False)
    assert "would be sent to 127.0.0.1:" in out
    assert "SECRET" not in out
    assert json.loads(out.splitlines()[-1])["blocks"]
    daily()
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    code, out, _ = daily("--dry-run", "--notify", "webhook")
    assert "nothing changed, so that this would not be sent:" in out
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def test_two_runs_at_once_are_one(daily: Program, kept: Path) -> None:
    kept.mkdir(parents=True)
    with held(kept / "daily.lock", "daily.lock", "process 4711, started earlier"):
        code, out, err = daily()
    assert (code, out) == (2, "")
    assert "another run is under way: process 4711, started earlier" in err
    assert names(kept) == ["daily.lock"]
    assert daily() == SILENT


def test_a_run_that_was_killed_is_told_by_the_next(daily: Program, repo: Path, kept: Path) -> None:
    daily()
    (kept / "daily.lock").write_text("process 4711, started 2026-11-20T04:17:00Z\n")
    make.write(repo, {"src/copy.py": OWNER})
    _, out, _ = daily()
    said = "an earlier run did not come to its end (process 4711, started 2026-11-20T04:17:00Z)"
    assert said in out
    assert said in (kept / "daily.log").read_text()
    assert said not in daily()[1]


def test_a_clock_that_goes_back_loses_nothing(daily: Program, repo: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    monkeypatch.setattr("ssot_check.cli.daily.time.time", lambda: 1795000000.0)
    daily()
    make.write(repo, {"src/copy.py": OWNER})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    code, out, _ = daily()
    assert (code, "1 new, 0 gone" in out) == (1, True)
    with closing(sqlite3.connect(kept / "runs.db")) as base:
        assert base.execute("SELECT count(*) FROM runs").fetchone() == (2,)


@pytest.mark.parametrize("statement", ["CREATE TABLE t (a)", "PRAGMA user_version = 99"])
def test_a_history_that_is_not_ours_costs_2_and_no_verdict(daily: Program, repo: Path, kept: Path, statement: str) -> None:
    kept.mkdir(parents=True)
    with closing(sqlite3.connect(kept / "runs.db")) as base, base:
        base.execute(statement)
    make.write(repo, {"src/copy.py": OWNER})
    for _ in range(2):
        code, out, err = daily()
        assert (code, "FAILED: 1 error" in out, "src/copy.py:4: SSOT201" in out) == (2, True, True)
        assert re.search(r"^error: .*runs\.db.*\nhelp: .*--folder DIR", err)
    assert "not kept (" in (kept / "daily.log").read_text()
    assert len([*kept.glob("ssot-*.txt")]) == 1


def test_a_history_that_lost_its_tables_begins_anew_and_says_so_even_when_clean(daily: Program, kept: Path) -> None:
    daily()
    with closing(sqlite3.connect(kept / "runs.db")) as base, base:
        base.execute("DROP TABLE findings")
    code, out, err = daily()
    assert (code, err, "the history runs.db is damaged" in out, out.startswith("CLEAN: ")) == (0, "", True, True)
    assert daily() == SILENT


def test_a_git_that_does_not_answer_is_news(daily: Program, repo: Path, service: Callable[..., Receiver]) -> None:
    server = service()
    daily("--notify", "webhook")
    (repo / ".git" / "HEAD").write_text("nonsense")
    code, out, _ = daily("--notify", "webhook")
    assert (code, "SSOT010 git does not answer about this repository" in out) == (0, True)
    assert json.loads(server.got[-1].body)["new"]["total"] == 1
    daily("--notify", "webhook")
    assert len(server.got) == 2


def test_a_run_that_comes_to_no_result_is_told_to_the_service(
    daily: Program, repo: Path, kept: Path, service: Callable[..., Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = service()
    kept.parent.write_text("")
    assert daily("--notify", "slack")[0] == 2
    kept.parent.unlink()
    kept.mkdir(parents=True)
    with held(kept / "daily.lock", "daily.lock", "process 4711"):
        assert daily("--notify", "webhook")[0] == 2
    monkeypatch.setattr("ssot_check.pipeline.check.check", lambda _config: 1 // 0)
    assert daily("--notify", "webhook")[0] == 2
    folder, lock, fault = (got.body.decode() for got in server.got)
    assert "the run ended without a result: the folder " in folder
    assert json.loads(lock)["trouble"] == "another run is under way: process 4711"
    assert (json.loads(fault)["headline"], json.loads(fault)["trouble"]) == ("UNTRUSTED", "ZeroDivisionError")


def test_an_alarm_that_does_not_arrive_is_told(daily: Program, kept: Path, service: Callable[..., Receiver]) -> None:
    service(Reply(404))
    kept.mkdir(parents=True)
    with held(kept / "daily.lock", "daily.lock", "process 4711"):
        code, _, err = daily("--notify", "slack")
    assert (code, "nobody was told of it, the message was not delivered: it answers 404" in err) == (2, True)
    assert "another run is under way" in err


def test_old_reports_go_and_nothing_else(daily: Program, kept: Path) -> None:
    make.write(
        kept,
        {f"ssot-2020-01-0{day}.txt": "" for day in range(1, 5)} | {"ssot-2020-01-01.txt.bak": "", "mine.txt": "", "ssot-2999-01-01.md": ""},
    )
    daily("--keep", "2")
    left = [path.name for path in kept.iterdir()]
    assert {"ssot-2999-01-01.md", "ssot-2020-01-01.txt.bak", "mine.txt"} <= set(left)
    assert [name for name in left if name.startswith("ssot-2020") and name.endswith(".txt")] == []


@pytest.mark.parametrize("name", ["runs.db", "daily.log", "daily.lock", "ssot-DATE.txt"])
def test_a_folder_in_the_place_of_a_file_is_2_and_told(daily: Program, kept: Path, name: str) -> None:
    (kept / name.replace("DATE", "2026-05-28")).mkdir(parents=True)
    os.environ["SOURCE_DATE_EPOCH"] = "1780000000"
    try:
        code, _, err = daily()
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    assert code == 2
    assert re.search(r"^error: .*\nhelp: ", err)
    assert "internal error" not in err


def test_a_folder_that_is_a_file_or_a_link_is_2(daily: Program, repo: Path, tmp_path: Path) -> None:
    code, _, err = daily("--folder", "src/log.py/below")
    assert (code, "cannot be made" in err) == (2, True)
    (tmp_path / "elsewhere").mkdir()
    (repo / ".ssot-check").symlink_to(tmp_path / "elsewhere")
    code, _, err = daily()
    assert (code, "is a link" in err, list((tmp_path / "elsewhere").iterdir())) == (2, True, [])
    (repo / ".ssot-check").unlink()
    make.write(repo, {"kept/x": ""})
    (repo / "kept" / "daily.log").symlink_to(repo / "src" / "log.py")
    assert daily("--folder", "kept")[0] == 2
    assert (repo / "src" / "log.py").read_text() == OWNER


def test_a_full_disk_is_2_and_the_history_stays_as_it_was(daily: Program, repo: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    daily()
    before = (kept / "runs.db").read_bytes()
    make.write(repo, {"src/copy.py": OWNER})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    code, _, err = daily()
    assert (code, "No space left on device" in err, "internal error" in err) == (2, True, False)
    assert (kept / "runs.db").read_bytes() == before
    assert "the run ended without a result: " in (kept / "daily.log").read_text()
    assert [path.name for path in kept.iterdir() if path.name.endswith(".tmp")] == []
    monkeypatch.undo()
    os.chdir(repo)
    assert "1 new" in daily()[1]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_2(daily: Program, kept: Path) -> None:
    kept.mkdir(parents=True)
    kept.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert daily()[0] == 2


def test_a_narrowed_run_is_refused(daily: Program, repo: Path) -> None:
    make.write(repo, {"pyproject.toml": '[tool.ssot-check]\ndomain = ["logging"]\n'})
    code, _, err = daily()
    assert (code, "narrows the run to logging" in err) == (2, True)


def test_without_notify_no_network_module_is_loaded(daily: Program, repo: Path) -> None:
    done = process("daily", "--no-cache", cwd=repo, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    assert not re.search(r"\| +(urllib\.request|http\.client|ssl|socket)$", done.stderr, re.MULTILINE)

"""A finding that stands for several copies is told at the one that was asked for."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.repositories import git, repository, write

TWO = Path(__file__).resolve().parent.parent / "rules" / "unowned_duplicate" / "bad_two_mail_helpers"
LEDGER = (TWO / "orders" / "mail.py").read_text(encoding="utf-8").replace("mail_customer", "mail_clerk")
Told = Callable[..., list[str]]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two copies that nobody owns: billing/mail.py, which comes first, and orders/mail.py."""
    shutil.copytree(TWO, tmp_path / "repo")
    monkeypatch.chdir(repository(tmp_path / "repo", {"expected.txt": ""}))
    return tmp_path / "repo"


@pytest.fixture
def told(repo: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """The places of what is told."""

    def call(*arguments: str) -> list[str]:
        run(["check", "--format", "concise", "--select", "SSOT205", "--jobs", "1", *arguments])
        return [line.partition(" ")[0] for line in capsys.readouterr().out.splitlines() if "SSOT205" in line]

    return call


def test_a_named_path_gets_its_member(told: Told) -> None:
    assert told() == ["billing/mail.py:5:5:"]
    assert told("billing") == ["billing/mail.py:5:5:"]
    assert told("orders") == ["orders/mail.py:5:5:"]
    assert told("orders/mail.py", "billing") == ["billing/mail.py:5:5:"]
    assert told("app") == []


def test_the_buffer_of_an_editor_gets_its_member(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"\n\n{LEDGER}".encode())))
    assert told("-", "--stdin-filename", "storage/mail.py") == ["storage/mail.py:7:5:"]


def test_a_staged_copy_and_an_introduced_one_get_theirs(told: Told, repo: Path) -> None:
    write(repo, {"storage/mail.py": LEDGER})
    git(repo, "add", "-A")
    assert told("--staged") == ["storage/mail.py:5:5:"]
    git(repo, "commit", "-qm", "copy")
    assert told("--since", "HEAD~1..") == ["storage/mail.py:5:5:"]
    assert told() == ["billing/mail.py:5:5:"]


def test_the_other_copies_and_the_other_name_are_told_beside_it(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--select", "SSOT205", "--jobs", "1", "orders"])
    out = capsys.readouterr().out
    assert "--> orders/mail.py:5:5" in out
    assert "billing/mail.py:5" in out
    assert "here it is called `mail_customer`" in out


def test_a_baseline_covers_it_wherever_it_is_told(told: Told) -> None:
    assert run(["baseline", "create", "--baseline", "b.json"]) == 0
    assert told("orders", "--baseline", "b.json") == []
    assert told("billing", "--baseline", "b.json") == []

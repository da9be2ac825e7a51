"""A repository of git that is looked at without git is told; a folder without one is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.check import check
from tests.pipeline.trees import tree
from tests.repositories import git


def gaps(root: Path) -> list[tuple[Severity, str, str]]:
    report = check(Config(root, root / "SSOT_LOCK.yml"))
    assert report.verdict is Verdict.CLEAN
    return [(item.severity, item.cause, item.remedy) for item in report.problems if "git does not answer" in item.message]


def test_a_broken_repository_is_told_with_what_git_says(tmp_path: Path) -> None:
    tree(tmp_path)
    git(tmp_path, "init", "-q")
    assert gaps(tmp_path) == []
    (tmp_path / ".git" / "index").write_bytes(b"no index")
    ((severity, cause, remedy),) = gaps(tmp_path)
    assert severity is Severity.WARNING
    assert "index file smaller than expected" in cause
    assert "git fsck" in remedy


def test_a_machine_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path)
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("PATH", str(tmp_path))
    ((_, cause, remedy),) = gaps(tmp_path)
    assert "no such program" in cause
    assert "install git" in remedy


def test_a_folder_that_is_no_repository_and_one_that_is_ignored_are_no_gap(tmp_path: Path) -> None:
    tree(tmp_path / "free")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("free\n")
    assert gaps(tmp_path / "free") == []
    (tmp_path / ".git").rename(tmp_path / "git")
    assert gaps(tmp_path / "free") == []

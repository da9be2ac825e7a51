from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import repositories as make
from tests.cli.doors import Door, Program

REGISTRY = "schema_version: 2\ndomains:\n  logging:\n    paths: [src/log.py]\n"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment of this run tells the program and git, a test does not see."""
    for name in list(os.environ):
        if name.startswith(("SSOT_CHECK", "GIT_")) or name in {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"}:
            monkeypatch.delenv(name)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository with a registry, and the current folder of the test."""
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "src/log.py": "def f(a):\n    return a\n", "src/a.py": "x = 1\n"})
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program in the repository of the test."""
    return Program(capsys)


@pytest.fixture
def door(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Door:
    """The program, with a corridor that answers what the test wants."""
    found = Door(capsys)
    monkeypatch.setattr("ssot_check.pipeline.check.check", found.corridor)
    return found

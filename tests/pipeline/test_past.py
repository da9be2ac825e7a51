"""What was found in a commit is asked of it once: word for word what is told without a cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from ssot_check.pipeline.states import past
from tests import repositories as make
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The commit of every look at one with a cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    seen: list[str] = []
    really = past.scanned

    def spy(config: Config, start: past.Start, before: past.Project) -> past.Project:
        if config.use_cache:
            seen.append(start.commit)
        return really(config, start, before)

    monkeypatch.setattr(past, "scanned", spy)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/b.py": INNOCENT})
    make.git(root, "branch", "base")
    return root


def said(root: Path, **changes: object) -> str:
    config = replace(Config(root, since="base", use_cache=True, today=date(2026, 1, 2)), **changes)  # type: ignore[arg-type]
    return next(form for form in discovery.formats() if form.name == "json").render(check(config))


def test_a_commit_is_looked_at_once(root: Path, looks: list[str]) -> None:
    make.write(root, {"jobs/c.py": EDITED})
    assert said(root) == said(root, use_cache=False)
    make.git(root, "mv", "jobs/a.py", "jobs/d.py")
    for files in ({"jobs/c.py": COPY}, {"jobs/b.py": COPY}, {"jobs/c.py": INNOCENT}, {"app/log.py": OWNER + "\n\nLATER = 1\n"}):
        make.write(root, files)
        assert said(root) == said(root, use_cache=False)
    make.git(root, "commit", "-q", "-a", "-m", "more")
    assert said(root) == said(root, use_cache=False)
    assert len(looks) == 1


def test_another_question_another_commit_and_another_baseline_are_looked_at(root: Path, looks: list[str]) -> None:
    assert said(root) == said(root, use_cache=False)
    for asked in ({"select": ("SSOT1",)}, {"today": date(2027, 1, 1)}, {"hints": True}):
        assert said(root, **asked) == said(root, use_cache=False, **asked)
    make.write(root, {"jobs/c.py": COPY})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "more")
    make.git(root, "branch", "-f", "base")
    assert said(root) == said(root, use_cache=False)
    assert len(looks) == 5

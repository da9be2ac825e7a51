"""What a look at the work tree leaves is enough for the first run about staged files, whatever git does not know of."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.check import check
from tests import repositories as make
from tests.pipeline.test_quiet import FILES, PIECES, answers, edit, plain, said, stage

__all__ = ["answers"]

pytestmark = pytest.mark.usefixtures("settled")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", FILES)
    make.write(root, {"web/a.py": plain(0)})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "plain")
    return root


def look(root: Path, **changes: object) -> None:
    """A run about the work tree."""
    check(replace(Config(root, use_cache=True, today=date(2026, 1, 2)), **changes))  # type: ignore[arg-type]


def test_the_first_staged_run_after_a_full_one_looks_at_nothing_else(root: Path, answers: list[bool]) -> None:
    look(root)
    stage(root, {"web/a.py": plain(1), "web/new.py": plain(2)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [True]


def test_of_what_git_knows_to_be_the_same_nothing_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look(root)
    stage(root, {"web/a.py": plain(1)})
    make.write(root, {"web/c.py": plain(2)})
    asked: set[str] = set()
    really = Memory.digest
    monkeypatch.setattr(Memory, "digest", lambda memory, path: asked.add(path) or really(memory, path))
    report = said(root)
    assert asked == {"web/a.py"}
    monkeypatch.undo()
    assert report == said(root, use_cache=False)


def test_a_full_run_of_another_question_is_no_base(root: Path, answers: list[bool]) -> None:
    look(root, select=("SSOT1",))
    stage(root, {"web/a.py": plain(1)})
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


@pytest.mark.parametrize(
    "beside",
    [{"web/draft.py": plain(3)}, {"web/draft.py": PIECES[1]}, {"web/c.py": plain(4)}, {"notes.bin": "\0"}, {"web/draft.md": "text\n"}],
)
def test_what_is_not_staged_is_taken_out_again(root: Path, answers: list[bool], beside: dict[str, str]) -> None:
    make.write(root, beside)
    look(root)
    make.write(root, {"web/a.py": plain(1)})
    make.git(root, "add", "web/a.py")
    assert said(root) == said(root, use_cache=False)
    assert answers == [True]


@pytest.mark.parametrize(
    "beside",
    [
        {"web/retry.py": plain(3)},
        {"web/draft.py": "\0" * 4},
        {"scripts/more": "#!/bin/sh\nsay more\n"},
        {"scripts/more.sh": "say more\n"},
        {"app/retry/more.py": plain(3)},
        {"CODEOWNERS": "* @a/b\n"},
    ],
)
def test_what_is_not_staged_and_may_have_told_something_is_looked_at(root: Path, answers: list[bool], beside: dict[str, str]) -> None:
    make.write(root, beside)
    look(root)
    make.write(root, {"web/a.py": plain(1)})
    make.git(root, "add", "web/a.py")
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


@pytest.mark.parametrize("data", ["\0" * 4, "x = 1\n" + "#" * 2_100_000])
def test_a_new_file_that_cannot_be_analysed_is_told(root: Path, data: str) -> None:
    look(root)
    stage(root, {"web/new.py": data})
    assert said(root) == said(root, use_cache=False)
    assert "SSOT007" in said(root)


def test_a_pointer_that_git_lfs_has_fetched_since_is_read(root: Path, answers: list[bool]) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12\n"
    stage(root, {"web/c.py": pointer, ".gitattributes": "web/c.py filter=far\n"})
    make.git(root, "commit", "-q", "-m", "pointer")
    look(root)
    kept = make.write(root.parent, {"pointer": pointer}) / "pointer"
    make.git(root, "config", "filter.far.clean", f"cat {kept}")
    make.write(root, {"web/c.py": plain(3), "web/a.py": plain(1)})
    os.utime(root / "web/c.py", (1_700_000_000, 1_700_000_000))  # older than the index, so that git does not ask the filter again
    make.git(root, "add", "-A")
    assert make.git(root, "status", "--short") == "M  web/a.py\n"
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


def test_a_submodule_whose_commit_is_known_here_takes_no_place_of_a_file(root: Path, answers: list[bool]) -> None:
    head = make.git(root, "rev-parse", "HEAD").strip()
    make.git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},lib")
    make.git(root, "commit", "-q", "-m", "submodule")
    look(root)
    make.write(root, {"web/c.py": PIECES[1]})
    make.git(root, "add", "web/c.py")
    (root / "web/c.py").unlink()
    assert said(root) == said(root, use_cache=False)
    assert answers == [False]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_and_looks_it_says_what_a_whole_look_says(root: Path, answers: list[bool], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        for _ in range(chance.choice((1, 1, 2))):
            edit(root, chance)
        if chance.random() < 0.7:
            make.git(root, "add", *chance.choice((("-A",), ("-u",), ("-A", "web"))))
        if chance.random() < 0.5:
            look(root)
        assert said(root) == said(root, use_cache=False)
        if chance.random() < 0.3:
            make.git(root, "commit", "-q", "-m", "more", "--allow-empty")
    assert any(answers)

"""What git's index tells of files that nobody looks at: a short answer says what a whole look says, whatever lies in the work tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ssot_check.pipeline.again import contents, sure
from ssot_check.workspace.index import Unlike
from tests import repositories as make
from tests.pipeline.test_quiet import FILES, answers, known_by_their_times, plain, root, said, stage

__all__ = ["answers", "known_by_their_times", "root"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One item for each question to git about every file of the work tree."""
    seen: list[bool] = []
    really = Unlike._ask_all

    def spy(self: Unlike) -> None:
        seen.append(not self._is_whole)
        really(self)

    monkeypatch.setattr(Unlike, "_ask_all", spy)
    return seen


def test_a_short_answer_asks_git_about_a_few_files_only(root: Path, answers: list[bool], asked: list[bool]) -> None:
    for number in range(3):
        stage(root, {"web/a.py": plain(number), "web/b.py": plain(20 + number)})
        asked.clear()
        told = said(root)
        assert asked == []
        assert told == said(root, use_cache=False)
        make.git(root, "commit", "-q", "-m", "more")
    assert answers == [True] * 3


@pytest.mark.parametrize(
    "change",
    [
        lambda root: make.write(root, {"web/c.py": plain(30), "app/log.py": "broken(\n", "SSOT_LOCK.yml": "domains: {}\n"}),
        lambda root: [(root / name).unlink() for name in ("web/c.py", "app/log.py", "scripts/run.sh")],
        lambda root: make.git(root, "update-index", "--assume-unchanged", "web/c.py", "app/retry/core.py"),
    ],
)
def test_what_is_not_staged_changes_nothing(root: Path, answers: list[bool], change: Callable[[Path], object]) -> None:
    stage(root, {"web/a.py": plain(5)})
    change(root)
    assert said(root) == said(root, use_cache=False)
    assert answers == [True]


def test_a_file_that_was_away_from_the_disk_is_one_that_comes(root: Path, answers: list[bool]) -> None:
    (root / "web/c.py").unlink()
    said(root, staged=False)
    make.git(root, "checkout", "-q", "web/c.py")
    stage(root, {"web/a.py": plain(6)})
    assert said(root) == said(root, use_cache=False)


@pytest.mark.parametrize("setting", ["true", "input"])
def test_where_git_writes_other_line_ends_it_is_asked_what_the_work_tree_has(
    root: Path, answers: list[bool], setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.git(root, "config", "core.autocrlf", setting)
    make.write(root, {"web/c.py": FILES["web/c.py"].replace("\n", "\r\n")})
    make.git(root, "add", "-A")
    kept: list[set[int]] = []
    really = sure.Witness.sureness

    def spy(self: sure.Witness, *given: object) -> object:
        found = really(self, *given)  # type: ignore[arg-type]
        kept.append(set(found))
        return found

    monkeypatch.setattr(sure.Witness, "sureness", spy)
    said(root, hints=True)
    assert contents.ALIKE in kept[-1]
    stage(root, {"web/a.py": plain(7)})
    assert said(root, hints=True) == said(root, use_cache=False, hints=True)
    make.write(root, {"web/a.py": plain(8)})
    make.git(root, "add", "web/a.py")
    make.write(root, {"web/c.py": "broken(\n"})
    assert said(root, hints=True) == said(root, use_cache=False, hints=True)
    assert answers[-2:] == [True, True]

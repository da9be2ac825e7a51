"""A whole report is told again after an edit only where nothing in it hangs on the file: word for word what a whole look says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again import quiet
from tests import repositories as make
from tests.pipeline.test_quiet import FILES, OWNER, RETRY, edit, plain, said, samples
from tests.pipeline.trees import COPY, EDITED

pytestmark = pytest.mark.usefixtures("settled")

PROTOCOL = "from typing import Protocol\n\n\nclass Sink(Protocol):\n    def drain(self, amount): ...\n    def refill(self, amount): ...\n"
BASED = (
    "class Base:\n    def total(self, rows):\n        return sum(rows)\n\n\nclass Other(Base):\n"
    "    def total(self, rows):\n        return 2 * sum(row.price for row in rows)\n"
)
MANY = "\n\n".join(plain(number) for number in range(100, 240))
"""In a repository of few functions each new one moves all weights."""
FOUND = FILES | {"jobs/copy.py": COPY, "jobs/edited.py": EDITED, "web/base.py": BASED, "web/sink.py": PROTOCOL}
FOUND |= {"web/a.py": plain(0), "web/c.py": plain(10), "web/many.py": MANY}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of every whole run that may be short, whether it was."""
    seen: list[bool] = []
    really = quiet.told

    def spy(config: Config, start: quiet.Start) -> Report | None:
        report = really(config, start)
        if config.use_cache and not config.staged:
            seen.append(report is not None)
        return report

    monkeypatch.setattr(quiet, "told", spy)
    return seen  # type: ignore[return-value]


@pytest.fixture
def root(tmp_path: Path, answers: list[bool]) -> Path:
    root = make.repository(tmp_path / "r", FOUND)
    assert "SSOT20" in whole(root)
    answers.clear()
    return root


def whole(root: Path, **changes: object) -> str:
    """The report about the whole repository, hints included, as JSON text."""
    return said(root, **{"staged": False, "hints": True, **changes})


def test_one_changed_file_that_nothing_hangs_on_leads_to_no_whole_look(root: Path, answers: list[bool]) -> None:
    for number in range(1, 4):
        make.write(root, {"web/a.py": plain(number), "web/c.py": plain(10 + number)})
        assert whole(root) == whole(root, use_cache=False)
    assert answers == [True] * 3


@pytest.mark.parametrize(
    "change",
    [
        lambda root: make.write(root, {"web/a.py": COPY}),
        lambda root: make.write(root, {"web/a.py": "from app.retry import retried\n\n" + plain(1)}),
        lambda root: make.write(root, {"web/b.py": ""}),
        lambda root: make.write(root, {"web/base.py": BASED.replace("(Base)", "")}),
        lambda root: make.write(root, {"web/base.py": BASED.replace("def total", "def setup_logging")}),
        lambda root: make.write(root, {"web/sink.py": PROTOCOL + "    def total(self, rows): ...\n"}),
        lambda root: make.write(root, {"web/base.py": BASED + "\n    def drain(self, amount):\n        return amount\n"}),
        lambda root: make.write(root, {"web/new.py": plain(7)}),
        lambda root: (root / "web/a.py").unlink(),
        lambda root: make.write(root, {"jobs/copy.py": COPY + "\n\n" + plain(3)}),
        lambda root: make.write(root, {"app/log.py": OWNER + "\n\n" + plain(3)}),
        lambda root: make.write(root, {"docs/guide.md": "Run app/old.py first.\n"}),
    ],
)
def test_what_may_change_what_is_said_of_others_is_looked_at(root: Path, answers: list[bool], change: Callable[[Path], object]) -> None:
    change(root)
    assert whole(root) == whole(root, use_cache=False)
    assert answers == [False]


def test_a_name_that_an_owner_passes_on_by_a_star_is_missed_when_it_goes(root: Path, answers: list[bool]) -> None:
    passed = {
        "app/retry/__init__.py": "from app.retry.core import retried\nfrom web.c import *\n",
        "web/c.py": plain(5) + "\n\n" + plain(6),
    }
    named = FILES["SSOT_LOCK.yml"].replace("exports: [retried]", "exports: [retried, alpha5_beta5]")
    make.write(root, passed | {"SSOT_LOCK.yml": named})
    whole(root)
    make.write(root, {"web/c.py": plain(6)})
    assert whole(root) == whole(root, use_cache=False)
    assert answers[-1] is False


def test_a_hint_that_is_held_back_is_counted_no_more_when_it_goes(root: Path) -> None:
    text = "'https://status.shop-works.net/api/v2/retries?limit=100'\n"
    make.write(root, {"app/retry/core.py": RETRY + "\n\nPLACE = " + text, "docs/shown.py": plain(7) + "\n\nSTATUS = " + text})
    assert '"held_back": 1' in whole(root, hints=False)
    make.write(root, {"docs/shown.py": plain(7)})
    assert '"held_back": 0' in whole(root, hints=False)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_it_says_what_a_whole_look_says(root: Path, answers: list[bool], seed: int) -> None:
    chance = random.Random(seed)
    for number in range(10):
        if chance.random() < 0.5:
            edit(root, chance)
        else:
            remark = "" if chance.random() < 0.5 else f"# {number}\n"
            make.write(root, {chance.choice(("web/a.py", "web/c.py")): remark + plain(chance.randrange(99))})
        assert whole(root) == whole(root, use_cache=False)
    assert any(answers)


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.parent.name)
def test_no_finding_is_kept_or_lost_when_a_line_of_a_rule_s_sample_goes(sample: Path, tmp_path: Path) -> None:
    chance = random.Random(sample.parent.name)
    root = tmp_path / "r"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns("expected.txt", "before", "message.txt"), symlinks=True)
    make.repository(root, {})
    whole(root)
    aside = {".git", "SSOT_LOCK.yml"}
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and aside.isdisjoint(path.relative_to(root).parts)]
    for path in chance.sample(files, min(2, len(files))):
        text = path.read_bytes()
        lines = text.splitlines(keepends=True) or [b""]
        doomed = chance.randrange(len(lines))
        path.write_bytes(b"".join(lines[:doomed] + lines[doomed + 1 :]))
        assert whole(root) == whole(root, use_cache=False)
        path.write_bytes(text)

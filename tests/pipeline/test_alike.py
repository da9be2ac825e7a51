"""Rules are not asked again about files that say what they said; whoever says anything else is asked."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.baseline import ABOUT_FINDINGS
from ssot_check.model.config import Config
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.registry import Registry
from ssot_check.model.touch import Watch
from ssot_check.pipeline.again import asking
from ssot_check.pipeline.again.alike import are_alike
from ssot_check.pipeline.check import check
from ssot_check.pipeline.reading.read import Request, read_one
from ssot_check.workspace import cache_key
from tests import repositories as make
from tests.builders import a_deprecated, a_domain, a_registry
from tests.pipeline.trees import EDITED, INNOCENT, OWNER

REGISTRY = """\
schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    exports: [setup_logging]
    bans: [{symbol: logging.basicConfig, why: use setup_logging}]
  retry:
    paths: [app/retry.py]
    consumers: {allow: [jobs/**], protect: true}
"""
BEFORE = """\
import logging
import time
from app.log import setup_logging

PLACE = "https://status.example.org/api/v2/retries?limit=100"


class Order:
    name: str
    price: int

    def total(self, count):
        return self.price * count


def waited(seconds):
    time.sleep(seconds)
    return seconds
"""
SAME = {
    "a line": ("    return seconds\n", "    print(seconds)\n    return seconds\n"),
    "a function": ("def waited", "def more(rows):\n    return rows[1:]\n\n\ndef waited"),
    "another name": ("def waited", "def paused"),
    "a method's body": ("self.price * count", "self.price * count - 1"),
    "a comment": ("import time\n", "# The time.\nimport time\n"),
}
OTHER = {
    "an import": ("import time\n", "import time\nimport os\n"),
    "no import": ("from app.log import setup_logging\n", ""),
    "an alias": ("import time\n", "import time as clock\n"),
    "every name": ("import time\n", "import time\nfrom app.log import *\n"),
    "a telling text": ("    return seconds\n", "    return 'https://hooks.slack.com/services/orders/v2?limit=5'\n"),
    "a field": ("    price: int\n", "    price: int\n    count: int\n"),
    "a base": ("class Order:", "class Order(Exception):"),
    "a class": ("def waited", "class More:\n    pass\n\n\ndef waited"),
    "what a type uses": ("self.price * count", "self.price * count + helper.of(count)"),
    "a ban": ("    return seconds\n", "    logging.basicConfig()\n"),
    "an exception": ("    return seconds\n", "    return seconds  # ssot: allow[SSOT201] -- here\n"),
    "broken code": ("    return seconds\n", "    return (seconds\n"),
}


def parsed(text: str, root: Path) -> ParsedFile:
    (root / "a.py").write_text(text)
    found = read_one(Request(root, 10**6, frozenset(), frozenset(), {}, Watch(frozenset({"logging.basicConfig"}))), "a.py")
    assert isinstance(found, ParsedFile)
    return found


def alike(tmp_path: Path, change: tuple[str, str], registry: Registry) -> bool:
    assert change[0] in BEFORE
    before, after = parsed(BEFORE, tmp_path), parsed(BEFORE.replace(*change), tmp_path)
    return are_alike(registry, {"a.py": before}, {"a.py": after})


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_a_function_does_is_nothing_that_rules_ask_for(tmp_path: Path, change: tuple[str, str]) -> None:
    assert alike(tmp_path, change, a_registry(a_domain()))
    assert not alike(tmp_path, change, a_registry(a_domain("logging", deprecated=(a_deprecated("app/old.py"),))))


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_whatever_rules_ask_for_is_seen(tmp_path: Path, change: tuple[str, str]) -> None:
    assert not alike(tmp_path, change, a_registry(a_domain()))


def test_every_rule_about_files_is_known_to_be_asked() -> None:
    others = {rule.code for rule in discovery.rules() if rule.check is not None and not rule.code.startswith(ABOUT_FINDINGS)}
    assert others <= asking.BY_FILE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache_key, "_SETTLED_NANOSECONDS", -(10**12))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "app/retry.py": "def retried(action):\n    return action()\n"}
    return make.repository(tmp_path / "r", {**files, "web/a.py": BEFORE, "web/b.py": INNOCENT, "web/c.py": EDITED})


def said(root: Path, **changes: object) -> str:
    config = replace(Config(root, staged=True, use_cache=True, today=date(2026, 1, 2)), **changes)  # type: ignore[arg-type]
    return next(form for form in discovery.formats() if form.name == "json").render(check(config))


def test_a_commit_that_says_nothing_new_asks_no_rule(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(Config(root, use_cache=True, today=date(2026, 1, 2)))
    make.write(root, {"web/a.py": BEFORE.replace(*SAME["a function"])})
    make.git(root, "add", "-A")
    expected = said(root, use_cache=False)
    monkeypatch.delattr(asking, "run_all")
    assert said(root) == expected


def test_a_file_of_which_something_was_said_is_looked_at_again(root: Path) -> None:
    check(Config(root, use_cache=True, today=date(2026, 1, 2)))
    for text in (EDITED + "\n\ndef more():\n    return 1\n", "import app.retry\n"):
        make.write(root, {"web/c.py": text})
        make.git(root, "add", "-A")
        assert said(root) == said(root, use_cache=False)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_report_is_that_of_a_whole_look(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        text = BEFORE
        for change in chance.sample([*SAME.values(), *OTHER.values()], chance.choice((1, 1, 2))):
            text = text.replace(*change)
        make.write(root, {chance.choice(("web/a.py", "web/b.py", "web/c.py", "web/new.py")): text})
        make.git(root, "add", "-A")
        assert said(root) == said(root, use_cache=False)
        if chance.random() < 0.3:
            make.git(root, "commit", "-q", "-m", "more", "--allow-empty")

"""A commit whose findings follow from its own files is told from what was kept: word for word what a look at the whole repository says."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ssot_check.cli.commands import cli
from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again import suspected
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.check import check
from tests import repositories as make
from tests.pipeline.test_quiet import FILES, REGISTRY, answers, plain, stage
from tests.pipeline.trees import COPY, OWNER

__all__ = ["answers"]

pytestmark = pytest.mark.usefixtures("settled")

BANNED = "import logging\n\nlogging.basicConfig(level=logging.INFO)\n"
ALLOWED = "import logging\n\n# ssot: allow[SSOT301] -- a tool of its own\nlogging.basicConfig(level=logging.INFO)\n"
READ = "import os\n\nHOME = os.environ['SHOP_HOME']\n"
PIECES = (
    BANNED,
    ALLOWED,
    READ,
    ALLOWED.replace("allow[", "allow-file["),
    ALLOWED.replace(" -- a tool of its own", ""),
    ALLOWED.replace("SSOT301", "SSOT999"),
    ALLOWED.replace("SSOT301", "SSOT302"),
    ALLOWED.replace("SSOT301] ", "SSOT301] until=2026-06-01 "),
    "import logging\n\nlogging.basicConfig()\nlogging.basicConfig(force=True)\n",
    "import logging\n\nstart = logging.basicConfig\n",
    "import logging\n\ngetattr(logging, 'basicConfig')()\n",
    "import subprocess\n\nsubprocess.run(['docker', 'build', '.'])\n",
    "import requests\n\nrequests.get('https://example.org')\n",
    "from app.retry.core import _hidden, retried\n\nretried(_hidden)\n",
    "from app.old import double\n\nprint(double(2))\n",
    "from app.old import *\n",
    "PORT = 8472\nHOST = 'localhost:8472'\n",
    COPY + BANNED,
    "# ssot: allow[SSOT201] -- no such thing here\n" + plain(7),
)
WARDED = (
    FILES["SSOT_LOCK.yml"]
    .replace("allow_in: [jobs/**]}]", "allow_in: [jobs/**]}, {symbol: requests, why: here}]")
    .replace("    paths: [scripts/lib.sh]", "    paths: [scripts/lib.sh]\n    bans: [{command: docker build}, {symbol: os.environ}]")
)
REGISTRIES = (
    WARDED + "facts:\n" + REGISTRY.partition("facts:\n")[2],
    WARDED + "exceptions:\n  - {code: SSOT301, path: web/b.py, reason: an old one, until: 2026-09-01}\n",
    WARDED + "enforcement: {level: strict, baseline: .ssot-baseline.yml}\n",
    WARDED + "enforcement: {level: strict, phase: touched, phases: {SSOT302: report}}\n",
)
PLAIN = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n  retry:\n    paths: [app/retry/]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", FILES | {"SSOT_LOCK.yml": WARDED, "web/a.py": plain(0)})
    told(root)
    return root


def told(root: Path, *, keeping: bool = True) -> Report:
    """The whole report about what is staged."""
    return check(Config(root, staged=True, use_cache=keeping, today=date(2026, 1, 2)))


@pytest.mark.parametrize("text", PIECES)
def test_what_a_file_does_by_itself_needs_no_look_at_the_others(root: Path, answers: list[bool], text: str) -> None:
    stage(root, {"web/c.py": text})
    assert told(root) == told(root, keeping=False)
    assert answers == ["until" not in text]


def test_what_a_file_has_to_use_and_that_it_has_to_be_owned_is_told_of_it_alone(root: Path, answers: list[bool]) -> None:
    stage(root, {"jobs/a2.py": plain(6), "jobs/a.py": plain(5)})
    assert told(root) == told(root, keeping=False)
    assert [item.code for item in told(root).findings] == ["SSOT311", "SSOT712", "SSOT311", "SSOT712"]
    assert all(answers)


def test_a_script_is_judged_in_view_of_those_that_it_sources(root: Path, answers: list[bool]) -> None:
    stage(root, {"scripts/build.sh": "#!/bin/sh\ndocker build .\n"})
    assert told(root) == told(root, keeping=False)
    assert [item.code for item in told(root).findings] == ["SSOT304"]
    assert not any(answers)


@pytest.mark.parametrize(
    "text", ["from app.log import setup_logging\n\nsetup_logging('c')\n", "import app.log as log\n", "import web.b\n", plain(5)]
)
def test_what_an_owner_uses_is_judged_with_the_owner(root: Path, answers: list[bool], text: str) -> None:
    make.write(root, {"app/log.py": "import web.c\n" + OWNER, "web/c.py": plain(2) + "from app.log import setup_logging\n"})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "circle")
    told(root)
    stage(root, {"web/c.py": plain(3) + text, "web/a.py": plain(4)})
    assert told(root) == told(root, keeping=False)
    assert [item.code for item in told(root).findings] == ["SSOT313"] * ("app.log" in text)
    assert answers[-1]


def test_a_circle_that_is_closed_on_purpose_needs_no_other_look(root: Path, answers: list[bool]) -> None:
    late = OWNER + "\n\ndef later():\n    import web.c\n\n    return web.c\n"
    make.write(root, {"app/log.py": late, "web/c.py": plain(2) + "from app.log import setup_logging\n"})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "circle")
    told(root)
    stage(root, {"web/c.py": plain(3) + "from app.log import setup_logging\n\nsetup_logging('c')\n"})
    found = told(root)
    assert found == told(root, keeping=False)
    assert (found.findings, found.held) == ((), (("SSOT313", "app/log.py"),))
    assert answers[-1]


@pytest.mark.parametrize(("number", "codes"), [(7, ["SSOT206"]), (8, [])])
def test_a_text_that_an_owner_has_is_told_and_for_any_other_no_owner_is_read(
    root: Path, answers: list[bool], monkeypatch: pytest.MonkeyPatch, number: int, codes: list[str]
) -> None:
    address = "https://logs.acme.internal/api/v{}/records"
    make.write(root, {"app/log.py": f'COLLECTOR = "{address.format(7)}"\n' + OWNER, "SSOT_LOCK.yml": PLAIN})
    make.git(root, "commit", "-qam", "a constant")
    told(root)
    stage(root, {"web/c.py": f'SINK = "{address.format(number)}"\n' + plain(3)})
    asked: list[str] = []
    recall = Memory.recall_content
    monkeypatch.setattr(suspected, "suspects", lambda *_: None)  # which reads all owners where there are few files
    monkeypatch.setattr(Memory, "recall_content", lambda self, path, digest: asked.append(path) or recall(self, path, digest))
    found = told(root)
    assert answers[-1] == (not codes)
    assert codes or not [path for path in asked if path.startswith("app/")]
    assert found == told(root, keeping=False)
    assert [item.code for item in found.findings] == codes


def known(root: Path) -> None:
    """Every finding of now is known from here on."""
    done = CliRunner().invoke(cli, ["-C", str(root), "baseline", "create", "--reason", "there before"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\n\n" + plain(4),
        lambda text: text.replace("import logging", "import logging\nimport json"),
        lambda text: text + "logging.basicConfig(level=1)\n",
        lambda text: plain(3),
        lambda text: text + READ,
    ],
)
def test_what_is_known_stays_known_and_what_is_gone_is_told(root: Path, answers: list[bool], change: Callable[[str], str]) -> None:
    make.write(root, {"web/c.py": BANNED, "SSOT_LOCK.yml": REGISTRIES[2]})
    make.git(root, "add", "-A")
    known(root)
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "known")
    told(root)
    stage(root, {"web/c.py": change(BANNED)})
    assert told(root) == told(root, keeping=False)
    assert answers[-1]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("registry", REGISTRIES)
def test_after_any_edits_it_says_what_a_whole_look_says(root: Path, answers: list[bool], registry: str, seed: int) -> None:
    chance = random.Random(seed)
    make.write(root, {"SSOT_LOCK.yml": registry, "web/c.py": BANNED})
    if "baseline" in registry:
        known(root)
    make.git(root, "add", "-A")
    make.git(root, "commit", "-q", "-m", "begin")
    for _ in range(8):
        names = chance.sample(
            ("web/a.py", "web/b.py", "web/c.py", "web/new.py", "web/tests/test_a.py", "docs/guide.md"), chance.choice((1, 1, 2))
        )
        stage(root, {name: chance.choice((*PIECES, plain(chance.randrange(9)))) for name in names})
        assert told(root) == told(root, keeping=False)
        if chance.random() < 0.3:
            make.git(root, "commit", "-q", "-m", "more", "--allow-empty")
    assert any(answers)

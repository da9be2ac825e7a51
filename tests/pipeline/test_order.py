"""The order in which files are listed has no say, whatever is remembered of them and however many processes read them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.pipeline import start
from ssot_check.pipeline.check import check
from ssot_check.pipeline.reading import read
from tests import repositories as make
from tests.pipeline.trees import COPY, EDITED, INNOCENT, OWNER, REGISTRY

MAIL = """\
import smtplib
from email.message import EmailMessage


def send_{name}(address, body):
    message = EmailMessage()
    message["To"] = address
    message["Subject"] = "nightly report of {topic}"
    message.set_content(body)
    with smtplib.SMTP("localhost") as server:
        server.starttls()
        server.send_message(message)
    return message
"""
FILES = {
    "SSOT_LOCK.yml": REGISTRY
    + "    bans: [{symbol: logging.getLogger, why: use setup_logging}]\n    deprecated: [{path: app/old.py, use: app/log.py}]\n"
    + "  notification:\n    paths: [app/notify.py]\n    kind: notification\n",
    "app/log.py": OWNER,
    "app/notify.py": INNOCENT,
    "app/old.py": INNOCENT.replace("double", "treble"),
    "x/mail.py": MAIL.format(name="mail", topic="sales"),
    "y/mail.py": MAIL.format(name="mail", topic="sales"),
    "y/post.py": MAIL.format(name="mail", topic="sales"),
    **{f"jobs/copy_{number}.py": COPY for number in range(4)},
    **{f"jobs/edited_{number}.py": EDITED for number in range(3)},
    **{f"jobs/imports_{number}.py": "from app.log import setup_logging\nfrom app.old import treble\n" for number in range(4)},
    "jobs/broken.py": "def f(:\n",
    "jobs/again.py": COPY + "\n\n" + EDITED.replace("def prepare", "def prepare_again"),
    "web/a.ts": "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
    "run.sh": "#!/bin/sh\nset -eu\npython -m app.old\n",
    ".github/workflows/ci.yml": "on: [push]\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ssot-check check\n",
    "CODEOWNERS": "* @a/team\n",
}


def told(root: Path, **changes: Any) -> Mapping[str, str]:
    """What the formats for people and for machines say of a run."""
    report = check(replace(Config(root, today=date(2026, 1, 2)), **changes))
    return {form.name: form.render(report) for form in discovery.formats() if form.name in ("json", "text", "sarif")}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(read, "_PARALLEL_FROM", 2)
    return make.repository(tmp_path / "r", FILES)


@pytest.mark.parametrize("seed", range(2))
def test_a_shuffled_listing_gives_the_same_bytes_with_any_jobs_cold_and_warm(
    root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = told(root)
    assert all(code in plain["json"] for code in ("SSOT202", "SSOT205", "SSOT301", "SSOT401"))
    chance, really = random.Random(seed), start.files.survey
    orders = []

    def shuffled(*given: Any, **named: Any) -> Any:
        found = really(*given, **named)
        files, skipped, selected, owners = (
            list(part) for part in (found.scanned, found.skipped, found.selected.items(), found.owners.items())
        )
        for part in (files, skipped, selected, owners):
            chance.shuffle(part)
        orders.append(tuple(files))
        return replace(found, scanned=tuple(files), skipped=tuple(skipped), selected=dict(selected), owners=dict(owners))

    monkeypatch.setattr(start.files, "survey", shuffled)
    assert told(root) == plain
    assert told(root, jobs=2) == plain
    assert told(root, use_cache=True) == plain
    assert told(root, use_cache=True, jobs=2) == plain
    make.write(root, {"jobs/plain.py": INNOCENT})
    assert told(root, use_cache=True, jobs=2) == told(root)
    assert len(set(orders)) > 1

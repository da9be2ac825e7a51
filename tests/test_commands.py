"""Every way to run a banned command, in every kind of file that runs commands; and what only looks like one."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.scan import scan

SAMPLE = Path(__file__).parent / "samples" / "commands"
EXPECTED = SAMPLE / "expected.txt"


def test_each_form_is_found_on_its_line_and_nothing_else(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "repository", ignore=shutil.ignore_patterns(EXPECTED.name))
    config = Config(root=root, today=date(2026, 6, 1), select=("SSOT304",))
    report = judge(scan(config), config, rules())
    assert report.problems == ()
    places = sorted({(item.location.path, item.location.line) for item in report.findings})
    said = "".join(f"{path}:{line} {(root / path).read_text().splitlines()[line - 1].strip()}\n" for path, line in places)
    if os.environ.get("UPDATE_GOLDEN") and not os.environ.get("CI"):
        EXPECTED.write_text(said, encoding="utf-8", newline="\n")
    assert said == EXPECTED.read_text(encoding="utf-8")

"""Every way past an owner in one file: lines that end in a numbered comment go past one, all others do not."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.scan import scan

SAMPLE = Path(__file__).parent / "samples" / "evasion"
MARK = re.compile(r"# (\d+)\b[^\n]*$")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """The lines that are reported, by file."""
    root = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("evasion") / "repository")
    config = Config(root=root, today=date(2026, 6, 1), select=("SSOT3",))
    lines: dict[str, list[int]] = {}
    for finding in judge(scan(config), config, rules()).findings:
        lines.setdefault(finding.location.path, []).append(finding.location.line)
    return lines


@pytest.mark.parametrize(("path", "count"), [("jobs/evade.py", 13), ("jobs/environment.py", 7), ("setup.py", 1), ("pyproject.toml", 2)])
def test_each_marked_line_is_found_and_no_other(path: str, count: int, found: dict[str, list[int]]) -> None:
    text = (SAMPLE / path).read_text(encoding="utf-8")
    marked = [(number, int(mark[1])) for number, line in enumerate(text.split("\n"), start=1) if (mark := MARK.search(line))]
    assert [name for _, name in marked] == list(range(1, count + 1))
    assert found[path] == [number for number, _ in marked]


def test_nothing_else_is_reported(found: dict[str, list[int]]) -> None:
    assert sorted(found) == ["jobs/environment.py", "jobs/evade.py", "pyproject.toml", "setup.py"]

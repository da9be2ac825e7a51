"""Ways past an owner in five languages that nobody wrote the rules for: each line that ends in a numbered comment is told, and no other."""

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

SAMPLE = Path(__file__).parent / "samples" / "hostile"
MARK = re.compile(r"(?:#|//) (\d+)$")
COUNTS = {"go/main.go": 8, "jobs/py.py": 20, "rs/main.rs": 7, "scripts/build.sh": 32, "web/a.ts": 13}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """The lines that are reported, by file, each once."""
    root = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("hostile") / "repository")
    config = Config(root=root, today=date(2026, 6, 1), select=("SSOT3",))
    lines: dict[str, set[int]] = {}
    for finding in judge(scan(config), config, rules()).findings:
        lines.setdefault(finding.location.path, set()).add(finding.location.line)
    return {path: sorted(told) for path, told in lines.items()}


@pytest.mark.parametrize("path", sorted(COUNTS))
def test_each_marked_line_is_told_and_no_other(path: str, found: dict[str, list[int]]) -> None:
    text = (SAMPLE / path).read_text(encoding="utf-8")
    marked = {number: int(mark[1]) for number, line in enumerate(text.split("\n"), start=1) if (mark := MARK.search(line))}
    assert list(marked.values()) == list(range(1, COUNTS[path] + 1))
    assert found[path] == list(marked)


def test_nothing_else_is_told(found: dict[str, list[int]]) -> None:
    assert sorted(found) == sorted(COUNTS)

"""Whatever was found in a domain stands among the rules that are said to have looked at it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests.repositories import repository

SAMPLES = Path(__file__).parent.parent / "rules"
NAMES = sorted(
    rule.name.replace("-", "_") for rule in discovery.rules() if rule.code in {"SSOT106", "SSOT115", "SSOT205", "SSOT206", "SSOT209"}
)


@pytest.mark.parametrize("name", NAMES)
def test_a_domain_names_the_rules_that_found_something(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(next((SAMPLES / name).glob("bad_*")), tmp_path / "r", symlinks=True)
    report = check(Config(root=repository(root, {}), today=date(2026, 1, 2)))
    ran = {row.name: row.rules for row in report.domains}
    found = [finding for finding in report.findings if finding.domain in ran]
    assert found
    assert [finding.code for finding in found if finding.code not in ran[finding.domain]] == []

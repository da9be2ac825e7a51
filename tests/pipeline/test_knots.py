"""The circles of one owner file are told once to who reads a report; what is found and counted stays one finding for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.report import Presentation, Report
from ssot_check.pipeline.check import check
from ssot_check.reports import full
from ssot_check.reports import json as document
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  configuration:\n    paths: [shop/settings.py]\n"
STORES = ("disk", "queue", "search", "secrets")


def knot(tmp_path: Path, stores: tuple[str, ...]) -> Report:
    files = {f"shop/{name}.py": f"from shop import settings\n\nNAME = settings.NAME + '{name}'\n" for name in stores}
    files["shop/settings.py"] = "".join(f"from shop.{name} import NAME as {name.upper()}\n" for name in stores) + "NAME = 'shop'\n"
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "shop/__init__.py": "", **files})
    return check(Config(root=root, select=("SSOT313",)))


def test_three_circles_and_more_are_one_block(tmp_path: Path) -> None:
    report = knot(tmp_path, STORES)
    text = full.render(report)
    assert [item.code for item in report.findings] == ["SSOT313"] * 4
    assert text.count("warning[SSOT313]") == 1
    assert "uses 4 files that use it themselves: shop/disk.py, shop/queue.py, shop/search.py and 1 more" in text
    assert "so does this, for line 4" in text
    assert full.render(replace(report, presentation=Presentation(verbose=True))).count("warning[SSOT313]") == 4
    whole = json.loads(document.render(report))
    assert len(whole["findings"]) == 4
    assert whole["file_copies"] == []


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_are_told_one_by_one(tmp_path: Path, count: int) -> None:
    report = knot(tmp_path, STORES[:count])
    assert full.render(report).count("warning[SSOT313]") == count

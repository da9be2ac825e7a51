"""Hints are counted in every run and stand in the report only under `--hints`."""

from __future__ import annotations

from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.check import check
from ssot_check.reports import full
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  stores:\n    paths: [src/store.py]\n"
METHOD = """    def share_address(self, request):
        return request.build_absolute("stores", self.tenant.slug, self.slug, kind="share")
"""
OWNER = f"class Store:\n{METHOD}\n    def close(self, day):\n        self.closed_on = day\n        self.lights.off()\n"
COPY = f"class Basket(dict):\n{METHOD}\n    def total(self):\n        return sum(line.price for line in self.values() if not line.gone)\n"


def run(tmp_path: Path, *, hints: bool) -> Report:
    root = make.repository(
        tmp_path / ("with" if hints else "without"),
        {"SSOT_LOCK.yml": REGISTRY, "src/store.py": OWNER, "src/basket.py": COPY},
    )
    return check(Config(root=root, hints=hints))


def copies(report: Report) -> list[Finding]:
    return [item for item in report.findings if item.code.startswith("SSOT2")]


def test_a_hint_is_counted_and_held_back(tmp_path: Path) -> None:
    report = run(tmp_path, hints=False)
    assert (report.verdict, copies(report), report.held_back) == (Verdict.CLEAN, [], 1)
    assert "1 pair too doubtful to report; --hints shows them" in full.FORMAT.render(report)


def test_a_hint_that_is_asked_for_fails_nothing(tmp_path: Path) -> None:
    report = run(tmp_path, hints=True)
    assert [(item.code, item.severity, item.confidence) for item in copies(report)] == [("SSOT201", Severity.INFORMATION, HINT)]
    assert (report.verdict, report.held_back) == (Verdict.CLEAN, 0)

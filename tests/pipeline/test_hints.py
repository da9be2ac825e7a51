"""Hints are counted in every run, and stand in the report under `--hints` and where the change at hand brings them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.match import Alignment, CloneType, Match, Tier
from ssot_check.model.report import Report
from ssot_check.model.unit import UnitKind
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.check import check
from ssot_check.reports import full
from ssot_check.rules.support.copies import is_doubtful
from tests import repositories as make
from tests.builders import a_unit

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
    assert "1 finding too doubtful to report; --hints shows them" in full.FORMAT.render(report)


def test_a_hint_that_is_asked_for_fails_nothing(tmp_path: Path) -> None:
    report = run(tmp_path, hints=True)
    assert [(item.code, item.severity, item.confidence) for item in copies(report)] == [("SSOT201", Severity.INFORMATION, HINT)]
    assert (report.verdict, report.held_back) == (Verdict.CLEAN, 0)


def changed(tmp_path: Path, first: dict[str, str], then: dict[str, str], **options: bool) -> Report:
    """What a run about the change from `first` to `then` says; with `staged` it is not committed yet."""
    root = make.repository(tmp_path / "changed", {"SSOT_LOCK.yml": REGISTRY, "src/store.py": OWNER, **first})
    make.write(root, then)
    make.git(root, "add", "-A")
    if options:
        return check(Config(root=root, **options))
    make.git(root, "commit", "-q", "-m", "second")
    return check(Config(root=root, since="HEAD~1"))


@pytest.mark.parametrize("staged", [True, False])
@pytest.mark.parametrize("before", ["", COPY.replace(METHOD, "")])
def test_what_a_change_brings_is_told_and_fails_nothing(tmp_path: Path, before: str, staged: bool) -> None:
    """While the author is still at it; the class stood there before, or came with its method."""
    first = {"src/basket.py": before} if before else {}
    report = changed(tmp_path, first, {"src/basket.py": COPY}, **({"staged": True} if staged else {}))
    assert [(item.code, item.severity, item.confidence) for item in copies(report)] == [("SSOT201", Severity.INFORMATION, "low")]
    assert (report.verdict, report.held_back) == (Verdict.CLEAN, 0)
    assert copies(report)[0].notes[-1] == "doubtful: told because this change brings the code; it fails no run"


@pytest.mark.parametrize("staged", [True, False])
def test_a_change_beside_a_hint_does_not_bring_it(tmp_path: Path, staged: bool) -> None:
    edited = COPY.replace("not line.gone", "not (line.gone or line.free)")
    report = changed(tmp_path, {"src/basket.py": COPY}, {"src/basket.py": edited}, **({"staged": True} if staged else {}))
    assert (copies(report), report.held_back) == ([], 1)


def test_a_file_that_moves_does_not_bring_its_hints(tmp_path: Path) -> None:
    root = make.repository(tmp_path / "moved", {"SSOT_LOCK.yml": REGISTRY, "src/store.py": OWNER, "src/basket.py": COPY})
    make.git(root, "mv", "src/basket.py", "src/bag.py")
    report = check(Config(root=root, since="HEAD"))
    assert (copies(report), report.held_back) == ([], 1)


def test_a_file_that_git_does_not_know_yet_brings_its_hints(tmp_path: Path) -> None:
    root = make.repository(tmp_path / "fresh", {"SSOT_LOCK.yml": REGISTRY, "src/store.py": OWNER})
    make.write(root, {"src/basket.py": COPY})
    report = check(Config(root=root, since="HEAD"))
    assert [item.code for item in copies(report)] == ["SSOT201"]


A_BLOCK = a_unit("main", "run()", kind=UnitKind.SCRIPT)
A_SERVICE = a_unit("web", "run()", kind=UnitKind.CONFIG)


@pytest.mark.parametrize(
    ("differs", "expected"),
    [({}, True), ({"tier": Tier.ADVISORY}, False), ({"twins": True}, False), ({"copy": A_BLOCK}, False), ({"copy": A_SERVICE}, True)],
    ids=["hint", "told anyway", "twin", "script block", "config block"],
)
def test_neither_twins_nor_script_blocks_are_worth_a_look_of_whoever_brings_them(differs: dict[str, Any], expected: bool) -> None:
    pair = Match("stores", a_unit("share", "run()"), a_unit("share", "run()"), CloneType.NEAR, Tier.HINT, 0.8, Alignment((), 1, 1))
    assert is_doubtful(replace(pair, **differs)) is expected

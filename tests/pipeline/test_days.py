"""What an earlier day's run said is said again on another, unless a day that lies between changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssot_check.model.baseline import Baseline, BaselineEntry, Opinion
from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.pipeline.again.days import as_of, turns
from ssot_check.pipeline.check import check, checked
from ssot_check.workspace import baseline as store
from tests import builders as make
from tests import repositories
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.reports.canned import CLEAN

pytestmark = pytest.mark.usefixtures("settled")

FIRST = date(2026, 1, 2)
TURN = "2026-01-05"
ALLOWED = COPY.replace("def prepare", f"# ssot: allow[SSOT202] until={TURN} -- next release\ndef prepare")
EXCEPTION = f"exceptions:\n  - {{code: SSOT202, path: jobs/a.py, reason: next release, until: {TURN}}}\n"
DEADLINE = f"    deprecated: [{{path: app/old.py, use: app/log.py, remove_by: {TURN}}}]\n"
FILES = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "app/old.py": INNOCENT, "jobs/plain.py": INNOCENT}


def said(root: Path, day: date, *, cached: bool = True, staged: bool = False) -> Report:
    return check(Config(root, use_cache=cached, staged=staged, today=day))


def judged(root: Path, opinion: Opinion) -> None:
    """Every finding is said to be `opinion`, until the day."""
    _, report = checked(Config(root, today=FIRST))
    entries = tuple(
        BaselineEntry(item.identity, 1, FIRST.isoformat(), "next release", TURN, verdict=opinion.value, owner="@a/team")
        for item in report.findings
    )
    assert entries
    store.save(root / store.AUDIT_NAME, Baseline(store.AUDIT_NAME, entries))


@pytest.mark.parametrize("kind", ["comment", "exception", "deadline", "verdict"])
def test_on_every_day_a_run_says_what_it_says_without_a_cache(tmp_path: Path, kind: str) -> None:
    copy = ALLOWED if kind == "comment" else COPY
    registry = REGISTRY + {"exception": EXCEPTION, "deadline": DEADLINE}.get(kind, "")
    root = repositories.repository(tmp_path / "r", {**FILES, "SSOT_LOCK.yml": registry, "jobs/a.py": copy})
    if kind == "verdict":
        judged(root, Opinion.ACCEPTED)
    repositories.write(root, {"jobs/plain.py": INNOCENT.replace("number * 2", "number * 3")})
    repositories.git(root, "add", "-A")
    told = {}
    for days in (0, 1, 2, 3, 4, 5, 1, 30, 0):
        day = FIRST + timedelta(days)
        told[days] = said(root, day)
        assert told[days] == said(root, day, cached=False), day
        assert said(root, day, staged=True) == said(root, day, cached=False, staged=True), day
    before, after = ((told[days].findings, told[days].suppressed) for days in (0, 5))
    assert before != after


def test_a_day_on_which_nothing_turns_is_not_looked_at_again(tmp_path: Path, scanned: list[int]) -> None:
    root = repositories.repository(tmp_path / "r", {**FILES, "jobs/a.py": COPY})
    first = said(root, FIRST)
    second = said(root, FIRST + timedelta(1))
    assert len(scanned) == 1
    assert first != second == said(root, FIRST + timedelta(1), cached=False)


def test_the_first_hook_of_a_day_takes_over_what_the_last_one_kept(tmp_path: Path, scanned: list[int]) -> None:
    root = repositories.repository(tmp_path / "r", FILES)
    said(root, FIRST)
    looked = len(scanned)
    repositories.write(root, {"jobs/plain.py": INNOCENT.replace("number * 2", "number * 3")})
    repositories.git(root, "add", "-A")
    found = said(root, FIRST + timedelta(1), staged=True)
    assert len(scanned) == looked
    assert found == said(root, FIRST + timedelta(1), cached=False, staged=True)


def test_days_are_known_from_everything_that_ends() -> None:
    entry = make.a_deprecated("app/old.py", "app/log.py", remove_by="20270301")
    assert turns(make.a_project(make.a_domain("logging", "app/log.py", deprecated=(entry,)))) == ("2027-03-01",)


def test_a_run_that_knew_no_day_is_no_run_of_another() -> None:
    report = replace(CLEAN, day="")
    assert as_of(report, None) is report
    assert as_of(report, FIRST) is None
    assert as_of(replace(report, day="2026-01-01"), None) is None

"""Rules about changes: what they see, and what is said where there is no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.changes import Change, Deed, Lines
from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.check import check
from ssot_check.pipeline.states.changes import between
from tests.builders import a_registry
from tests.repositories import git, repository, write

OWNER = "def setup():\n    return 1\n"
LOCKED = """schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    lock: {required: true, evidence: [registry-change, "trailer: SSOT-Change"]}
"""
RETIRED = """schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    deprecated: [{path: app/old.py, use: app/log.py}]
"""
FILES = {"SSOT_LOCK.yml": LOCKED, "app/log.py": OWNER, "app/use.py": "from app.log import setup\n"}


def told(report: Report, code: str) -> list[tuple[str, str]]:
    return [(finding.location.path, finding.severity.value) for finding in report.findings if finding.code == code]


def commit(root: Path, message: str, **files: str) -> None:
    write(root, {name.replace("__", "/") + ".py": text for name, text in files.items()})
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository(tmp_path, FILES)
    git(tmp_path, "tag", "start")
    return tmp_path


def test_a_locked_file_needs_evidence_in_any_commit_since(root: Path) -> None:
    commit(root, "Return two", app__log=OWNER.replace("1", "2"))
    assert told(check(Config(root, since="start")), "SSOT704") == [("app/log.py", "error")]
    commit(root, "Say why\n\nSSOT-Change: two is what callers expect")
    assert told(check(Config(root, since="start")), "SSOT704") == []


def test_a_staged_change_is_told_which_trailer_to_write(root: Path) -> None:
    write(root, {"app/log.py": OWNER.replace("1", "2")})
    git(root, "add", "-A")
    report = check(Config(root, staged=True))
    assert told(report, "SSOT704") == [("app/log.py", "information")]
    assert report.verdict is Verdict.CLEAN
    write(root, {"SSOT_LOCK.yml": LOCKED.replace(', "trailer: SSOT-Change"', "")})
    git(root, "commit", "-qm", "x", "SSOT_LOCK.yml")
    assert told(check(Config(root, staged=True)), "SSOT704") == [("app/log.py", "error")]


def test_another_domains_entry_is_no_evidence(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": LOCKED + "  other:\n    paths: [app/use.py]\n"})
    commit(root, "Return two", app__log=OWNER.replace("1", "2"))
    assert told(check(Config(root, since="start")), "SSOT704") == [("app/log.py", "error")]


def test_without_a_change_the_report_says_what_was_not_asked(root: Path) -> None:
    report = check(Config(root))
    assert report.not_applicable == ("SSOT704",)
    assert "SSOT704" not in {rule.code for rule in report.rules}
    assert report.left_out == ()
    assert check(Config(root, since="start")).not_applicable == ()


def test_rules_about_changes_alone_prove_nothing_of_a_state(root: Path) -> None:
    report = check(Config(root, select=("SSOT704",)))
    assert report.verdict is Verdict.UNTRUSTED
    assert [(problem.code, problem.severity) for problem in report.problems] == [("SSOT008", Severity.ERROR)]
    both = check(Config(root, select=("SSOT704", "SSOT101")))
    assert [(problem.code, problem.severity) for problem in both.problems] == [("SSOT008", Severity.WARNING)]
    assert check(Config(root, select=("SSOT704",), since="start")).verdict is Verdict.CLEAN
    assert check(Config(root, select=("SSOT7",))).problems == ()


def test_an_untracked_file_is_part_of_the_change(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": RETIRED.replace("app/old.py", "old/")})
    commit(root, "Retire")
    write(root, {"old/more.py": OWNER})
    assert told(check(Config(root, since="HEAD")), "SSOT406") == [("old/more.py", "warning")]


def test_git_tells_of_a_deprecated_file_that_came_back(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": RETIRED})
    commit(root, "Retire", app__old=OWNER)
    git(root, "rm", "-q", "app/old.py")
    commit(root, "Remove")
    assert told(check(Config(root)), "SSOT405") == []
    commit(root, "Bring back", app__old=OWNER)
    report = check(Config(root))
    assert told(report, "SSOT405") == [("app/old.py", "error")]
    deleted = git(root, "rev-parse", "HEAD~1").strip()
    assert deleted[:12] in next(finding.message for finding in report.findings if finding.code == "SSOT405")
    commit(root, "Something else", app__more=OWNER)
    assert told(check(Config(root, since="HEAD~1")), "SSOT405") == [], "it was there before the change"


def test_what_was_deleted_before_it_was_deprecated_is_left_alone(root: Path) -> None:
    commit(root, "Add", app__old=OWNER)
    git(root, "rm", "-q", "app/old.py")
    commit(root, "Remove")
    write(root, {"SSOT_LOCK.yml": RETIRED})
    commit(root, "Bring back and retire", app__old=OWNER)
    assert told(check(Config(root)), "SSOT405") == []


def test_one_fault_is_told_once(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": RETIRED.replace("use: app/log.py", "state: removed")})
    commit(root, "Retire")
    commit(root, "Bring back", app__old=OWNER)
    report = check(Config(root, since="HEAD~1"))
    assert [finding.code for finding in report.findings if finding.code in ("SSOT108", "SSOT405")] == ["SSOT405"]
    assert [finding.code for finding in check(Config(root)).findings if finding.code in ("SSOT108", "SSOT405")] == ["SSOT108"]


def test_a_planted_change_is_told_like_a_real_one() -> None:
    found = between(a_registry(), {"a.py": "x\n", "b.py": "", "c.py": "x\n"}, {"a.py": "x\ny\n", "b.py": "z\n"}, Path())
    assert found.files == {"a.py": Change(Deed.CHANGED), "b.py": Change(Deed.ADDED), "c.py": Change(Deed.REMOVED)}
    assert found.lines == {"a.py": Lines(((2, "y"),)), "b.py": Lines(((1, "z"),)), "c.py": Lines((), ("x",))}

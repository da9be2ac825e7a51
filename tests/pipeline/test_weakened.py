"""A change that makes the check see less: who says so, and what silences it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import check
from tests.repositories import commit, git, repository, write

REGISTRY = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n"
EXCLUDING = f"{REGISTRY}scan: {{exclude: [jobs/]}}\n"
COPY = "def setup(level):\n    root = logging.getLogger()\n    root.setLevel(level)\n    return root\n"
FILES = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": f"import logging\n\n\n{COPY}", "jobs/log.py": f"import logging\n\n\n{COPY}"}
IGNORING = '[tool.ssot-check]\nignore = ["SSOT201", "SSOT7"]\n'


def told(report: Report) -> list[tuple[str, int, Severity]]:
    found = [item for item in report.findings if item.code == "SSOT714"]
    return [(item.location.path, item.location.line, item.severity) for item in found]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository(tmp_path, FILES)
    git(tmp_path, "tag", "start")
    return tmp_path


def test_what_goes_out_of_sight_is_told_in_the_change_that_does_it(root: Path) -> None:
    commit(root, {"SSOT_LOCK.yml": EXCLUDING})
    assert told(check(Config(root, since="start"))) == [("SSOT_LOCK.yml", 5, Severity.WARNING)]
    assert told(check(Config(root, baseline_ref="start"))) == [("SSOT_LOCK.yml", 5, Severity.WARNING)]
    assert told(check(Config(root))) == told(check(Config(root, since="HEAD"))) == []


def test_a_reason_in_the_message_of_a_commit_is_one(root: Path) -> None:
    commit(root, {"SSOT_LOCK.yml": EXCLUDING}, "Leave the jobs out\n\nSSOT-Change: they belong to another team")
    assert told(check(Config(root, since="start"))) == []


def test_a_hook_tells_it_before_there_is_a_message(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": EXCLUDING})
    git(root, "add", "-A")
    for _ in range(2):  # the second run knows what the first one kept
        assert told(check(Config(root, staged=True))) == [("SSOT_LOCK.yml", 5, Severity.INFORMATION)]


def test_settings_count_as_well(root: Path) -> None:
    commit(root, {"pyproject.toml": '[project]\nname = "app"\n'})
    write(root, {"pyproject.toml": f'[project]\nname = "app"\n{IGNORING}'})
    git(root, "add", "-A")
    found = told(check(Config(root, staged=True)))
    assert found == [("pyproject.toml", 4, Severity.INFORMATION)]


def test_a_rule_that_the_change_ignores_is_told_all_the_same(root: Path) -> None:
    commit(root, {"pyproject.toml": IGNORING})
    config = Config(root, since="start", ignore=("SSOT201", "SSOT7"))
    assert told(check(config)) == []
    assert told(check(replace(config, ignore=(*config.ignore, "!SSOT714")))) == [("pyproject.toml", 2, Severity.WARNING)]


def test_a_domain_that_goes_with_its_files_or_gets_another_name_is_no_loss(root: Path) -> None:
    write(root, {"SSOT_LOCK.yml": REGISTRY.replace("logging:", "logs:")})
    assert told(check(Config(root, since="start"))) == []
    commit(root, {"app/net.py": "def get():\n    return 1\n", "SSOT_LOCK.yml": f"{REGISTRY}  net: {{paths: [app/net.py]}}\n"})
    git(root, "tag", "-f", "start")
    git(root, "rm", "-q", "app/net.py")
    write(root, {"SSOT_LOCK.yml": REGISTRY})
    assert told(check(Config(root, since="start"))) == []
    write(root, {"app/net.py": "def get():\n    return 1\n"})
    assert told(check(Config(root, since="start"))) == [("SSOT_LOCK.yml", 1, Severity.WARNING)]


def test_a_registry_that_made_no_sense_before_has_lost_nothing(root: Path) -> None:
    commit(root, {"SSOT_LOCK.yml": "schema_version: [\n"})
    git(root, "tag", "-f", "start")
    write(root, {"SSOT_LOCK.yml": EXCLUDING})
    assert told(check(Config(root, since="start"))) == []


@pytest.mark.parametrize(("before", "after"), [("jobs/", "tasks/"), ("jobs/**", "tasks/**"), ("jobs/log.py", "tasks/log.py")])
def test_an_entry_that_follows_its_files_to_another_place_is_none(root: Path, before: str, after: str) -> None:
    commit(root, {"SSOT_LOCK.yml": EXCLUDING.replace("jobs/", before)})
    git(root, "tag", "-f", "start")
    git(root, "mv", "jobs", "tasks")
    commit(root, {"SSOT_LOCK.yml": EXCLUDING.replace("jobs/", after)})
    assert told(check(Config(root, since="start"))) == []
    commit(root, {"tasks/net.py": "def get():\n    return 1\n", "SSOT_LOCK.yml": EXCLUDING.replace("jobs/", "tasks/*.py")})
    assert told(check(Config(root, since="start"))) == [("SSOT_LOCK.yml", 5, Severity.WARNING)]

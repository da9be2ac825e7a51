"""A data file that cannot be read: when the verdict hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  own:\n    paths: [{owner}]\n"
BAN = "    bans:\n      - {command: docker push, in: [ci]}\n"
OWNERS = {
    "app/log.py": "def log(text):\n    print(text)\n",
    "app/settings.json": '{"level": "info"}\n',
    "roles/a/tasks/main.yml": "- name: Reload it\n  command: systemctl reload web\n",
}
YAML, JSON, CODE = 'name: "test\n', '{"name": \n', "def log(:\n"
TYPES = "= one two :\n" * 9


@pytest.mark.parametrize(
    ("owner", "path", "text", "trusted"),
    [
        ("roles/a/tasks/main.yml", "collector/tests.d/syntax.yaml", YAML, True),
        ("roles/a/tasks/main.yml", "collector/fixtures/one.yaml", YAML, True),
        ("roles/a/tasks/main.yml", "collector/error-invalid-syntax.yaml", YAML, True),
        ("roles/a/tasks/main.yml", "collector/bad.yml", YAML, True),
        ("roles/a/tasks/main.yml", "collector/badges.yml", YAML, False),
        ("roles/a/tasks/main.yml", "collector/settings.yaml", YAML, False),
        ("roles/a/tasks/main.yml", "collector/settings.json", JSON, True),
        ("roles/a/tasks/main.yml", "web/package.json", JSON, False),
        ("app/settings.json", "web/__fixtures__/no-comma/package.json", JSON, True),
        ("app/settings.json", "playground/load-error/tsconfig.json", JSON, True),
        ("app/settings.json", "web/package.json", JSON, False),
        ("app/log.py", "collector/settings.yaml", YAML, True),
        ("app/log.py", ".github/workflows/invalid.yml", YAML, False),
        ("app/log.py", "collector/fixtures/bad.py", CODE, False),
        ("app/log.py", "collector/__fixtures__/releases.py", CODE, True),
        ("app", "app/testdata/releases.py", CODE, True),
        ("app/log.py", "docs/source/include/snippets/log/session.py", CODE, True),
        ("app/log.py", "docs/source/build.py", CODE, False),
        ("app/log.py", "web/template/rows.d.ts", TYPES, True),
        ("app/log.py", "web/template/rows.ts", TYPES, False),
        ("web/template/*.d.ts", "web/template/rows.d.ts", TYPES, False),
    ],
)
def test_data_that_is_broken_on_purpose_or_unasked_is_told_and_costs_nothing(
    owner: str, path: str, text: str, trusted: bool, tmp_path: Path
) -> None:
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY.format(owner=owner), **OWNERS, path: text})))
    told = [item.severity for item in report.problems if item.location is not None and item.location.path == path]
    assert told == [Severity.WARNING if trusted else Severity.ERROR]
    assert (report.verdict is Verdict.UNTRUSTED) is not trusted


def test_an_owner_must_be_whole(tmp_path: Path) -> None:
    registry = REGISTRY.format(owner="collector/fixtures/bad.yml")
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, "collector/fixtures/bad.yml": YAML, **OWNERS})))
    assert report.verdict is Verdict.UNTRUSTED


@pytest.mark.parametrize(
    ("path", "trusted"),
    [(".github/actionlint.yml", True), (".github/workflows/build.yml", False), (".github/actions/setup/action.yml", False)],
)
def test_settings_of_a_service_cost_nothing_but_what_runs_there_does(path: str, trusted: bool, tmp_path: Path) -> None:
    registry = REGISTRY.format(owner="app/log.py") + BAN
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **OWNERS, path: YAML})))
    assert [item.severity for item in report.problems] == [Severity.WARNING if trusted else Severity.ERROR]


@pytest.mark.parametrize("path", ["collector/settings.yaml", "collector/fixtures/bad.yaml"])
def test_where_bans_are_asked_data_is_read_but_for_what_is_broken_on_purpose(path: str, tmp_path: Path) -> None:
    registry = REGISTRY.format(owner="app/log.py") + BAN
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, path: YAML, **OWNERS})))
    assert (report.verdict is Verdict.UNTRUSTED) is (path == "collector/settings.yaml")

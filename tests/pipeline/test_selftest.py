from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.model.errors import RegistryError
from ssot_check.model.finding import Finding
from ssot_check.model.project import Project
from ssot_check.model.verdict import Verdict
from ssot_check.pipeline.selftest.planting import PLANTS, parse_plant, read_plants
from ssot_check.pipeline.selftest.run import Outcome, Row, SelfTest, self_test
from tests.pipeline.trees import INNOCENT, OWNER, REGISTRY, tree

WIDE = "    duplicates: {ignore: ['**']}\n"
EXCEPTED = "exceptions:\n  - {code: SSOT201, path: '**', reason: no time}\n  - {code: SSOT301, path: '**', reason: no time}\n"


LONGER = OWNER.replace("    root.info(", "    root.propagate = False\n    logging.captureWarnings(True)\n    root.info(")


def tried(root: Path, registry: str = REGISTRY, **fields: tuple[str, ...]) -> SelfTest:
    tree(root, {"app/log.py": LONGER, "jobs/a.py": INNOCENT}, registry)
    return self_test(Config(root=root, today=date(2026, 6, 1), **fields))


def row(done: SelfTest, code: str) -> Row:
    return next(row for row in done.rows if row.code == code)


def test_every_rule_has_a_plant() -> None:
    assert {rule.code for rule in rules()} == read_plants(PLANTS).keys()


def test_a_sound_registry_finds_every_plant(tmp_path: Path) -> None:
    done = tried(tmp_path)
    assert {item.code: item.detail for item in done.rows if item.outcome is Outcome.MISSED} == {}
    assert done.counts[Outcome.FOUND] == len(rules())
    assert row(done, "SSOT201").detail == "in all 1 domains with an owner to copy"
    assert done.verdict is Verdict.CLEAN


def test_a_domain_of_which_nothing_can_be_copied_is_named(tmp_path: Path) -> None:
    both = tried(tmp_path, REGISTRY + "  documentation: {paths: [README.md]}\n")
    assert row(both, "SSOT201").detail == "in all 1 domains with an owner to copy; nothing of documentation can be copied"
    none = tried(tmp_path, "schema_version: 2\ndomains:\n  documentation: {paths: [README.md]}\n  rules: {rules: [{text: be kind}]}\n")
    assert row(none, "SSOT201").detail == "nothing of documentation can be copied"


def test_exceptions_of_the_repository_do_not_stand_in_the_way(tmp_path: Path) -> None:
    entries = "{code: SSOT302, path: a.py, reason: why}, {code: SSOT999, path: a.py, reason: why}, {code: SSOT301, path: a.py}"
    done = tried(tmp_path, REGISTRY + "\n" * 60 + f"exceptions: [{entries}]\n")
    assert {item.code: item.detail for item in done.rows if item.outcome is Outcome.MISSED} == {}


def test_rules_that_say_nothing_are_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judging = [rule for rule in rules() if rule.check is not None]
    silent = tuple(replace(rule, check=lambda _: ()) if rule.check is not None else rule for rule in rules())
    monkeypatch.setattr(discovery, "rules", lambda: silent)
    done = tried(tmp_path)
    assert {item.code for item in done.rows if item.outcome is Outcome.MISSED} == {rule.code for rule in judging}
    assert len(judging) > 70
    assert done.verdict is Verdict.FINDINGS


def test_a_rule_that_crashes_is_missed_and_the_crash_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Project) -> tuple[Finding, ...]:
        raise ZeroDivisionError("broken")

    broken = tuple(replace(rule, check=crash) if rule.code == "SSOT301" else rule for rule in rules())
    monkeypatch.setattr(discovery, "rules", lambda: broken)
    done = tried(tmp_path)
    assert row(done, "SSOT301").outcome is Outcome.MISSED
    assert "crashed: ZeroDivisionError: broken" in row(done, "SSOT301").detail
    assert row(done, "SSOT302").outcome is Outcome.FOUND


@pytest.mark.parametrize(
    ("registry", "code", "reason"),
    [
        (REGISTRY + WIDE, "SSOT201", "`duplicates.ignore: **` (line 6) covers it"),
        (REGISTRY + WIDE, "SSOT203", "`duplicates.ignore: **` (line 6) covers it"),
        (REGISTRY + "    duplicates: {threshold: 1.0}\n", "SSOT203", "`duplicates.threshold: 1` lets every edited copy pass"),
        (REGISTRY + EXCEPTED, "SSOT201", "the exception of line 7 allows it"),
        (REGISTRY + EXCEPTED, "SSOT301", "an exception allows it everywhere (line 8 of the registry)"),
        (REGISTRY + "scan:\n  exclude: ['**']\n", "SSOT201", "is not read: excluded by the registry"),
        (REGISTRY.replace("app/log.py", "'**/*.py'"), "SSOT201", "would belong to `logging`"),
    ],
    ids=["ignore", "ignore near", "threshold", "exception of an owner", "exception", "exclude", "owns everything"],
)
def test_a_registry_that_looks_away_is_caught(tmp_path: Path, registry: str, code: str, reason: str) -> None:
    done = tried(tmp_path, registry)
    assert row(done, code).outcome is Outcome.MISSED
    assert reason in row(done, code).detail
    assert done.verdict is Verdict.FINDINGS


def test_an_advisory_level_is_told(tmp_path: Path) -> None:
    done = tried(tmp_path, REGISTRY + "enforcement: {level: advisory}\n")
    found = row(done, "SSOT301")
    assert (found.outcome, found.fails) == (Outcome.FOUND, False)
    assert "does not fail a run" in found.detail


def test_a_rule_left_out_is_told_and_all_of_them_are_no_test(tmp_path: Path) -> None:
    done = tried(tmp_path, ignore=("SSOT",))
    assert row(done, "SSOT201").outcome is Outcome.OFF
    assert done.verdict is Verdict.UNTRUSTED


def test_nothing_is_left_in_the_repository(tmp_path: Path) -> None:
    tried(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["SSOT_LOCK.yml", "a.py", "log.py"]


def test_without_a_registry_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        self_test(Config(root=tmp_path))


def test_a_plant_is_read_file_by_file() -> None:
    assert parse_plant("=== a/b.py\nx = 1\n\n=== c\n=== d.sh\n#!/bin/sh\n") == {"a/b.py": "x = 1\n\n", "c": "", "d.sh": "#!/bin/sh\n"}

from __future__ import annotations

from pathlib import Path

from ssot_check.discovery import rule_codes
from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests.pipeline.trees import OWNER, tree

REGISTRY = """\
schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    exports: [setup_logging]
    bans: [{symbol: logging.basicConfig}, {command: docker build}]
    rules: [{text: No print in services}, {text: One format, check: SSOT301}]
  settings:
    paths: [app/settings.py]
    bans: [{symbol: os.getenv}]
    deprecated: [{path: app/old.py, use: app/settings.py}]
"""
FILES = {"app/log.py": OWNER, "app/settings.py": "LEVEL = 1\n", "app/old.py": "LEVEL = 1\n"}


def test_a_domain_tells_the_rules_that_had_something_to_look_at_and_the_texts_without_one(tmp_path: Path) -> None:
    first, second = check(Config(root=tree(tmp_path, FILES, REGISTRY))).domains
    assert {"SSOT101", "SSOT102", "SSOT116", "SSOT201", "SSOT301", "SSOT304"} <= set(first.rules)
    assert not {"SSOT302", "SSOT310", "SSOT401"}.intersection(first.rules)
    assert {"SSOT302", "SSOT401", "SSOT107"} <= set(second.rules)
    assert not {"SSOT102", "SSOT201", "SSOT304"}.intersection(second.rules)
    assert (first.unproved, second.unproved) == (("No print in services",), ())


def test_a_rule_that_was_left_out_did_not_run(tmp_path: Path) -> None:
    first = check(Config(root=tree(tmp_path, FILES, REGISTRY), ignore=("SSOT3",))).domains[0]
    assert "SSOT101" in first.rules
    assert not [code for code in first.rules if code.startswith("SSOT3")]
    assert set(first.rules) <= set(rule_codes())

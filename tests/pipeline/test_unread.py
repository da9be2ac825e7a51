"""What a registry says and nothing reads is told, and the table of it follows the rules and the format."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import ssot_check
from ssot_check.discovery import rules
from ssot_check.model.config import Config
from ssot_check.model.entry import Stated
from ssot_check.model.facts import Fact
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.judging.unread import KEYS, unread_keys
from tests.builders import a_deprecated, a_domain, a_place, a_project, a_registry

PACKAGE = Path(ssot_check.__file__).parent
SCHEMA = json.loads((PACKAGE / "workspace/schema/ssot_lock.schema.json").read_text(encoding="utf-8"))
READ = {
    "schema_version", "domains", "exceptions", "enforcement.level", "enforcement.baseline", "enforcement.phase", "enforcement.phases",
    "enforcement.gate", "enforcement.min_score",
    "documentation.archive",
    "scan.include", "scan.exclude", "scan.tests", "scan.generated", "scan.aliases",
    *(f"domains.*.{name}" for name in (
        "description", "kind", "parent", "paths", "members", "exports", "components", "wrappers", "helpers", "bans", "must_use",
        "duplicates", "variants", "deprecated", "rules", "notes",
    )),
}  # fmt: skip


def keys_of_the_format() -> Iterator[str]:
    for name, node in SCHEMA["properties"].items():
        inner = node.get("properties")
        yield from (f"{name}.{key}" for key in inner) if inner else (name,)
    yield from (f"domains.*.{name}" for name in SCHEMA["$defs"]["domain"]["properties"])


def test_every_key_of_the_format_is_read_or_waits_in_the_table() -> None:
    waiting = {key.name for key in KEYS}
    assert not waiting & READ
    beside_the_format = {"metrics", "changelog", "domains.*.deprecated.remove_in/remove_by", "facts.*.copies", "facts.*.discover"}
    assert set(keys_of_the_format()) == READ | waiting - beside_the_format


def test_keys_that_wait_for_no_rule_are_read_nowhere() -> None:
    readers = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] in ("rules", "matching", "reports", "fixes")]
    read = {
        node.attr for path in readers for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)
    }
    assert not {key.name for key in KEYS if not key.codes} & read
    assert all(re.fullmatch(r"SSOT[1-9]\d\d", code) for key in KEYS for code in key.codes)


def test_what_is_said_and_not_read_is_told_until_there_is_a_rule() -> None:
    registry = a_registry(
        a_domain("logging", "log.py", deprecated=(a_deprecated("old.py", remove_in="2.0"),)),
        facts=(Fact("port", a_place()),), stated=(Stated("metrics.files", "3", a_place()),),
    )  # fmt: skip
    expected = ["facts", "domains.*.deprecated.remove_in/remove_by", "metrics"]
    assert list(unread_keys(registry, set())) == expected
    assert list(unread_keys(registry, {"SSOT501", "SSOT404", "SSOT117"})) == []
    assert list(unread_keys(a_registry(a_domain("logging", "log.py")), set())) == []


def test_the_report_holds_them(tmp_path: Path) -> None:
    project = a_project(registry=a_registry(a_domain("logging"), facts=(Fact("port", a_place(), discover=True),)))
    assert judge(project, Config(tmp_path), rules()).unread == ("facts.*.discover",)

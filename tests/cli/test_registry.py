"""`ssot-check registry show | validate | schema`, through the same entry as the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run

GOOD = """\
schema_version: 2
domains:
  logging:
    description: One log format
    paths: [src/log.py]
    members: [log.toml]
    components: {shell: {paths: [scripts/log.sh], exports: [log_info]}}
    exports: [setup, get]
    owners: ["@a/b"]
    wrappers: [{path: src/twin.py}]
    variants: {kind: compose, allowed: [docker-compose.yml]}
    bans:
      - {symbol: logging.basicConfig, use: log.setup, allow_in: [tools/**]}
      - {command: docker build}
    must_use: [{files: "scripts/*.sh", source: scripts/log.sh}]
    depends_on: [logging]
    deprecated: [{path: old.py, symbol: f, use: src/log.py, remove_in: 2.0, remove_by: 2027-01-01, state: active}]
exceptions:
  - {code: SSOT203, path: edge.py, symbol: setup, reason: "without the library", until: 2027-03-01}
  - {code: SSOT201, path: boot.py, reason: runs first}
facts: {python: {type: version, canonical: {file: .python-version}}}
"""
TREE = """\
SSOT_LOCK.yml: version 2, enforcement standard, 1 domain

logging: One log format
  people: @a/b
  owner
    src/log.py
    log.toml (member)
    exports setup, get
  shell
    scripts/log.sh
    exports log_info
  wrapper src/twin.py
  compose only in docker-compose.yml
  banned logging.basicConfig (use log.setup; allowed in tools/**)
  banned command `docker build`
  scripts/*.sh must use scripts/log.sh
  depends on logging
  deprecated old.py::f (use src/log.py; remove in 2.0; remove by 2027-01-01; active)

facts
  python (version)

exceptions
  SSOT203 edge.py::setup until 2027-03-01: without the library
  SSOT201 boot.py: runs first
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "SSOT_LOCK.yml").write_text(GOOD)
    return tmp_path


def test_show_prints_a_tree(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", "show", "-C", str(folder)]) == 0
    assert capfd.readouterr().out == TREE


def test_show_prints_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", "show", "-C", str(folder), "--format", "json"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert data["dialect"] == "version 2"
    assert data["domains"][0]["components"][1]["paths"][0]["path"] == "scripts/log.sh"
    assert "lines" not in data


def test_show_still_shows_what_can_be_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "SSOT_LOCK.yml").write_text(GOOD + "fact: {}\n")
    assert run(["registry", "show", "-C", str(folder)]) == 2
    captured = capfd.readouterr()
    assert captured.out == TREE
    assert captured.err == "1 error, 0 warnings in SSOT_LOCK.yml; `ssot-check registry validate` shows them\n"


def test_validate_says_that_all_is_well(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", "validate", "-C", str(folder)]) == 0
    assert capfd.readouterr().out == "SSOT_LOCK.yml: version 2, 1 domain, 0 errors, 0 warnings\n"


def test_validate_shows_every_mistake(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "other.yml").write_text("schema_version: 2\ndomains: {a: {exprots: [x], paths: [/x]}}\n")
    assert run(["registry", "validate", "-C", str(folder), "--registry", "other.yml"]) == 2
    out = capfd.readouterr().out
    assert "error[SSOT004]: unknown key `exprots` in `domains.a`" in out
    assert "help: did you mean `exports`?" in out
    assert "error[SSOT005]: the path `/x` leaves the repository" in out
    assert out.endswith("other.yml: version 2, 1 domain, 2 errors, 0 warnings\n")


def test_validate_without_a_registry(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    assert run(["registry", "validate", "-C", str(tmp_path)]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "SSOT001" in captured.err


def test_warnings_do_not_fail(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "SSOT_LOCK.yml").write_text("sources_of_truth: {a: {path: x, colour: red}}\n")
    assert run(["registry", "validate", "-C", str(folder)]) == 0
    assert capfd.readouterr().out.endswith("SSOT_LOCK.yml: compat, 1 domain, 0 errors, 1 warning\n")


def test_schema_is_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", "schema"]) == 0
    assert json.loads(capfd.readouterr().out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_text_of_the_registry_steers_no_terminal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "SSOT_LOCK.yml").write_text('schema_version: 2\ndomains: {"a\\e[31m": {description: "\\u202e", paths: ["x\\e"]}}\n')
    assert run(["registry", "show", "-C", str(folder)]) == 0
    assert "\x1b" not in capfd.readouterr().out

"""A file with the bytes of an owner's is told, however small each of its units is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.pipeline.check import check
from tests import repositories as make

PYTHON = '''\
"""States of a build."""


def is_over(state):
    return state in ("done", "failed")


def is_red(state):
    return state == "failed"


def label(state):
    return state.upper()
'''
SHELL = """\
say() {
  echo "$1"
}

warn() {
  echo "$1" >&2
}

die() {
  warn "$1"
  exit 1
}

root() {
  git rev-parse --show-toplevel
}
"""
TYPESCRIPT = """\
export const isOver = (state: string) => state === "done";

export function label(state: string) {
  return state.toUpperCase();
}

export function isRed(state: string) {
  return state === "failed";
}
"""


def found(root: Path, files: Mapping[str, str], owner: str, more: str = "") -> list[Finding]:
    registry = f"schema_version: 2\ndomains:\n  states:\n    paths: [{owner}]\n{more}"
    report = check(Config(root=make.repository(root, {"SSOT_LOCK.yml": registry, **files})))
    return [item for item in report.shown if item.code.startswith("SSOT2")]


@pytest.mark.parametrize(
    ("owner", "copy", "text"),
    [("lib/states.py", "web/states.py", PYTHON), ("lib/say.sh", "jobs/say.sh", SHELL), ("ui/states.ts", "admin/states.ts", TYPESCRIPT)],
    ids=["python", "shell", "typescript"],
)
def test_equal_bytes_are_told_once(owner: str, copy: str, text: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, {owner: text, copy: text}, owner)
    assert one.code == "SSOT201"
    assert one.message.startswith(f"{copy} is a copy of {owner}, which `states` owns: ")
    assert one.message.endswith("all as they are")


@pytest.mark.parametrize(
    ("copy", "text"),
    [("web/states.py", PYTHON.replace('"failed"', '"red"')), ("tests/test_states.py", PYTHON), ("web/states.txt", PYTHON)],
    ids=["another text", "a test", "no code"],
)
def test_what_is_no_such_copy_is_not(copy: str, text: str, tmp_path: Path) -> None:
    assert found(tmp_path, {"lib/states.py": PYTHON, copy: text}, "lib/states.py") == []


def test_a_text_that_takes_what_stands_beside_it_means_another(tmp_path: Path) -> None:
    text = PYTHON.replace("\n\n\ndef is_over", "\n\nfrom .names import NAMES\n\n\ndef is_over", 1)
    files = {
        f"{folder}/{name}.py": body for folder in ("lib", "web") for name, body in (("__init__", ""), ("names", "NAMES = 1\n"), ("a", text))
    }
    assert found(tmp_path, files, "lib/a.py") == []


def test_what_the_domain_lets_stand_stands(tmp_path: Path) -> None:
    files = {"lib/states.py": PYTHON, "web/states.py": PYTHON}
    assert found(tmp_path, files, "lib/states.py", "    duplicates: {ignore: [web/states.py]}\n") == []


def test_of_two_owners_the_first_is_the_original(tmp_path: Path) -> None:
    files = {"lib/states.py": PYTHON, "web/states.py": PYTHON}
    (one,) = found(tmp_path, files, "lib/states.py", "  web:\n    paths: [web/states.py]\n")
    assert one.message.startswith("web/states.py is a copy of lib/states.py")


def test_the_next_run_and_a_commit_see_it(tmp_path: Path) -> None:
    root, cache = tmp_path / "repo", tmp_path / "cache"
    assert found(root, {"lib/states.py": PYTHON, "web/other.py": "X = 1\n", "web/more.py": "Y = 2\n"}, "lib/states.py") == []
    config = Config(root=root, use_cache=True, cache_folder=cache)
    assert not [item for _ in range(2) for item in check(config).findings if item.code.startswith("SSOT2")]
    make.write(root, {"web/other.py": PYTHON})
    assert [item.code for item in check(config).findings if item.code.startswith("SSOT2")] == ["SSOT201"]
    make.git(root, "add", "-A")
    assert [item.code for item in check(replace(config, staged=True)).findings if item.code.startswith("SSOT2")] == ["SSOT201"]
    make.write(root, {"web/other.py": PYTHON.replace("failed", "red")})
    assert not [item for item in check(config).findings if item.code.startswith("SSOT2")]

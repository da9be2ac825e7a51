"""What a run imports: libraries that a run has no use for would be paid for by every commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import repositories as make

PARSERS = {"tree_sitter", "libcst", "dotenv"}
NEVER_ON_A_CLEAN_RUN = {"libcst", "rich", "jinja2", "jsonschema", "hypothesis", "pytest", "numpy", "requests", "difflib"}
ONCE_FOR_EACH_REGISTRY = {"yaml", "ssot_check.workspace.registry.document", "ssot_check.workspace.registry.schema"}
NEVER_FOR_PLAIN_PATTERNS = {"pathspec", "hashlib"}
NEVER_WITHOUT_AN_OUTPUT = {"tomllib", "ssot_check.workspace.write"}
SELDOM_OF_PYTHON = {
    f"ssot_check.languages.support.{name}" for name in ("python.touch", "python.adopt", "python.use", "comments", "shell.tree")
}
NEVER_FOR_A_HOOK = {"click", "dataclasses", "inspect", "platform", "importlib.resources", "tempfile"}
ONLY_FOR_WORKERS = {"multiprocessing", "concurrent.futures", "logging"}
REGISTRY = "schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n"
CODE = """
import json, os, sys
from ssot_check.cli.main import run
sys.stdout = open(os.devnull, "w")
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.__stdout__)
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": "def f(a):\n    return a\n", "jobs/a.py": "x = 1\n"})
    for path in ("app/log.py", "jobs/a.py"):
        os.utime(root / path, ns=(1, 1))
    return root


SETTLED = "from ssot_check.workspace import cache_key\ncache_key._SETTLED_NANOSECONDS = -(10**12)\n"
"""Files that a test has just written count as old enough to be known by their times."""


def imported(root: Path, *arguments: str, first: str = "") -> set[str]:
    """The modules in a process that ran the program to exit code 0."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SSOT_CHECK", "GIT_", "COV"))}
    command = [sys.executable, "-c", first + CODE, *arguments]
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True)
    code, names = json.loads(done.stdout)
    assert code == 0, done.stderr
    return set(names)


def test_a_clean_run_imports_no_slow_library(repo: Path) -> None:
    names = imported(repo, "check", "--no-cache")
    assert names & (NEVER_ON_A_CLEAN_RUN | ONLY_FOR_WORKERS | {"sqlite3"}) == set()
    assert "tree_sitter" in names


def test_an_unchanged_run_imports_no_parser(repo: Path) -> None:
    for folder in ("--cache-dir", str(repo.parent / "kept")), ("--cache-dir", str(repo.parent / "kept")):
        names = imported(repo, "check", *folder)
    # Only the bytes are known of files as young as these; that is enough not to parse them.
    assert names & (PARSERS | NEVER_ON_A_CLEAN_RUN | ONLY_FOR_WORKERS | NEVER_FOR_PLAIN_PATTERNS | ONCE_FOR_EACH_REGISTRY) == set()
    assert "sqlite3" in names


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("explain", "SSOT201")])
def test_what_reads_no_repository_imports_nothing_that_does(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    names = imported(tmp_path, *arguments)
    assert names & (PARSERS | NEVER_ON_A_CLEAN_RUN | ONLY_FOR_WORKERS | {"sqlite3", "rapidfuzz", "subprocess"}) == set()


def test_a_staged_run_that_says_nothing_new_imports_no_rule_and_no_other_language(repo: Path) -> None:
    files = {"app/log.py": "def f(a):\n    return a\n", "jobs/a.py": "def used(value):\n    return value\n", "run.sh": "echo\n"}
    make.write(repo, files)
    make.git(repo, "add", "-A")
    make.git(repo, "commit", "-q", "-m", "more")
    folder = ("--cache-dir", str(repo.parent / "kept"))
    imported(repo, "check", *folder, first=SETTLED)
    make.write(repo, {"jobs/a.py": "def used(value):\n    return value + 1\n"})
    make.git(repo, "add", "-A")
    names = imported(repo, "check", "--staged", *folder, first=SETTLED)
    assert "ssot_check.languages.python" in names
    assert {name for name in names if name.startswith(("ssot_check.rules.duplicates.", "ssot_check.languages.shell"))} == set()
    spared = NEVER_FOR_PLAIN_PATTERNS | ONCE_FOR_EACH_REGISTRY | NEVER_WITHOUT_AN_OUTPUT | SELDOM_OF_PYTHON | {"ssot_check.pipeline.scan"}
    assert names & (NEVER_ON_A_CLEAN_RUN | ONLY_FOR_WORKERS | NEVER_FOR_A_HOOK | spared) == set()


def test_a_staged_run_that_tells_a_finding_imports_no_data_classes_of_the_standard_library(repo: Path) -> None:
    ban = "    bans: [{symbol: logging.basicConfig, why: one way}]\n"
    files = {"SSOT_LOCK.yml": REGISTRY + ban, "app/log.py": "def f(a):\n    return a\n"}
    make.write(repo, files)
    make.git(repo, "add", "-A")
    make.git(repo, "commit", "-q", "-m", "a ban")
    folder = ("--cache-dir", str(repo.parent / "kept"), "--exit-zero")
    imported(repo, "check", *folder, first=SETTLED)
    make.write(repo, {"jobs/a.py": "import logging\n\nlogging.basicConfig()\n"})
    make.git(repo, "add", "-A")
    names = imported(repo, "check", "--staged", *folder, first=SETTLED)
    assert "ssot_check.rules.bypass.banned_symbol" in names
    assert names & {"dataclasses", "inspect", "rapidfuzz", "ssot_check.pipeline.scan"} == set()

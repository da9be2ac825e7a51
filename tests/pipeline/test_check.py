"""The main job from end to end, and that the same input gives the same bytes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.errors import RegistryError
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline import scan as scanning
from ssot_check.pipeline.check import check
from ssot_check.reports.json import render
from tests.pipeline.trees import COPY, EDITED, HOOK, INNOCENT, OWNER, REGISTRY, tree
from tests.repositories import git


def checked(root: Path, **config: object) -> Report:
    return check(Config(root, **config))  # type: ignore[arg-type]


def test_a_copy_is_found_and_a_clean_tree_is_clean(tmp_path: Path) -> None:
    assert checked(tree(tmp_path / "clean", {"jobs/a.py": INNOCENT})).verdict is Verdict.CLEAN
    report = checked(tree(tmp_path / "copied", {"jobs/a.py": COPY, **HOOK}))
    assert report.verdict is Verdict.FINDINGS
    failing = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert [(finding.code, finding.location.path, finding.location.line) for finding in failing] == [("SSOT202", "jobs/a.py", 5)]


def test_every_file_that_is_shown_has_its_lines(tmp_path: Path) -> None:
    files = {"jobs/a.py": COPY.replace("\n", "\r\n"), "jobs/bad.py": "def f(:\n", "jobs/unseen.py": INNOCENT}
    report = checked(tree(tmp_path, files, REGISTRY + "    rules: [{text: Say it in prose}]\n"))
    assert sorted(report.sources) == ["SSOT_LOCK.yml", "app/log.py", "jobs/a.py", "jobs/bad.py"]
    assert report.sources["jobs/a.py"] == tuple(COPY.split("\n"))
    assert report.sources["app/log.py"] == tuple(OWNER.split("\n"))
    assert report.sources["SSOT_LOCK.yml"][2] == "  logging:"


def test_lines_of_unsaved_texts_are_the_unsaved_ones(tmp_path: Path) -> None:
    unsaved = "# not saved yet\n" + COPY
    report = check(Config(tree(tmp_path, {"jobs/a.py": INNOCENT, **HOOK})), {"jobs/a.py": unsaved})
    assert [finding.location.line for finding in report.findings if finding.code == "SSOT202"] == [6]
    assert report.sources["jobs/a.py"] == tuple(unsaved.split("\n"))


def test_a_place_without_a_text_has_no_lines(tmp_path: Path) -> None:
    report = checked(tree(tmp_path), paths=("nowhere",))
    assert (report.verdict, sorted(report.sources)) == (Verdict.UNTRUSTED, ["SSOT_LOCK.yml"])


def test_without_a_registry_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        checked(tmp_path)


def test_narrowing_shows_fewer_of_the_same_findings(tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": COPY, "tools/b.py": EDITED})
    whole, narrow = checked(root), checked(root, paths=("tools",))
    assert narrow.findings == tuple(item for item in whole.findings if item.location.path.startswith("tools/"))
    assert len(narrow.findings) == 1
    assert narrow.completeness == whole.completeness


SHELL = (
    '#!/usr/bin/env bash\nlog_info() {\n  local level="$1"\n'
    '  printf "%s [%s] %s\\n" "$(date -u)" "$level" "$*" >&2\n  logger -t deploy "$*"\n}\n'
)
WIDE = (
    "schema_version: 2\ndomains:\n"
    "  shell_logging:\n    kind: logging\n    paths: [lib/log.sh]\n    exports: [log_info]\n"
    "  logging:\n    paths: [app/log.py]\n    exports: [setup_logging]\n    rules: [{text: one}, {text: two}]\n"
    "  health:\n    paths: [app/gone.py]\n    depends_on: [metrics]\n"
    "  notifications:\n    paths: ['app/notify/*.py']\n"
)
MAIL = (
    "import smtplib\n\n\ndef send_mail(to, subject):\n    server = smtplib.SMTP('mail')\n    server.starttls()\n"
    "    for address in to:\n        server.sendmail('robot', address, subject)\n    server.quit()\n    return len(to)\n"
)


def generated(count: int) -> dict[str, str | bytes]:
    """A repository of `count` files and more: copies of every type, broken files, several languages, names to sort."""
    files: dict[str, str | bytes] = {}
    for number in range(count):
        text = (INNOCENT.replace("2", str(number)), COPY, EDITED, MAIL, OWNER)[number % 5 if number % 3 else 0]
        files[f"jobs/{chr(97 + number % 7)}/Job{number}.py"] = text.replace("ready", f"ready {number}")
    shell = {f"scripts/{name}.sh": SHELL.replace("log_info", name) for name in ("log_info", "say", "tell")}
    return {
        **files,
        **shell,
        "lib/log.sh": SHELL,
        "bad/x.py": "def f(:\n",
        "bad/ä.py": "def g(:\n",
        "bad/blob.py": b"\0",
        "tests/t.py": "def h(:\n",
    }


def test_the_order_of_the_files_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path, generated(40), WIDE)
    expected = render(checked(root))
    assert '"SSOT202"' in expected
    survey = scanning.files.survey
    for seed in range(3):
        turn = random.Random(seed)

        def shuffled(*arguments: object, turn: random.Random = turn) -> object:
            found = survey(*arguments)  # type: ignore[arg-type]
            return replace(found, scanned=mixed(found.scanned, turn), owners=dict(mixed(found.owners.items(), turn)))

        monkeypatch.setattr(scanning.files, "survey", shuffled)
        assert render(checked(root)) == expected


def mixed(items: object, turn: random.Random) -> tuple[object, ...]:
    found = list(items)  # type: ignore[call-overload]
    turn.shuffle(found)
    return tuple(found)


def test_the_order_on_disk_does_not_matter(tmp_path: Path) -> None:
    files = generated(20)
    forth, back = tree(tmp_path / "forth", files, WIDE), tree(tmp_path / "back", dict(reversed(files.items())), WIDE)
    assert render(checked(forth)) == render(checked(back))


def test_git_or_no_git_number_of_processes_and_repetition_do_not_matter(tmp_path: Path) -> None:
    root = tree(tmp_path, generated(160), WIDE)
    expected = render(checked(root))
    assert render(checked(root, jobs=2)) == expected
    git(root, "init", "-q")
    git(root, "add", "-A")
    listed_by_git = render(checked(root, jobs=2))
    assert '"listed_by": "git"' in listed_by_git
    assert listed_by_git == re.sub(r'"listed_by": "plain walk: [^"]*not a git repository[^"]*"', '"listed_by": "git"', expected)


def in_a_process(root: Path, environment: Mapping[str, str]) -> bytes:
    command = [sys.executable, "-m", "ssot_check", "-C", str(root), "check", "--format", "json"]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False, timeout=120)
    assert done.returncode == Verdict.UNTRUSTED, done.stderr.decode()
    return done.stdout


def test_the_seed_of_hashing_does_not_matter(tmp_path: Path) -> None:
    root = tree(tmp_path, generated(30), WIDE)
    said = {in_a_process(root, {"PYTHONHASHSEED": seed, "SSOT_CHECK_JOBS": "1"}) for seed in ("0", "1", "4711")}
    assert len(said) == 1
    assert b'"SSOT203"' in said.pop()

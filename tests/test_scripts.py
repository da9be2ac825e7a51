"""The daily run, and the hooks that others install."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from ssot_check.cli.commands import COMMANDS, cli
from tests import repositories as make

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "validate-ssot.sh"
REGISTRY = "schema_version: 2\ndomains:\n  logging:\n    paths: [src/log.py]\n"
OWNER = """import logging


def setup_logging(service, level="INFO"):
    root = logging.getLogger(service)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    return root
"""
KEPT = [
    "audit-DATE.html", "audit-DATE.json", "audit-DATE.md", "daily.lock", "daily.log", "runs.db", "ssot-DATE.json", "ssot-DATE.txt",
]  # fmt: skip
SHELLS = [shell for shell in ("sh", "bash", "dash") if shutil.which(shell)]


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    """A clean repository with the script in it, in a folder whose name has blanks and quotes."""
    root = make.repository(tmp_path / "a b's" / 'the "repo"', {"SSOT_LOCK.yml": REGISTRY, "src/log.py": OWNER})
    (root / "scripts").mkdir()
    shutil.copy(SCRIPT, root / "scripts" / SCRIPT.name)
    return root


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """The program as one file, in a folder with a blank."""
    path = tmp_path / "my tools" / "ssot-check"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ssot_check "$@"\n')
    path.chmod(0o755)
    return path


def cron(script: Path, *arguments: str, shell: str = "sh", cwd: str | Path = "/", **env: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the script as cron does: with nothing but `env` in the environment."""
    assignments = [f"{name}={value}" for name, value in env.items()]
    command = ["env", "-i", *assignments, shutil.which(shell) or shell, str(script), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def reports(folder: Path) -> list[str]:
    return sorted(re.sub(r"\d{4}-\d\d-\d\d", "DATE", path.name) for path in folder.iterdir())


@pytest.mark.parametrize("shell", SHELLS)
def test_a_clean_repository_is_silent_and_leaves_its_report(platform: Path, tool: Path, shell: str) -> None:
    done = cron(platform / "scripts" / SCRIPT.name, shell=shell, SSOT_CHECK=tool)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    folder = platform / ".ssot-check" / "reports"
    assert reports(folder) == KEPT
    assert json.loads(next(folder.glob("ssot-*.json")).read_text())["verdict"] == "clean"
    assert json.loads(next(folder.glob("audit-*.json")).read_text())["verdict"] == "clean"
    assert next(folder.glob("*.md")).read_text().startswith("# SSOT compliance: ")
    assert next(folder.glob("*.html")).read_text().startswith("<!DOCTYPE html>")
    assert make.git(platform, "status", "--porcelain", "--untracked-files=all") == "?? scripts/validate-ssot.sh\n"


def test_findings_are_printed_and_their_code_is_passed_on(platform: Path, tool: Path) -> None:
    make.write(platform, {"src/copy.py": OWNER})
    done = cron(platform / "scripts" / SCRIPT.name, SSOT_CHECK=tool)
    assert done.returncode == 1
    assert "src/copy.py:4: SSOT201" in done.stdout
    assert "SSOT201" in next((platform / ".ssot-check" / "reports").glob("*.txt")).read_text()


def test_a_broken_registry_is_2_and_replaces_the_report_of_the_same_day(platform: Path, tool: Path) -> None:
    script = platform / "scripts" / SCRIPT.name
    assert cron(script, SSOT_CHECK=tool).returncode == 0
    make.write(platform, {"SSOT_LOCK.yml": "a: [b"})
    done = cron(script, SSOT_CHECK=tool)
    assert done.returncode == 2
    assert "SSOT002" in done.stdout + done.stderr
    assert (done.stdout + done.stderr).count("SSOT002") == 1
    for kept in (platform / ".ssot-check" / "reports").glob("*.json"):
        assert json.loads(kept.read_text())["verdict"] == "untrusted"
    assert "run 2: UNTRUSTED (exit 2)" in (platform / ".ssot-check" / "reports" / "daily.log").read_text()


def test_the_second_day_is_compared_with_the_first(platform: Path, tool: Path) -> None:
    script = platform / "scripts" / SCRIPT.name
    assert cron(script, SSOT_CHECK=tool).returncode == 0
    make.write(platform, {"src/copy.py": OWNER})
    done = cron(script, SSOT_CHECK=tool)
    assert (done.returncode, done.stderr) == (1, "")
    folder = platform / ".ssot-check" / "reports"
    told = json.loads(next(folder.glob("audit-*.json")).read_text())
    assert told["compared_with"] is not None
    assert told["domains"][0]["change"] < 0
    assert (folder / "daily.log").read_text().count(" run ") == 2


def test_an_audit_that_cannot_be_written_is_2(platform: Path, tool: Path, tmp_path: Path) -> None:
    (tmp_path / "kept" / "runs.db").mkdir(parents=True)
    done = cron(platform / "scripts" / SCRIPT.name, SSOT_CHECK=tool, SSOT_REPORTS_DIR=tmp_path / "kept")
    assert done.returncode == 2
    assert "the history runs.db cannot be read" in done.stderr


def test_reports_go_where_they_are_wanted_and_options_are_passed_on(platform: Path, tool: Path, tmp_path: Path) -> None:
    make.write(platform, {"src/copy.py": OWNER})
    wanted = tmp_path / "re ports" / "daily"
    done = cron(platform / "scripts" / SCRIPT.name, "-v", "--exit-zero", SSOT_CHECK=tool, SSOT_REPORTS_DIR=wanted)
    assert done.returncode == 0
    assert "error[SSOT201]" in done.stdout
    assert reports(wanted) == KEPT
    assert not (platform / ".ssot-check").exists()


def test_it_works_through_a_link_and_from_any_folder(platform: Path, tool: Path, tmp_path: Path) -> None:
    link = tmp_path / "cron.daily"
    link.symlink_to(os.path.relpath(platform / "scripts" / SCRIPT.name, tmp_path))
    (tmp_path / "again").symlink_to(link)
    assert cron(tmp_path / "again", cwd=platform / "src", SSOT_CHECK=tool).returncode == 0
    assert cron(Path("../scripts") / SCRIPT.name, cwd=platform / "src", SSOT_CHECK=tool).returncode == 0
    assert reports(platform / ".ssot-check" / "reports") == KEPT


def test_the_program_is_looked_for_in_order(platform: Path, tool: Path, tmp_path: Path) -> None:
    script = platform / "scripts" / SCRIPT.name
    empty = tmp_path / "bin"
    empty.mkdir()
    for name in ("dirname", "mkdir", "date", "readlink"):
        (empty / name).symlink_to(shutil.which(name) or name)
    done = cron(script, PATH=empty)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ssot-check is not installed\nhelp: ")
    (empty / "python3").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    (empty / "python3").chmod(0o755)
    assert cron(script, PATH=empty).returncode == 0
    for folder, code in ((empty, 11), (platform / ".venv" / "bin", 12)):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ssot-check").write_text(f"#!/bin/sh\nexit {code}\n")
        (folder / "ssot-check").chmod(0o755)
        assert cron(script, PATH=empty).returncode == code
    assert cron(script, PATH=empty, SSOT_CHECK=tool).returncode == 0
    done = cron(script, PATH=empty, SSOT_CHECK=tmp_path / "gone")
    assert done.returncode == 2
    assert "SSOT_CHECK names no program" in done.stderr


def test_a_reports_folder_that_cannot_be_made_is_2(platform: Path, tool: Path, tmp_path: Path) -> None:
    make.write(tmp_path, {"file": ""})
    done = cron(platform / "scripts" / SCRIPT.name, SSOT_CHECK=tool, SSOT_REPORTS_DIR=tmp_path / "file" / "below")
    assert done.returncode == 2
    assert "cannot be made: Not a directory\nhelp: name another" in done.stderr


def test_shell_scripts_are_clean_for_shellcheck() -> None:
    beside = Path(sys.executable).with_name("shellcheck")
    program = beside if beside.exists() else shutil.which("shellcheck")
    if program is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(
        [program, *sorted(path for folder in ("scripts", "integrations/github") for path in (ROOT / folder).glob("*.sh"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_sees_the_whole_repository_once(hook: dict[str, Any]) -> None:
    assert (hook["language"], hook["pass_filenames"], hook["always_run"], hook["require_serial"]) == ("python", False, True, True)
    assert hook["minimum_pre_commit_version"] == "3.2.0"  # the first with the stage names used here
    program, command, *options = hook["entry"].split()
    assert program == "ssot-check"
    assert command in COMMANDS
    with cli.make_context(program, ["--version"], resilient_parsing=True) as context:
        found = cli.get_command(context, command)
    assert found is not None
    known = {name for parameter in found.params if isinstance(parameter, click.Option) for name in parameter.opts}
    assert set(options) <= known


def test_the_hooks_run_at_their_stages() -> None:
    assert {hook["id"]: hook["stages"] for hook in HOOKS} == {
        "ssot-check": ["pre-commit"], "ssot-check-staged": ["pre-commit"], "ssot-check-full": ["pre-push", "manual"],
    }  # fmt: skip


def test_the_hook_runs_inside_a_commit(platform: Path, tool: Path) -> None:
    """As git calls it: GIT_DIR and GIT_INDEX_FILE set, relative to the top."""
    hook = platform / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{tool}' -q src\n")
    hook.chmod(0o755)
    make.write(platform, {"src/new.py": "x = 1\n"})
    make.git(platform, "add", "-A")
    make.git(platform, "commit", "-qm", "clean")
    make.write(platform, {"src/copy.py": OWNER})
    make.git(platform, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        make.git(platform, "commit", "-qam", "copy")
    assert "src/copy.py:4:5: SSOT201" in caught.value.stdout + caught.value.stderr

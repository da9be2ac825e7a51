"""The comment on a pull request: one, kept in date, short when clean, and never a reason to fail."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.integrations.shipped import SHIPPED

GH = """#!/bin/sh
printf '%s\\n' "$*" >>"$LOG"
case "$*" in
    *--jq*) test -z "$FORBIDDEN" || exit 1; printf '%s' "$IDS" ;;
    *) test -z "$READ_ONLY" ;;
esac
"""
CLEAN = "<!-- ssot-check -->\n**ssot-check: CLEAN** 3 domains\n"
FAILED = "<!-- ssot-check -->\n### ssot-check: FAILED\n\n1 error\n\n- **error** x\n"


def comment(folder: Path, text: str, **given: str) -> tuple[list[str], subprocess.CompletedProcess[str]]:
    """What `gh` was asked for, but for the look-up, and how the script ended."""
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    (folder / "report.md").write_text(text)
    (folder / "log").write_text("")
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "LOG": str(folder / "log"),
        "GITHUB_REPOSITORY": "o/r",
        "PULL_REQUEST": "7",
        **given,
    }
    command = ["bash", str(SHIPPED / "github" / "comment.sh"), str(folder / "report.md")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    asked = (folder / "log").read_text().splitlines()
    if asked:
        assert 'startswith("<!-- ssot-check -->")' in asked[0]
        assert 'and (.user.type == "Bot" or (.author_association | IN("OWNER", "MEMBER", "COLLABORATOR")))' in asked[0]
    return [line.partition(" --method ")[2] for line in asked[1:]], done


def test_the_first_findings_write_a_comment(tmp_path: Path) -> None:
    asked, done = comment(tmp_path, FAILED)
    assert asked == [f"POST repos/o/r/issues/7/comments -F body=@{tmp_path}/report.md"]
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("text", [FAILED, CLEAN], ids=["failed", "clean"])
def test_a_comment_that_is_there_is_renewed(tmp_path: Path, text: str) -> None:
    asked, done = comment(tmp_path, text, IDS="41\n42\n")
    assert asked == [f"PATCH repos/o/r/issues/comments/41 -F body=@{tmp_path}/report.md"]
    assert done.returncode == 0


def test_a_clean_run_writes_no_first_comment(tmp_path: Path) -> None:
    assert comment(tmp_path, CLEAN)[0] == []


@pytest.mark.parametrize("trouble", ["FORBIDDEN", "READ_ONLY"])
def test_a_token_that_may_not_write_is_a_warning(tmp_path: Path, trouble: str) -> None:
    _, done = comment(tmp_path, FAILED, **{trouble: "1"})
    assert done.returncode == 0
    assert done.stdout.startswith("::warning::ssot-check: the comment was not ")


def test_what_is_no_report_is_not_posted(tmp_path: Path) -> None:
    asked, done = comment(tmp_path, "{}\n")
    assert asked == []
    assert "is no report in the format markdown" in done.stdout

"""`explain` and `completion`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssot_check import discovery
from tests.cli.doors import Door


@pytest.mark.parametrize("written", ["SSOT201", "ssot201", "201", "exact-copy"])
def test_a_rule_is_explained_by_code_or_name(door: Door, written: str) -> None:
    code, out, err = door("explain", written)
    assert (code, err) == (0, "")
    assert out.startswith("SSOT201 exact-copy (error)\n----")
    for heading in ("What it does", "Why it matters", "How to fix"):
        assert heading in out


def test_the_page_tells_who_fixes_it(door: Door) -> None:
    assert door("explain", "SSOT110")[1].startswith(
        "SSOT110 dirty-path (warning)\n----------------------------\nFix: where the repair is certain, `check --fix`"
    )
    assert "`check --unsafe-fixes` applies it.\n\nA" in door("explain", "SSOT102")[1]
    assert "Fix:" not in door("explain", "SSOT103")[1]


def test_an_unknown_rule_is_2_with_a_guess(door: Door) -> None:
    assert door("explain", "exact-copi") == (
        2, "", "error: no rule 'exact-copi'\nhelp: did you mean exact-copy? `ssot-check explain --list` shows all rules\n"
    )  # fmt: skip
    assert door("explain", "zzzz")[2] == "error: no rule 'zzzz'\nhelp: `ssot-check explain --list` shows all rules\n"


def test_the_list_has_every_rule_once(door: Door) -> None:
    lines = door("explain", "--list")[1].splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in discovery.rules()]
    assert all(rule.summary in line for rule, line in zip(discovery.rules(), lines, strict=True))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_each_shell(door: Door, shell: str) -> None:
    code, out, err = door("completion", shell)
    assert (code, err) == (0, "")
    assert "_SSOT_CHECK_COMPLETE" in out
    assert "ssot-check" in out
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=out, text=True, check=False, capture_output=True).stderr == ""


def test_an_unknown_shell_is_2(door: Door) -> None:
    code, out, err = door("completion", "csh")
    assert (code, out) == (2, "")
    assert "csh" in err


def offered(words: str, folder: Path) -> set[str]:
    """What the bash script would offer for the last of the words."""
    environment = {**os.environ, "_SSOT_CHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run([sys.executable, "-m", "ssot_check"], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return {line.partition(",")[2] for line in done.stdout.splitlines()}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ssot-check ", {"check", "registry", "explain", "completion"}),
        ("ssot-check ex", {"explain"}),
        ("ssot-check --for", {"--format"}),
        ("ssot-check check --show", {"--show-files", "--show-settings"}),
        ("ssot-check check --format j", {"json"}),
        ("ssot-check --format j", {"json"}),
        ("ssot-check explain SSOT20", {"SSOT201", "SSOT202"}),
        ("ssot-check check --select SSOT1,SSOT20", {"SSOT1,SSOT201", "SSOT1,SSOT202"}),
        ("ssot-check completion z", {"zsh"}),
    ],
)
def test_the_shell_is_offered_what_fits(repo: Path, words: str, expected: set[str]) -> None:
    assert expected <= offered(words, repo)


def test_the_shell_is_not_offered_what_does_not_fit(repo: Path) -> None:
    assert offered("ssot-check explain SSOT20", repo) & {"SSOT007", "--list"} == set()

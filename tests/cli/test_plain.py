"""What is read without click is what click reads."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.cli import checking, plain
from ssot_check.cli.check import check
from ssot_check.cli.commands import cli

WORDS = (
    *plain._FLAGS,
    *plain._VALUES,
    "--format=json",
    "--cache-dir=x=y",
    "check",
    "concise",
    "a b",
    "é",
    "",
    "-",
    "--",
    "src",
    "-qv",
    "--fix",
)


def by_click(arguments: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every option of `check`, and those that are given. Raises click.UsageError."""
    seen: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def spy(options: dict[str, Any], said: dict[str, Any]) -> int:
        seen.append((dict(options), dict(said)))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "check", spy)
        with cli.make_context("ssot-check", arguments) as context:
            cli.invoke(context)
    return seen[0]


def test_without_options_all_are_what_the_command_says() -> None:
    assert by_click([]) == by_click(["check"]) == (plain.NOTHING, {})
    assert plain.said([], {}) == plain.said(["check"], {}) == {}
    assert {item.name for item in check.params} == plain.NOTHING.keys()


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_what_is_read_at_all_is_read_as_click_reads_it(arguments: list[str]) -> None:
    said = plain.said(arguments, {})
    if said is not None:
        assert by_click(arguments) == ({**plain.NOTHING, **said}, said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--staged"], {"staged": True}),
        (["--staged", "-q", "--format", "concise"], {"staged": True, "quiet": True, "format": "concise"}),
        (["check", "--format=json", "--cache-dir", "../kept"], {"format": "json", "cache_dir": "../kept"}),
    ],
)
def test_the_lines_of_hooks_are_read(arguments: list[str], said: dict[str, Any]) -> None:
    assert plain.said(arguments, {}) == said
    assert plain.said(arguments, {plain.COMPLETION: "bash_source"}) is None


@pytest.mark.parametrize(
    "line",
    [
        "check src",
        "--staged=yes",
        "-qv",
        "--format",
        "--format=",
        "--format --staged",
        "-q -q",
        "check check",
        "-- --staged",
        "--help",
        "init",
    ],
)
def test_every_other_line_is_left_to_click(line: str) -> None:
    assert plain.said(line.split(" "), {}) is None


def test_a_wrong_value_is_refused_alike() -> None:
    lines = [["check", "--format", "nonsense"], ["check", "--format", "nonsense", "--jobs", "1"]]
    one, two = (subprocess.run([sys.executable, "-m", "ssot_check", *line], capture_output=True, text=True, check=False) for line in lines)
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == 2


def test_click_refuses_what_is_no_option() -> None:
    with pytest.raises(click.UsageError):
        by_click(["check", "--nonsense"])

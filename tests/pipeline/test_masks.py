"""What is known of the tool's own command lines is what the commands take."""

from __future__ import annotations

import click
import pytest

from ssot_check.cli.commands import cli
from ssot_check.pipeline.wiring.follow import tool_arguments
from ssot_check.pipeline.wiring.masks import VALUED


def valued(name: str) -> set[str]:
    """The options of a command that take a value, in every spelling."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    options = [option for option in command.params if isinstance(option, click.Option) and not option.is_flag]
    return {spelling for option in options for spelling in (*option.opts, *option.secondary_opts)}


def test_every_option_with_a_value_is_known() -> None:
    assert set().union(*map(valued, ("check", "daily", "report"))) == VALUED


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("ssot-check", ()),
        ("ssot-check check src", ("src",)),
        ("ssot-check --since main check src", ("--since", "main", "src")),
        ("ssot-check --since check", ("--since", "check")),
        ("ssot-check daily --keep 7", ("--keep", "7")),
        ("uv run ssot-check report --period week", ("--period", "week")),
        ("ssot-check registry validate", None),
        ("ssot-check daily --print-crontab", None),
        ("pip install ssot-check", None),
    ],
)
def test_arguments_are_those_of_a_run_that_checks(line: str, arguments: tuple[str, ...] | None) -> None:
    assert tool_arguments(line.split()) == arguments

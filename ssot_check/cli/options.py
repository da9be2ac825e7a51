"""Options that many commands have, each spelled once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
PLACE: Final = re.compile(r"(.+):(\d+)(?::\d+)?")
"""A place in the code as an argument: `FILE:LINE`, and the column that many programs print behind it."""


def start_folder(about: str = "Run as if started in DIR.") -> Callable[[Command], Command]:
    """`-C DIR`, given to the command as `folder`; "" when it is not there."""
    return click.option("-C", "folder", metavar="DIR", default="", type=click.Path(), help=about)


def where(function: Command) -> Command:
    """`-C DIR`, and `--registry FILE`, given as `registry`; None when it is not there."""
    named = click.option("--registry", metavar="FILE", type=click.Path(), help="Read FILE instead of the nearest SSOT_LOCK.yml.")
    return start_folder()(named(function))

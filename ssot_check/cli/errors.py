"""How an error that ends a run is told: what is wrong and what to do, on standard error. Imported only when there is one."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback

import click

from ssot_check.cli.output import PIPE_WIDTH, mute, say, wants_colour, write_error
from ssot_check.model.errors import RegistryError, SsotError
from ssot_check.model.report import Presentation
from ssot_check.reports.support.problems import render_problem
from ssot_check.workspace.settings import TRACEBACK_VARIABLE

_LONGEST_FAULT = 500
_UNWRITABLE = (errno.EBADF, errno.ENOSPC)
"""Standard output that was closed, and a full disk behind it; trouble with a file is told where the file is written."""


def show_error(error: Exception) -> None:
    """Tell `error`: a usage error of click, an error of ours, or a fault."""
    if isinstance(error, click.ClickException):
        _show_usage(error)
    elif isinstance(error, RegistryError) and error.problems:
        _show_problems(error)
    elif isinstance(error, SsotError):
        say(f"error: {error.message}" + (f"\nhelp: {error.remedy}" if error.remedy else ""))
    elif isinstance(error, OSError) and error.errno in _UNWRITABLE:
        mute(1)
        say(f"error: the answer cannot be written: {error.strerror}\nhelp: check where standard output is sent")
    else:
        _show_fault(error)


def _show_usage(error: click.ClickException) -> None:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "ssot-check"
    say(f"error: {error.format_message()}\nhelp: `{command} --help` shows how it is used")


def _show_problems(error: RegistryError) -> None:
    terminal = sys.stderr.isatty()
    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if terminal else PIPE_WIDTH
    presentation = Presentation(width=width, colour=wants_colour("auto", os.environ, terminal=terminal))
    write_error("\n".join(render_problem(problem, presentation) for problem in error.problems).rstrip("\n"))


def _show_fault(error: Exception) -> None:
    text = str(error)[:_LONGEST_FAULT]
    say(f"internal error: {type(error).__name__}" + (f": {text}" if text else ""))
    if os.environ.get(TRACEBACK_VARIABLE):
        say("".join(traceback.format_exception(error)))
    else:
        say(f"help: this is a fault of ssot-check; set {TRACEBACK_VARIABLE}=1 to see where, for a report")

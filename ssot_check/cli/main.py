"""The entry point, and the one place where errors end. Most command lines are so plain that click need not be loaded for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from ssot_check.cli import plain
from ssot_check.cli.output import OutputClosedError, mute, open_missing_streams, say
from ssot_check.model.verdict import Verdict

INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
CLOSED_PIPE: Final = 141  # 128 + SIGPIPE


def main() -> NoReturn:
    """Run the program and leave it with its exit code."""
    open_missing_streams()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run with these arguments. Every error ends here: a message on standard error, and an exit code that is never 1."""
    try:
        return _run(arguments)
    except (OutputClosedError, BrokenPipeError):
        mute(1)
        return CLOSED_PIPE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as error:  # the door: a fault must look neither like findings nor like a traceback
        from ssot_check.cli.errors import show_error

        show_error(error)
    return int(Verdict.UNTRUSTED)


def _run(arguments: Sequence[str]) -> int:
    said = plain.said(arguments, os.environ)
    if said is None:
        from ssot_check.cli.commands import answer

        return answer(arguments)
    from ssot_check.cli.checking import check

    return check({**plain.NOTHING, **said}, said)

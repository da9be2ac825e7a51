"""Sends word of a nightly run that came to no result: nobody reads the log of a run of which nothing was heard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from ssot_check import __version__
from ssot_check.cli.output import say
from ssot_check.model.daily import DailyRun, Movement, Notice
from ssot_check.model.errors import RegistryError, SsotError
from ssot_check.model.standing import Standing
from ssot_check.model.verdict import Verdict
from ssot_check.workspace.post import Patience, Posted, Target, post


@contextmanager
def raised(to: Target, service: str, repository: str, started: str) -> Iterator[None]:
    """Send a message when the block ends with an error, which goes on. Whoever pressed Ctrl-C knows."""
    with ExitStack() as ends:
        ends.callback(_tell, to, service, repository, started)
        yield
        ends.pop_all()


def ending(error: BaseException | None) -> str:
    """What ended a run, without the text of a fault of ours, in which anything may stand."""
    if isinstance(error, RegistryError) and error.problems:
        return error.problems[0].message
    return error.message if isinstance(error, SsotError) else type(error).__name__ if error else "it was stopped"


def _tell(to: Target, service: str, repository: str, started: str) -> None:
    from ssot_check.reports.support.notice import PAYLOADS

    error = sys.exception()
    if isinstance(error, KeyboardInterrupt):
        return
    day, what = started[: len("2026-11-21")], ending(error)
    now = Standing(day=day, period="day", verdict=Verdict.UNTRUSTED.name.lower(), score=None)
    run = DailyRun(0, started, __version__, now, what, told=False)
    sentence = f"UNTRUSTED: the run ended without a result: {what}"
    notice = Notice(repository, "UNTRUSTED", sentence, int(Verdict.UNTRUSTED), run, Movement(None))
    sent = Posted(0)
    with suppress(SsotError):
        sent = post(to, PAYLOADS[service](notice), f"ssot-check-0-{started}", Patience())
    if sent.trouble:
        say(f"error: nobody was told of it, the message was not delivered: {sent.trouble}")

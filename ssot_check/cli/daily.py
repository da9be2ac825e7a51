"""`ssot-check daily`: the nightly run. Checks and audits, keeps reports, a history and a log, and speaks up when there is news."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from ssot_check import __version__, discovery
from ssot_check.cli.alarm import ending, raised
from ssot_check.cli.checking import render, untrusted
from ssot_check.cli.options import where
from ssot_check.cli.output import PIPE_WIDTH, emit, say
from ssot_check.cli.request import RUN_SETTINGS, Request, configure, refuse_narrowing, request, said
from ssot_check.model.config import Config
from ssot_check.model.daily import DailyRun, Notice, Sighting, movement, sightings, trouble
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import RegistryError, SsotError, UsageError
from ssot_check.model.report import Report
from ssot_check.model.standing import Period
from ssot_check.model.verdict import Verdict
from ssot_check.workspace.kept import LOCK, LOG, RUNS, prepare, prune, write
from ssot_check.workspace.logfile import LogFile
from ssot_check.workspace.objects import named_inside
from ssot_check.workspace.post import URL_VARIABLE, Patience, Posted, Target, post, target
from ssot_check.workspace.runs import Runs, opened

FILES: Final = {"ssot-{}.txt": "full", "ssot-{}.json": "json", "audit-{}.md": "compliance", "audit-{}.json": "compliance-json",
                "audit-{}.html": "html"}  # fmt: skip
"""Names of the reports, with the day for `{}`, and their formats."""

_SCHEDULED: Final = (*RUN_SETTINGS, "store", "notify", "period", "keep", "only_changes", "exit_zero")


class _Service(click.Choice[str]):
    """A service by its name. Whoever writes an address there has written a secret: it is not repeated."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Fails for anything else, without showing it."""
        if value not in self.choices:
            self.fail(f"takes {' or '.join(self.choices)}; the address belongs into {URL_VARIABLE}", param, ctx)
        return str(value)


@click.command(short_help="Run each night: keep reports, tell what changed.")
@where
@click.option("--baseline", metavar="FILE", type=click.Path(), help="Take known findings from FILE instead of the registry's baseline.")
@click.option(
    "--folder", "store", metavar="DIR", type=click.Path(), help="Keep reports, history and log in DIR.  [default: .ssot-check/reports]"
)
@click.option("--notify", type=_Service(("webhook", "slack")), help=f"Send what changed to the address in ${URL_VARIABLE}.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent; keep and send nothing.")
@click.option("--only-changes", is_flag=True, help="Print nothing when nothing changed since the last run, whatever was found.")
@click.option("--period", type=click.Choice([item.value for item in Period]), default="day", help="What the audit is compared with.")
@click.option("--keep", metavar="N", type=click.IntRange(min=1), default=30, show_default=True, help="Keep the reports of N days.")
@click.option("--fail-on", type=click.Choice(("error", "warning", "never")), help="Which severity fails, whatever the registry says.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1. An untrusted verdict still exits with 2.")
@click.option("-v", "--verbose", is_flag=True, help="Print the whole report.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Number of worker processes.")
@click.option("--no-cache", is_flag=True, help="Read and parse every file, and keep nothing for the next run.")
@click.option("--cache-dir", metavar="DIR", type=click.Path(), help="Keep the cache in DIR.  [default: .ssot-check-cache]")
@click.option("--print-crontab", is_flag=True, help="Print the line for `crontab -e` that runs this with the same options, and stop.")
@click.option("--print-systemd", is_flag=True, help="Print a systemd service and timer that run this with the same options, and stop.")
@click.pass_context
def daily(context: click.Context, /, **given: Any) -> int:
    """Check and audit the whole repository, one run at a time, and tell what changed since the last run.

    Nothing is printed when the repository is clean, or when nothing fails and nothing changed. Exit codes are those of `check`; a message
    that could not be delivered is 2, and the next run tries again.
    """
    asked = request(str(given["folder"]), {**said(given), "format": "full"})
    if given["print_crontab"] or given["print_systemd"]:
        return _scheduled(context, asked, systemd=given["print_systemd"])
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    refuse_narrowing(config, asked)
    to = target() if given["notify"] and not given["dry_run"] else None
    with raised(to, given["notify"], asked.root.name, _stamp(time.time())) if to else nullcontext():
        named = Path(os.path.abspath(asked.start / given["store"])) if given["store"] else None  # noqa: PTH100 -- resolve() would follow links
        folder = prepare(asked.root, named, make=not given["dry_run"])
        night = Night(replace(config, mute=True, names_commit=True), asked, folder, given, to)
        tell = night.rehearse() if given["dry_run"] else night.run()
    return tell()


@dataclass(frozen=True)
class Night:
    """One run: `given` are the options by name, `to` where news goes (None = nowhere). `clock` gives seconds since 1970."""

    config: Config
    asked: Request
    folder: Path
    given: Mapping[str, Any]
    to: Target | None
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], object] = time.sleep

    def run(self) -> Callable[[], int]:
        """Do everything; the call that prints and gives the exit code."""
        started = _stamp(self.clock())
        log = LogFile(self.folder / LOG, self.clock)
        with _alone(self.folder, started, log) as remarks, opened(self.folder / RUNS, RUNS) as runs:
            for note in runs.notes:
                log.add(note)
            report, error = self._examined(runs)
            run, found = self._concluded(report, started)
            write(self.folder, self._texts(report))
            word = (*remarks, *runs.notes, *([runs.lost.message] if runs.lost else ()))
            here = self._notice(report, run, found, runs, word)
            news = self._notice(report, run, found, runs, word, told=True) if self.to else here
            number, lost = _kept(runs, run, found)
            sent = self._send(replace(news, run=replace(run, number=number)))
            if not sent.trouble and not lost:
                runs.mark_told(number)
            log.add(_logged(here, number, sent, lost))
            prune(self.folder, int(self.given["keep"]), report.day)
        loud = runs.notes or lost
        return partial(self._tell, here, report, sent, lost or error, loud=bool(loud))

    def rehearse(self) -> Callable[[], int]:
        """Find out what would be sent, and leave no trace."""
        from ssot_check.reports.support.notice import PAYLOADS, change_lines, joined

        with opened(self.folder / RUNS, RUNS, keep=False) as runs:
            report, _ = self._examined(runs)
            run, found = self._concluded(report, _stamp(self.clock()))
            notice = self._notice(report, run, found, runs, told=True)
        lines = [*change_lines(notice), "dry run: nothing was kept"]
        if self.given["notify"]:
            to = f"would be sent to {target().name}" if os.environ.get(URL_VARIABLE) else f"cannot be sent: {URL_VARIABLE} is not set"
            what = f"{to}:" if notice.change.is_change else "nothing changed, so that this would not be sent:"
            lines += [what, PAYLOADS[self.given["notify"]](notice).decode("ascii")]
        return partial(self._show, joined(lines), report)

    def _show(self, text: str, report: Report) -> int:
        emit(text)
        return self._code(report)

    def _examined(self, runs: Runs) -> tuple[Report, RegistryError | None]:
        from ssot_check.pipeline.check import check

        error: RegistryError | None = None
        try:
            report = check(replace(self.config, registry=self.asked.registry()))
        except RegistryError as caught:
            report, error = untrusted(caught.problems, self.config), caught
        day = self.config.today.isoformat() if self.config.today else ""
        return replace(report, day=day, period=str(self.given["period"]), history=runs.history()), error

    def _concluded(self, report: Report, started: str) -> tuple[DailyRun, tuple[Sighting, ...]]:
        from ssot_check.model.compliance import assess

        run = DailyRun(0, started, __version__, assess(report).now, trouble(report), told=False)
        return run, sightings(report)

    def _notice(
        self, report: Report, run: DailyRun, found: tuple[Sighting, ...], runs: Runs, remarks: tuple[str, ...] = (), *, told: bool = False
    ) -> Notice:
        from ssot_check.reports.support.words import verdict_line, verdict_word

        change = movement(run, found, runs.earlier(told=told))
        change = replace(change, remarks=(*remarks, *change.remarks))
        name = named_inside(self.asked.root, self.folder / f"ssot-{report.day}.txt") or f"ssot-{report.day}.txt"
        code = int(Verdict.UNTRUSTED) if runs.lost else self._code(report)
        return Notice(self.asked.root.name, verdict_word(report), verdict_line(report), code, run, change, name)

    def _texts(self, report: Report) -> Iterator[tuple[str, str]]:
        plain = replace(
            report.presentation, width=PIPE_WIDTH, colour=False, links=False, quiet=False, verbose=False, root_uri="", folds=False
        )
        for name, form in FILES.items():
            yield name.format(report.day), render(replace(report, presentation=plain), form)

    def _send(self, news: Notice) -> Posted:
        """Nothing is sent without news. The identity lets a receiver know a second copy."""
        if self.to is None or not news.change.is_change:
            return Posted(0)
        from ssot_check.reports.support.notice import PAYLOADS

        identity = f"ssot-check-{news.run.number}-{news.run.started}"
        return post(self.to, PAYLOADS[self.given["notify"]](news), identity, Patience(), self.sleep)

    def _code(self, report: Report) -> int:
        zero = self.given["exit_zero"] and report.verdict is Verdict.FINDINGS
        return int(Verdict.CLEAN if zero else report.verdict)

    def _tell(self, notice: Notice, report: Report, sent: Posted, error: SsotError | None, *, loud: bool) -> int:
        """`loud` when something is to be said whatever was found."""
        from ssot_check.reports.support.notice import change_lines, joined

        if self.given["verbose"]:
            emit(render(report, "full"))
        elif (loud or _is_worth_a_word(notice, only_changes=self.given["only_changes"])) and not isinstance(error, RegistryError):
            emit(joined(change_lines(notice)))
        if sent.trouble:
            times = "once" if sent.attempts == 1 else f"{sent.attempts} times"
            say(f"error: the message was not delivered (tried {times}): {sent.trouble}\nhelp: the next run sends it")
        if error is not None:
            raise error
        return int(Verdict.UNTRUSTED) if sent.trouble else notice.code


def _is_worth_a_word(notice: Notice, *, only_changes: bool) -> bool:
    """Cron mails every line: a clean night says nothing, and a bad one says so every time unless only changes are wanted."""
    if notice.word == "CLEAN":
        return False
    if notice.run.standing.verdict == "clean":
        return bool(notice.change.new or notice.change.gone)
    return notice.change.is_change or not only_changes


def _stamp(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _kept(runs: Runs, run: DailyRun, found: tuple[Sighting, ...]) -> tuple[int, SsotError | None]:
    """The number of the run in the history, and why it is in none: the verdict is worth telling all the same."""
    try:
        return runs.add(run, found), runs.lost
    except SsotError as error:
        return 0, error


def _logged(notice: Notice, number: int, sent: Posted, lost: SsotError | None) -> str:
    from ssot_check.reports.support.notice import log_line

    name = f"not kept ({_clean(lost.message)})" if lost else f"run {number}"
    times = f"; message {'not delivered' if sent.trouble else 'delivered'}, attempt {sent.attempts}" if sent.attempts else ""
    return f"{name}: {log_line(notice)}{times}" + (f": {sent.trouble}" if sent.trouble else "")


@contextmanager
def _alone(folder: Path, started: str, log: LogFile) -> Iterator[tuple[str, ...]]:
    """Hold the lock, and see that the log tells of every end; yields what is to be said of an earlier run that was killed."""
    from ssot_check.workspace.lock import held

    with held(folder / LOCK, LOCK, f"process {os.getpid()}, started {started}") as left, ExitStack() as ends:
        ends.callback(_log_failure, log)
        remarks = (f"an earlier run did not come to its end ({left})",) if left else ()
        for remark in remarks:
            log.add(_clean(remark))
        yield remarks
        ends.pop_all()


def _log_failure(log: LogFile) -> None:
    """What ends a run is told by whoever catches it; a log that cannot be written either is no further trouble."""
    with suppress(SsotError):
        log.add(_clean(f"the run ended without a result: {ending(sys.exception())}"))


def _clean(text: str) -> str:
    from ssot_check.reports.support.hygiene import visible

    return visible(text)


def _scheduled(context: click.Context, asked: Request, *, systemd: bool) -> int:
    from ssot_check.cli import schedule

    if context.params["print_crontab"] and systemd:
        raise UsageError("--print-crontab and --print-systemd contradict each other", "give one of them")
    options: list[str] = []
    for name in _SCHEDULED:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            value, option = context.params[name], "--folder" if name == "store" else f"--{name.replace('_', '-')}"
            options += [option] if value is True else [option, str(value)]
    emit((schedule.systemd if systemd else schedule.crontab)(asked.start, tuple(options)))
    return 0

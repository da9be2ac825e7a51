"""`ssot-check report`: the audit of the whole repository, for those who answer for it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

import click

from ssot_check import discovery
from ssot_check.cli.checking import deliver, unread
from ssot_check.cli.options import where
from ssot_check.cli.output import say
from ssot_check.cli.request import Request, configure, refuse_narrowing, request, said, withdraw
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import RegistryError, UsageError
from ssot_check.model.report import Report
from ssot_check.model.standing import History, Period

FORMATS: Final = {
    "markdown": "compliance", "json": "compliance-json", "html": "html", "html-linked": "html-linked", "stylesheet": "stylesheet",
}  # fmt: skip
"""Names on this command's line, and the report formats that they mean."""


@click.command(short_help="Audit the whole repository: owners, waivers, scores, trend.")
@where
@click.option("--baseline", metavar="FILE", type=click.Path(), help="Take known findings from FILE instead of the registry's baseline.")
@click.option("--period", type=click.Choice([item.value for item in Period]), default="day", show_default=True,
              help="Compare with the last run, the last one a week ago, or the last end of a phase.")  # fmt: skip
@click.option("--format", type=click.Choice(tuple(FORMATS)), default="markdown", show_default=True, help="Format on standard output.")
@click.option("-o", "--output", metavar="[FORMAT=]FILE", multiple=True, type=click.Path(), help="Also write a report to FILE (repeatable).")
@click.option("--history", metavar="FILE", type=click.Path(), help="Compare with the runs in FILE, and add this run to it.")
@click.option("--fail-on", type=click.Choice(("error", "warning", "never")), help="Which severity fails, whatever the registry says.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; needs --output or --history.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1. An untrusted verdict still exits with 2.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Number of worker processes.")
@click.option("--no-cache", is_flag=True, help="Read and parse every file, and keep nothing for the next run.")
@click.option("--cache-dir", metavar="DIR", type=click.Path(), help="Keep the cache in DIR.  [default: .ssot-check-cache]")
def report(*, folder: str, output: tuple[str, ...], exit_zero: bool, quiet: bool, **given: object) -> int:
    """Audit the whole repository: owners, what was checked, findings, waivers and their terms, scores, trend.

    Nothing narrows an audit. With --history FILE the run is compared with earlier ones and adds one line to FILE; without it
    nothing is kept. Exit codes are those of `check`.
    """
    with ExitStack() as failing:
        failing.callback(withdraw, folder, output, tuple(FORMATS))
        asked = request(folder, {"format": str(given["format"]), **said(given)})
        config = _config(asked, output)
        name = str(given["history"] or "")
        if quiet and not (output or name):
            raise UsageError("--quiet leaves nobody who is told", "name a file with --output or --history, or leave it out")
        history = _history(asked, name)
        period = str(given["period"])
        try:
            found = _run(replace(config, registry=asked.registry()))
        except RegistryError as error:
            tell = partial(unread, error, replace(config, format="full") if quiet else config)
        else:
            tell = partial(_deliver, replace(found, period=period, history=history), replace(config, mute=quiet), asked, exit_zero)
        failing.pop_all()
    return tell()


def _run(config: Config) -> Report:
    from ssot_check.pipeline.check import check

    return check(config)


def _deliver(found: Report, config: Config, asked: Request, exit_zero: bool) -> int:
    """Write the reports, then the line of the history: a run that could not be told has not been."""
    code = deliver(found, config, exit_zero=exit_zero)
    if found.history.name:
        from ssot_check.model.compliance import assess
        from ssot_check.workspace.history import append

        append(_place(asked, found.history.name), found.history.name, assess(found).now)
        if not config.mute:
            say(f"{found.history.name}: this run was added")
    return code


def _history(asked: Request, name: str) -> History:
    if not name:
        return History()
    from ssot_check.workspace.history import read

    return read(_place(asked, name), name)


def _place(asked: Request, name: str) -> Path:
    return Path(os.path.abspath(asked.start / name))  # noqa: PTH100 -- resolve() would follow links


def _config(asked: Request, outputs: tuple[str, ...]) -> Config:
    """The Config of an audit, with the names of the formats that are meant. Raises UsageError when the settings narrow it."""
    config = configure(asked, (), outputs, tuple(FORMATS), discovery.rule_codes)
    refuse_narrowing(config, asked)
    meant = tuple((FORMATS[name], file) for name, file in config.outputs)
    return replace(config, format=FORMATS[config.format], outputs=meant)

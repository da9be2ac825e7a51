"""`ssot-check baseline`: write, update, prune and compare the file of known findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from ssot_check import discovery
from ssot_check.cli.options import Command, where
from ssot_check.cli.output import emit, say
from ssot_check.cli.request import configure, request
from ssot_check.model.baseline import AT_CREATION, Baseline, BaselineEntry, grown, shrunk
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import RegistryError, SsotError, UsageError
from ssot_check.model.finding import Finding
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import baseline_counts, plural
from ssot_check.workspace import baseline as store
from ssot_check.workspace import locate, lockfile
from ssot_check.workspace.attributes import UNION, merge_driver
from ssot_check.workspace.lock import turn
from ssot_check.workspace.revisions import deepen


@dataclass(frozen=True, slots=True)
class Asked:
    """The file, what it held when the command began (None: nothing), whether the registry or the settings name it, and how to run."""

    file: Path
    there: bytes | None
    named: bool
    config: Config

    @property
    def name(self) -> str:
        """The file, for messages."""
        return visible(lockfile.relative_name(self.file, self.config.root))

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.config.today or date.min


@click.group(name="baseline", no_args_is_help=False, short_help="Write, update and compare the file of known findings.")
def baseline_group() -> None:
    """Write, update and compare the file of known findings.

    What the file holds does not fail a run; what is new does. Nothing is written while the verdict cannot be trusted.
    """


def options(function: Command) -> Command:
    """The options of every command of the group."""
    named = click.option("--baseline", metavar="FILE", type=click.Path(), help="Use FILE instead of the registry's baseline.")
    jobs = click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Number of worker processes.")
    return where(named(jobs(function)))


@baseline_group.command(short_help="Write every finding of today into a new baseline.")
@options
@click.option("--reason", metavar="TEXT", default=AT_CREATION, show_default=True, help="Why the findings may stand for now.")
@click.option("--force", is_flag=True, help="Replace a baseline that is there, its reasons and terms included.")
def create(*, reason: str, force: bool, **given: object) -> int:
    """Write every finding of today into a new baseline. A file that is there already is kept."""
    asked = _asked(given)
    if asked.there is not None and not force:
        raise UsageError(f"there is a baseline already: {asked.name}", "`ssot-check baseline update` changes it; --force writes it anew")
    if asked.there and not store.may_be(asked.file, asked.there):
        raise UsageError(f"{asked.name} exists and is no baseline", "name another file, or remove this one first")
    _, report = _run(replace(asked, config=replace(asked.config, no_baseline=True)))
    code = _write(asked, grown(Baseline(), report.findings, _reason(reason), asked.today))
    _advise(asked)
    return code


@baseline_group.command(short_help="Add what is new, for a reason, and drop what is gone.")
@options
@click.option("--reason", metavar="TEXT", default="", help="Why the new findings may stand for now; needed when there are any.")
def update(*, reason: str, **given: object) -> int:
    """Add what is new, for a reason, and drop what is gone."""
    asked = _asked(given)
    old, report = _run(asked)
    if report.new and not reason.strip():
        message = f"{plural(report.new, 'new finding')} would enter the baseline without a reason"
        raise UsageError(message, "say why with --reason TEXT, or only drop what is gone: `ssot-check baseline prune`")
    say(baseline_counts(report))
    return _write(asked, grown(shrunk(old, report.stale), (*report.findings, *report.known), reason.strip(), asked.today))


@baseline_group.command()
@options
def prune(**given: object) -> int:
    """Drop what is gone; nothing is added."""
    asked = _asked(given)
    old, report = _run(asked)
    say(baseline_counts(report))
    return _write(asked, shrunk(old, report.stale))


@baseline_group.command()
@options
@click.option("-v", "--verbose", is_flag=True, help="List the known findings as well.")
def diff(*, verbose: bool, **given: object) -> int:
    """Show what is new (+), gone (-) and past its term (!), and write nothing.

    \b
    Exit codes:
      0  the baseline is what is found
      1  it is not
      2  that cannot be told
    """  # noqa: D301 -- click wants the character \b itself
    _, report = _run(_asked(given), write=False)
    lines = [*_differences(report), *((f"  {_line(finding)}" for finding in report.known) if verbose else ())]
    emit("\n".join([*lines, baseline_counts(report), ""]))
    return int(Verdict.FINDINGS if report.new or report.stale else Verdict.CLEAN)


def _asked(given: dict[str, object]) -> Asked:
    """What the command line, the settings and the registry say together."""
    names = ("registry", "baseline", "jobs")
    asked = request(str(given["folder"]), {name: value for name in names if isinstance(value := given[name], str | int)})
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    if config.domains:
        origin = asked.settings.origins["domain"]
        raise UsageError(f"{origin} narrows the run to {', '.join(config.domains)}", "a baseline is written for the whole repository")
    config = replace(config, registry=asked.registry(), no_phases=True)
    loaded = lockfile.load(asked.registry(), config.root, config.max_registry_bytes)
    if loaded.registry is None:
        raise RegistryError(loaded.problems)
    entry = loaded.registry.enforcement.baseline
    file = config.baseline or locate.inside(config.root / (entry.path if entry else store.DEFAULT_NAME), config.root, "baseline")
    return Asked(file, _held(file), bool(entry) or config.baseline is not None, replace(config, baseline=file))


def _run(asked: Asked, *, write: bool = True) -> tuple[Baseline, Report]:
    """The baseline, renames followed, and the report against it. Raises SsotError when the verdict cannot be trusted.

    To write from a clone that may lack the commit of a rename would drop the entries of a file that is still there.
    """
    from ssot_check.pipeline.check import examine

    project, report = examine(asked.config)
    reasons = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    if reasons:
        more = f"; {plural(len(reasons) - 1, 'further problem')}" if reasons[1:] else ""
        first = reasons[0]
        raise SsotError(f"this run proves nothing: {first.message} ({first.code} at {first.location}){more}", first.remedy)
    gone = [entry.identity.path for entry in report.stale if not project.tree.has(entry.identity.path)]
    if project.tree.shallow and gone and write:
        message = f"this clone is shallow: whether {visible(gone[0])}, which the baseline names, was renamed cannot be told"
        raise SsotError(message, deepen())
    return project.baseline or Baseline(), report


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError("--reason is empty", "say why the findings may stand for now")
    return text.strip()


def _held(file: Path) -> bytes | None:
    """What the file holds; nothing where it cannot be read, or is a device without an end, which the run itself says better."""
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None


def _write(asked: Asked, baseline: Baseline) -> int:
    """Write the file where it changes; the exit code. Raises SsotError when somebody else wrote it since this run began."""
    text = store.render(baseline)
    count = f"entries: {len(baseline.entries):,}"
    with turn(asked.file.parent):
        now = _held(asked.file)
        if now != asked.there:
            message = f"another run has written {asked.name} since this one began"
            raise SsotError(message, "nothing was written here: run the command again, so that what the other one said stays")
        if now != text.encode():
            store.save(asked.file, baseline)
    say(f"{asked.name}: nothing to change; {count}" if now == text.encode() else f"{asked.name}: written; {count}")
    if now != text.encode() and not asked.named:
        say(f"help: name it in the registry, `enforcement: {{baseline: {asked.name}}}`, or in pyproject.toml, [tool.ssot-check] baseline")
    return 0


def _advise(asked: Asked) -> None:
    """Two branches that add entries at the same place conflict, unless git is told that the lines of both may stay."""
    path = lockfile.relative_name(asked.file, asked.config.root)
    if not path.startswith("../") and merge_driver(asked.config.root, path) not in {None, UNION}:
        say(f"help: `{asked.name} merge=union` in .gitattributes lets branches that both add entries merge without a conflict")


def _differences(report: Report) -> Iterator[str]:
    yield from (f"+ {_line(finding)}" for finding in report.findings if not finding.code.startswith("SSOT8"))
    yield from (f"- {_entry_line(entry)}" for entry in report.stale)
    yield from (f"! {_entry_line(entry)} (until {entry.until})" for entry in report.expired)


def _line(finding: Finding) -> str:
    return visible(f"{finding.location}: {finding.code} {finding.message}")


def _entry_line(entry: BaselineEntry) -> str:
    known = entry.identity
    times = f" ({entry.count} times)" if entry.count > 1 else ""
    return visible(f"{known.path}: {known.code} {known.scope}{times}, known since {entry.first_seen}: {entry.reason}")

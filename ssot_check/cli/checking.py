"""What `ssot-check check` does: options in, report and exit code out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from ssot_check import __version__, discovery
from ssot_check.cli.output import PIPE_WIDTH, TEXT_FORMATS, OutputClosedError, emit, say
from ssot_check.cli.progress import shown
from ssot_check.cli.request import Request, configure, remove_report, request, tell_root, withdraw
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import RegistryError, SsotError, UsageError
from ssot_check.model.problem import Problem
from ssot_check.model.report import Completeness, Report
from ssot_check.model.suggest import refuse_unknown
from ssot_check.model.verdict import Verdict
from ssot_check.workspace.services import running
from ssot_check.workspace.settings import Value

_FLAGS = ("statistics", "quiet", "verbose", "no-cache")
_LISTS = ("select", "ignore", "domain")
_SINGLE = ("registry", "baseline", "fail-on", "format", "token-budget", "color", "jobs", "cache-dir")

Given: TypeAlias = Mapping[str, Value | None]
"""What the command line says, by the name of the setting; what it does not say is left to the other sources."""


def check(options: Mapping[str, object], said: Mapping[str, object]) -> int:
    """Do what the `options` ask for, of which the command line has `said` some; the exit code. Raises SsotError."""
    forms = discovery.format_names()
    outputs = _texts(options["output"])
    given = _given(said)
    once = partial(_once, options, given, outputs, forms)
    if not options["watch"]:
        return once()
    from ssot_check.cli import watch

    watch.refuse(options)
    return watch.watch(once, watch.looker(request(str(options["folder"]), given), options, outputs, forms))


def _once(options: Mapping[str, object], given: Given, outputs: tuple[str, ...], forms: tuple[str, ...]) -> int:
    """One run, and its exit code."""
    with ExitStack() as failing:
        failing.callback(withdraw, str(options["folder"]), outputs, forms)
        tell = _answer(options, given, outputs, forms)
        failing.pop_all()
    return tell()


def _answer(options: Mapping[str, object], given: Given, outputs: tuple[str, ...], forms: tuple[str, ...]) -> Callable[[], int]:
    """Do what was asked for; the call that tells the result and gives the exit code."""
    asked = request(str(options["folder"]), given)
    paths = _texts(options["paths"])
    piped = _is_piped(paths, options["stdin_filename"])
    config = configure(asked, () if piped else paths, outputs, forms, discovery.rule_codes)
    if options["show_settings"]:
        return partial(_show, _settings(asked))
    try:
        config = replace(config, registry=asked.registry(), no_baseline=_without_baseline(options))
        config = replace(config, no_suppressions=bool(options["no_suppressions"]), hints=bool(options["hints"]), **_states(options, asked))
        tell_root(asked, str(options["folder"]), config.registry or asked.root)
        if options["show_files"]:
            return partial(_show, _files(config))
        with shown(sys.stderr) as progress:
            config = replace(config, progress=progress)
            report, patch = _unsaved(asked, config, options) if piped else _report(config, options)
    except RegistryError as error:
        return partial(unread, error, config)
    _refuse_unknown_domains(config, report)
    return partial(deliver, report, config, exit_zero=bool(options["exit_zero"]), patch=patch)


def _report(config: Config, options: Mapping[str, object]) -> tuple[Report, str | None]:
    """The report, after the fixes that were asked for, and the patch that is shown in its place."""
    if options["diff"] or options["fix"] or options["unsafe_fixes"]:
        from ssot_check.cli.fix import mended

        return mended(config, options)
    from ssot_check.pipeline.check import check as run

    return run(config), None


def _is_piped(paths: tuple[str, ...], name: object) -> bool:
    """True when the text of one file comes from standard input. Raises UsageError where only half of that is said."""
    if "-" not in paths and name is None:
        return False
    if paths != ("-",) or not str(name or "").strip():
        raise UsageError("`-` and --stdin-filename FILE belong together, without other paths", "ssot-check check - --stdin-filename FILE")
    return True


def _unsaved(asked: Request, config: Config, options: Mapping[str, object]) -> tuple[Report, None]:
    from ssot_check.cli.unsaved import unsaved

    return unsaved(asked, config, options), None


def _show(text: str) -> int:
    emit(text)
    return 0


def _without_baseline(options: Mapping[str, object]) -> bool:
    if options["no_baseline"] and options["baseline"]:
        raise UsageError("--baseline and --no-baseline contradict each other", "give one of them")
    return bool(options["no_baseline"])


def _states(options: Mapping[str, object], asked: Request) -> dict[str, Any]:
    """Which states of the repository are compared, as fields of the Config."""
    ref = _named(options, "baseline_ref")
    if ref and (options["baseline"] or options["no_baseline"]):
        raise UsageError(f"--baseline-ref and {'--baseline' if options['baseline'] else '--no-baseline'} contradict each other", "give one")
    since = _named(options, "since")
    if since or running(os.environ):
        from ssot_check.cli.change import compared_with

        since = compared_with(options, since, asked.root)
    states: dict[str, Any] = {"since": since, "staged": bool(options["staged"]), "baseline_ref": ref}
    return {**states, "no_baseline": True} if ref else states


def _named(options: Mapping[str, object], name: str) -> str:
    """A revision, "" where none was asked for. An empty one is mostly a variable that was not set: to leave it out would hide that."""
    said = options[name]
    if said is not None and not str(said).strip():
        raise UsageError(f"--{name.replace('_', '-')} is empty", "name a branch, a tag or a commit, or leave the option out")
    return str(said or "")


def _refuse_unknown_domains(config: Config, report: Report) -> None:
    """A misspelt `--domain` would report nothing and look clean."""
    names = [domain.name for domain in report.domains]
    for name in config.domains:
        refuse_unknown(name, names, f"--domain {name}: {report.registry} has no such domain")


def deliver(report: Report, config: Config, *, exit_zero: bool = False, patch: str | None = None) -> int:
    """Write the report everywhere it was asked for, a `patch` in its place on standard output; the exit code.

    Raises SsotError when a file cannot be written.
    """
    code = int(report.verdict)
    if exit_zero and report.verdict is Verdict.FINDINGS:
        code = int(Verdict.CLEAN)
    failed: OSError | None = None
    try:
        if not config.mute:
            emit(render(report, config.format) if patch is None else patch)
    except OutputClosedError:
        pass  # whoever reads it has seen enough; the verdict stands
    except OSError as error:
        failed = error
    _write_outputs(report, config)
    if failed is not None:
        raise SsotError(f"the report cannot be written to standard output: {failed.strerror}", "check where it is sent") from failed
    return code


def render(report: Report, name: str) -> str:
    """The report in the format of that name."""
    return discovery.report_format(name).render(report)


def _write_outputs(report: Report, config: Config) -> None:
    """Write every file that can be written; of the others nothing stays that an earlier run wrote. Raises SsotError for them."""
    plain = replace(report.presentation, width=PIPE_WIDTH, colour=False, links=False, quiet=False, root_uri="", folds=False)
    if not config.outputs:
        return
    from ssot_check.workspace.write import write_atomically

    failed: list[tuple[str, OSError]] = []
    for name, file in config.outputs:
        try:
            write_atomically(Path(file), render(replace(report, presentation=plain), name))
        except OSError as error:
            failed.append((file, error))
            with suppress(OSError):
                remove_report(Path(file))
    if failed:
        said = "; ".join(f"{file} cannot be written: {error.strerror}" for file, error in failed)
        raise SsotError(said, "name a file in a folder that can be written") from failed[0][1]


def unread(error: RegistryError, config: Config) -> int:
    """No registry, no comparison. The outputs still say so: yesterday's file must not be taken for today's."""
    report = untrusted(error.problems, config)
    _write_outputs(report, config)
    if config.format in TEXT_FORMATS:
        raise error
    say(f"error: {error.message}")
    return deliver(report, replace(config, outputs=()))


def untrusted(problems: tuple[Problem, ...], config: Config) -> Report:
    """The report of a run that came to nothing."""
    return Report(
        verdict=Verdict.UNTRUSTED,
        findings=(),
        problems=problems,
        domains=(),
        completeness=Completeness(listed=0, analysed=0),
        rules=(),
        registry=problems[0].location.path if problems else "",
        dialect="",
        tool_version=__version__,
        narrowed=config.paths,
        presentation=config.presentation,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _files(config: Config) -> str:
    from ssot_check.cli.show import files_text
    from ssot_check.pipeline.scan import scan

    project = scan(config)
    return files_text(project.files, project.skipped, config)


def _given(said: Mapping[str, object]) -> Given:
    found = {name: said.get(name.replace("-", "_")) for name in (*_FLAGS, *_LISTS, *_SINGLE)}
    return {name: value for name, value in found.items() if isinstance(value, str | int | tuple)}


def _settings(asked: Request) -> str:
    from ssot_check.cli.show import settings_text

    return settings_text(asked)

"""From what was written on the command line to the one Config of a run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from ssot_check.cli.output import PIPE_WIDTH, check_format, parse_output, say, wants_colour
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass
from ssot_check.model.errors import UsageError
from ssot_check.model.report import Presentation
from ssot_check.model.suggest import nearest
from ssot_check.workspace import locate, settings

_NAMING: Final = frozenset(("json", "jsonl", "markdown", "compliance", "compliance-json", "html", "html-linked"))
"""Formats that say which commit they speak of: the others save the question."""
RUN_SETTINGS: Final = ("registry", "baseline", "fail_on", "jobs", "no_cache", "cache_dir")
"""What a command that audits everything takes over from `check`."""
_OF_SETTINGS: Final = ("SSOT902", "SSOT714")
"""Rules that tell of settings which let everything, or more, pass: a `select` in a file must not leave out what would tell of it."""
_WEAKENED: Final = "SSOT714"
"""The rule about what the change itself took out: an `ignore` in a file does not silence it, for the change may have written that."""
HOOK_VARIABLE: Final = "PRE_COMMIT"
"""Set by pre-commit and prek, which show at a terminal what a hook writes into a pipe."""


@dataclass(frozen=True, slots=True)
class Request:
    """The folder a run starts in, its root, and its settings with their origins. The registry is not looked for yet."""

    start: Path
    root: Path
    settings: settings.Settings

    def registry(self) -> Path:
        """The registry file. Raises UsageError or RegistryError when it is not there."""
        named = self.settings.text("registry")
        found = locate.named_registry(self._base("registry"), named) if named else locate.find_registry(self.start)
        return found if named and not self.is_in_file("registry") else locate.inside(found, self.root, "registry")

    def baseline(self) -> Path | None:
        """The baseline that the settings name; None leaves it to the registry."""
        named = self.settings.text("baseline")
        if not named:
            return None
        path = Path(os.path.abspath(self._base("baseline") / named))  # noqa: PTH100 -- resolve() would follow links
        return locate.inside(path, self.root, "baseline") if self.is_in_file("baseline") else path

    def cache_folder(self) -> Path | None:
        """The cache folder that the settings name; None leaves it to the usual places."""
        named = self.settings.text("cache-dir")
        if not named:
            return None
        path = Path(os.path.abspath(self._base("cache-dir") / named))  # noqa: PTH100 -- resolve() would follow links
        return locate.inside(path, self.root, "cache-dir", "name it with --cache-dir DIR") if self.is_in_file("cache-dir") else path

    def is_in_file(self, name: str) -> bool:
        """True when the setting is one of every run, and not of this one."""
        return self.settings.origins[name].startswith("pyproject.toml")

    def _base(self, name: str) -> Path:
        """What a path in this setting is relative to."""
        return self.root if self.is_in_file(name) else self.start


def request(folder: str, given: Mapping[str, settings.Value | None]) -> Request:
    """Find the root of a run that starts in `folder` and load its settings.

    "" stands for the `-C DIR` in front of the command, or for the current folder.
    """
    start = _start(folder)
    named = bool(given.get("registry") or os.environ.get(settings.PREFIX + "REGISTRY"))
    root = locate.find_root(start, registry_named=named)
    return Request(start, root, settings.load(root, os.environ, given))


def _start(folder: str) -> Path:
    folder = folder or _folder_before_command()
    try:
        start = Path(os.path.abspath(folder or "."))  # noqa: PTH100 -- resolve() would follow links
    except OSError as error:
        raise UsageError("the current folder does not exist any more", "start in a folder that exists") from error
    if not start.is_dir():
        raise UsageError(f"-C {folder}: no such folder", "name a folder that exists")
    return start


def tell_root(asked: Request, folder: str, registry: Path) -> None:
    """Say which folder is checked where only the current one says so: everything below it is read, and it may be the wrong one."""
    if not (folder or _folder_before_command()) and locate.is_adrift(asked.start, asked.root, registry):
        near = os.path.relpath(registry.parent, asked.start)
        say(f"note: no git and no registry here: all below {asked.root} is checked\nhelp: `-C {near}` checks the folder of the registry")


def withdraw(folder: str, outputs: Iterable[str], formats: tuple[str, ...]) -> None:
    """Remove what an earlier run wrote to `outputs`: after a run that comes to no report nobody must take it for this one's."""
    for output in outputs:
        with suppress(UsageError, OSError):
            remove_report(Path(parse_output(output, formats, formats[0], _start(folder))[1]))


def remove_report(target: Path) -> None:
    """Remove the file, if it is one that a run may have written. Raises OSError."""
    stream = target.is_symlink() and target.parts[1:2] in (("dev",), ("proc",))  # /dev/stdout: whatever the shell has opened
    if not stream and target.resolve().is_file():  # a device or a pipe is nobody's report: root would delete /dev/null
        target.resolve().unlink()


def _folder_before_command() -> str:
    if "click" not in sys.modules:  # nobody has read a command line with it
        return ""
    import click

    context = click.get_current_context(silent=True)
    return str(context.find_root().params.get("folder", "")) if context else ""


def configure(
    asked: Request, paths: Iterable[str], outputs: Iterable[str], formats: tuple[str, ...], codes: Callable[[], Sequence[str]]
) -> Config:
    """The Config of a run, without its registry. `codes` are asked for those of the rules only where some are named.

    Raises UsageError for every value that names nothing.
    """
    chosen = asked.settings
    if chosen.flag("quiet") and chosen.flag("verbose"):
        raise UsageError("--quiet and --verbose contradict each other", "give one of them")
    form = check_format(chosen.text("format"), formats)
    known = codes() if chosen.texts("select") or chosen.texts("ignore") else ()
    select, ignore = _codes(chosen, "select", known), _codes(chosen, "ignore", known)
    if select and asked.is_in_file("select"):
        select += tuple(code for code in _OF_SETTINGS if not code.startswith(select))
    if ignore and asked.is_in_file("ignore"):
        ignore += (f"!{_WEAKENED}",)
    if ignore and all(code.startswith((*ignore, "SSOT0")) for code in known if code.startswith(select or "SSOT")):
        raise UsageError("--ignore leaves no rule to run", "name the codes that shall not run, not all of them")
    written = tuple(parse_output(output, formats, form, asked.start) for output in outputs)
    _refuse_clash([target for _, target in written], str(asked.baseline() or ""))
    return Config(
        root=asked.root,
        paths=tuple(sorted({repository_path_of(path, asked) for path in paths})),
        select=select,
        ignore=ignore,
        domains=chosen.texts("domain"),
        fail_on=chosen.text("fail-on"),
        jobs=chosen.number("jobs"),
        max_file_bytes=chosen.number("max-file-bytes"),
        max_registry_bytes=chosen.number("max-registry-bytes"),
        format=form,
        outputs=written,
        names_commit=bool(_NAMING.intersection((form, *(name for name, _ in written)))),
        presentation=_presentation(chosen, asked.root),
        today=today(os.environ),
        baseline=asked.baseline(),
        use_cache=not chosen.flag("no-cache"),
        cache_folder=asked.cache_folder(),
        tell=say if chosen.flag("verbose") else str,
    )


def refuse_narrowing(config: Config, asked: Request) -> None:
    """Raises UsageError when the settings narrow to domains a run that is about the whole repository."""
    if config.domains:
        origin = asked.settings.origins["domain"]
        raise UsageError(f"{origin} narrows the run to {', '.join(config.domains)}", "an audit is about the whole repository")


def said(given: Mapping[str, object]) -> dict[str, settings.Value | None]:
    """What the command line says of the options of a whole run, by the name of the setting; the rest is left to the other sources."""
    found = {name.replace("_", "-"): given[name] for name in RUN_SETTINGS}
    return {name: value for name, value in found.items() if isinstance(value, str | int) and value is not False}


def _refuse_clash(targets: list[str], baseline: str) -> None:
    for target in targets:
        if target == baseline:
            raise UsageError(f"--output {target}: this is the baseline of the run", "name another file")
        if targets.count(target) > 1:
            raise UsageError(f"--output {target}: two reports into one file", "give each its own file")


def _presentation(chosen: settings.Settings, root: Path) -> Presentation:
    terminal = sys.stdout.isatty()
    colour = wants_colour(chosen.text("color"), os.environ, terminal=terminal)
    return Presentation(
        width=_width() if terminal else PIPE_WIDTH,
        colour=colour,
        links=colour and terminal,
        statistics=chosen.flag("statistics"),
        quiet=chosen.flag("quiet"),
        verbose=chosen.flag("verbose"),
        token_budget=chosen.number("token-budget"),
        root_uri=root.as_uri() + "/" if colour and terminal else "",
        folds=terminal or bool(os.environ.get(HOOK_VARIABLE)),
    )


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def today(environment: Mapping[str, str]) -> date:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org, seconds), else today in UTC."""
    said = environment.get("SOURCE_DATE_EPOCH", "")
    moment = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else time.time()
    return datetime.fromtimestamp(moment, UTC).date()


def repository_path_of(written: str, asked: Request, *, unsaved: bool = False) -> str:
    """The path of a file or folder, relative to the root; it must exist unless it is `unsaved`. Raises UsageError."""
    path = os.path.abspath(asked.start / written)  # noqa: PTH100 -- resolve() would follow links
    if not unsaved and not os.path.lexists(path):
        from ssot_check.cli.commands import COMMANDS

        order = f"a command comes before the paths: `ssot-check {written} PATH`"
        raise UsageError(
            f"no such file or folder: {written}", order if written in COMMANDS else "name paths that exist; they narrow the report"
        )
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120
    for candidate, root in ((path, str(asked.root)), (real, os.path.realpath(asked.root))):
        relative = os.path.relpath(candidate, root)
        if relative != os.pardir and not relative.startswith(os.pardir + os.sep):
            return relative.replace(os.sep, "/")
    raise UsageError(f"{written} lies outside the repository ({asked.root})", "name paths inside it, or start elsewhere with -C DIR")


def _codes(chosen: settings.Settings, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Rule codes or beginnings of them, in capitals; each must be the beginning of a known code."""
    wanted = tuple(part.strip().upper() for text in chosen.texts(name) for part in text.split(",") if part.strip())
    for code in wanted:
        if not any(rule.startswith(code) for rule in known):
            guess = nearest(code, known)
            where = chosen.origins[name]
            place = f"--{name}" if where == "command line" else f"{where}: {name}"
            help_line = f"did you mean {guess}? " if guess else ""
            raise UsageError(f"{place} {code}: no rule has such a code", f"{help_line}`ssot-check explain --list` shows all codes")
    return wanted

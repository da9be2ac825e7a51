"""Where text goes: reports to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.errors import UsageError
from ssot_check.model.regex import regex
from ssot_check.model.suggest import refuse_unknown
from ssot_check.reports.support.hygiene import visible_lines

PIPE_WIDTH: Final = 80
TEXT_FORMATS: Final = ("full", "concise", "grouped", "ai")
_SEEN: Final = 2_000
_REPORT: Final = regex(
    rb"ssot[-_]check|SSOT\d{3}|SSOT compliance|^(CLEAN|FAILED|PASSED|UNTRUSTED)\b|^state,severity,code,|^<checkstyle|\A\[\]\s*\Z"
    rb'|"label": "ssot"',
    re.MULTILINE,
)
"""What the beginning or the end of each format holds, with findings and without."""
_BASELINE: Final = regex(rb'\{\s*"version": \d+,\s*"entries"')
_BY_SUFFIX: Final = {
    ".txt": "full",
    ".log": "full",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".md": "markdown",
    ".csv": "csv",
    ".prom": "openmetrics",
    ".html": "html",
    ".htm": "html",
    ".svg": "badge-svg",
}


class OutputClosedError(Exception):
    """Whoever read standard output has gone away."""


def emit(text: str) -> None:
    """Write to standard output: UTF-8, or what the terminal takes. Raises OutputClosedError, or OSError when it cannot be written."""
    if not text:
        return
    encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    stream = sys.stdout.buffer
    try:
        stream.write(text.encode(encoding, "backslashreplace"))
        stream.flush()
    except BrokenPipeError as error:
        mute(1)
        raise OutputClosedError from error
    except OSError:
        mute(1)
        raise


def say(text: str) -> None:
    """Write lines for people to standard error, clean of control characters; a closed one is no reason to stop."""
    write_error("\n".join(visible_lines(text)))


def write_error(text: str) -> None:
    """Write text that is clean already (it may hold our own colours) to standard error."""
    import click

    try:
        click.echo(text, err=True)
    except OSError:
        mute(2)


def mute(descriptor: int) -> None:
    """Send what is still buffered for a closed stream to nowhere, so that the interpreter's last flush finds no fault."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, descriptor)
        os.close(sink)
    except OSError:
        return


def open_missing_streams() -> None:
    """Give a program that was started with closed streams (`>&-`) the null device for them: no file must get their number.

    Standard output gets it for reading only: a report that goes nowhere must not look delivered, so that writing it fails.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if descriptor == 1 else os.O_RDWR)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def wants_colour(asked: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """--color, then NO_COLOR (no-color.org), then FORCE_COLOR or CLICOLOR_FORCE, then a terminal that is not dumb."""
    if asked != "auto":
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environment.get("TERM") != "dumb"


def parse_output(written: str, formats: tuple[str, ...], chosen: str, start: Path) -> tuple[str, str]:
    """(format, absolute file) of `[FORMAT=]FILE`; without FORMAT the file's ending decides, else the format of the run.

    Raises UsageError for an unknown format, a folder, or a parent folder that is not there.
    """
    head, equals, tail = written.partition("=")
    if equals and re.fullmatch(r"\w[\w-]*", head):
        name, file = check_format(head, formats), tail
    else:
        file = written
        guess = _BY_SUFFIX.get(Path(file).suffix.lower(), chosen)
        name = guess if guess in formats else chosen
    target = Path(os.path.abspath(start / file))  # noqa: PTH100 -- resolve() would follow links
    if not file or os.path.isdir(target):  # noqa: PTH112 -- is_dir() raises for a name that is too long
        raise UsageError(f"--output {written}: {'no file is named' if not file else f'{file} is a folder'}", "write FORMAT=FILE")
    if not os.path.isdir(target.parent):  # noqa: PTH112
        there = os.path.lexists(target.parent)
        what, remedy = ("is no folder", "name another, or move the file away") if there else ("does not exist", "create it first")
        raise UsageError(f"--output {written}: {'' if there else 'the folder '}{target.parent} {what}", remedy)
    _spare(target, written)
    return name, str(target)


def _spare(target: Path, written: str) -> None:
    """A slip such as `--output src/app.py` must not cost a source file: only what may be a report is replaced."""
    if not os.path.isfile(target):  # noqa: PTH113
        return
    from ssot_check.pipeline.reading.claims import claims

    language = claims().by_path(target.name)
    if ".git" in target.parts or (language is not None and language.name != "json") or not _is_report(target):
        raise UsageError(f"--output {written}: this file exists and is no report", "name another file, or remove this one first")


def _is_report(file: Path) -> bool:
    """True when the beginning or the end of the file is that of a report, or there is nothing in it to lose."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_SEEN)
            stream.seek(max(0, file.stat().st_size - _SEEN))
            tail = stream.read(_SEEN)
    except OSError:
        return False
    return not head or (_REPORT.search(head + b"\n" + tail) is not None and _BASELINE.match(head) is None)


def check_format(name: str, formats: tuple[str, ...]) -> str:
    """The name, when there is such a format. Raises UsageError."""
    refuse_unknown(name, formats, f"unknown format {name!r}")
    return name

"""The history of audits: one JSON object a line, appended, never rewritten.

Two runs at once cannot mix their lines: each is written by one call in append mode. A line that a killed run left half
written is counted and passed over, and the next line begins on a line of its own.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.errors import SsotError, UsageError
from ssot_check.model.standing import History, Period, Standing
from ssot_check.model.verdict import Verdict

SCHEMA_VERSION: Final = 1
MAX_BYTES: Final = 50_000_000
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNTS: Final = ("new", "known", "suppressed", "waivers", "expired")


def read(file: Path, name: str) -> History:
    """The runs in `file`; none when it is not there. Raises UsageError when it is no history, SsotError when it cannot be read."""
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):  # a pipe would wait for ever, and a device may have no end
            raise UsageError(f"--history {name} is not a regular file", "name a file; the run is added to it")
        if file.is_file() and file.stat().st_size > MAX_BYTES:
            raise UsageError(f"--history {name}: more than {MAX_BYTES:,} bytes", "name a new file, and keep this one as an archive")
        text = file.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return History(name)
    except IsADirectoryError as error:
        raise UsageError(f"--history {name} is a folder", "name a file in it") from error
    except OSError as error:
        raise SsotError(f"the history {name} cannot be read: {error.strerror}", "check its permissions") from error
    lines = [line for line in text.split("\n") if line.strip()]
    runs = [from_line(line) for line in lines]
    if lines and not any(runs):
        raise UsageError(f"--history {name}: no line of this file is a run of ssot-check", "name another file; nothing was changed")
    return History(name, tuple(run for run in runs if run), sum(run is None for run in runs))


def append(file: Path, name: str, run: Standing) -> None:
    """Add one line. Raises SsotError when it cannot be written."""
    try:
        torn = _ends_in_a_line(file)
        data = (("\n" if torn else "") + as_line(run)).encode("utf-8")
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            if os.write(handle, data) != len(data):
                raise SsotError(f"the history {name} was not written in full", "make room on the disk")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise SsotError(f"the history {name} cannot be written: {error.strerror}", "name a file in a folder that can be written") from error


def _ends_in_a_line(file: Path) -> bool:
    """True when the last line has no end."""
    try:
        with file.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) != b"\n"
    except FileNotFoundError:
        return False
    except OSError:
        if file.stat().st_size:
            raise
        return False


def as_line(run: Standing) -> str:
    """The run as one line of JSON, with its end."""
    values: dict[str, object] = {"schema_version": SCHEMA_VERSION, "day": run.day, "period": run.period, "verdict": run.verdict}
    values |= {"score": run.score, **{name: getattr(run, name) for name in _COUNTS}, "domains": dict(sorted(run.domains.items()))}
    return json.dumps(values, allow_nan=False) + "\n"


def from_line(line: str) -> Standing | None:
    """The run of one line; None when it is none of this version."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.get("schema_version") != SCHEMA_VERSION:
        return None
    counts = [values.get(name) for name in _COUNTS]
    day, verdict, period = (str(values.get(name)) for name in ("day", "verdict", "period"))
    words = (verdict in {item.name.lower() for item in Verdict}, period in {item.value for item in Period}, _DAY.fullmatch(day))
    domains = values.get("domains")
    scores = [values.get("score"), *(domains.values() if isinstance(domains, dict) else ())]
    if not all(words) or not isinstance(domains, Mapping) or not all(_is_count(count) for count in counts):
        return None
    if not all(score is None or (_is_count(score) and score <= 100) for score in scores):
        return None
    found = dict(zip(_COUNTS, (int(str(count)) for count in counts), strict=True))
    return Standing(day, period, verdict, values["score"], **found, domains={str(name): score for name, score in domains.items()})


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

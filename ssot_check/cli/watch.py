"""`ssot-check check --watch`: the check again after every change, until Ctrl-C. Imported only when it is asked for.

Files are looked at, not subscribed to: one listing by git and a look at sizes and times is exact on every system and file system, and
the check that follows costs more. A watched repository takes at most a tenth of a processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NoReturn

from ssot_check.cli.errors import show_error
from ssot_check.cli.output import parse_output, say
from ssot_check.cli.request import Request
from ssot_check.model.errors import SsotError, UsageError
from ssot_check.model.listed import listed
from ssot_check.workspace.cache_places import FOLDER
from ssot_check.workspace.pulse import State, index_files, states

LEAST_PAUSE: Final = 0.5
"""Seconds between two looks."""
_SHARE: Final = 10
_NAMED: Final = 3
_RESTLESS: Final = 10
_ALONE: Final = ("stdin_filename", "fix", "diff", "unsafe_fixes", "show_files", "show_settings")
_GIT_STATES: Final = ("staged", "since", "baseline_ref")

Look = Callable[[], Mapping[str, State]]


def refuse(options: Mapping[str, object]) -> None:
    """Raises UsageError for what is done once."""
    for name in _ALONE:
        if options[name]:
            raise UsageError(f"--watch and --{name.replace('_', '-')} contradict each other", "give one of them")


def looker(asked: Request, options: Mapping[str, object], outputs: tuple[str, ...], formats: tuple[str, ...]) -> Look:
    """What is looked at: every listed file, and git's index where the check depends on it; not what the check writes."""
    written = [Path(parse_output(output, formats, formats[0], asked.start)[1]) for output in outputs]
    own = (*written, asked.cache_folder() or asked.root / FOLDER)
    others = index_files(asked.root) if any(options[name] for name in _GIT_STATES) else ()
    registry = asked.settings.text("registry")
    others = (*others, asked.start / registry) if registry else others
    return lambda: states(asked.root, others, own)


def watch(run: Callable[[], int], look: Look, pause: Callable[[float], object] = time.sleep) -> NoReturn:
    """Run, and run again whenever a look shows something else. Ends by an exception only: Ctrl-C, or a fault of ours.

    What is wrong with the repository, its registry or its settings is told and waited out, because it is being edited; a UsageError
    of the first run is raised.
    """
    seen = look()  # before the run: what changes while it lasts is a change
    is_first = True
    while True:
        try:
            run()
        except SsotError as error:
            if is_first and isinstance(error, UsageError):
                raise
            show_error(error)
        say(f"watching {len(seen):,} files; Ctrl-C ends")
        now = _changed(seen, look, pause)
        say(f"changed: {_told(seen, now)}")
        seen, is_first = now, False


def _changed(seen: Mapping[str, State], look: Look, pause: Callable[[float], object]) -> Mapping[str, State]:
    """The first other state that stays for two looks: an editor, or git, writes many files one by one.

    A file that never rests (a log in the tree) must not hide the others: after _RESTLESS looks the state is taken as it is.
    """
    last, restless = seen, 0
    while True:
        started = time.perf_counter()
        now = look()
        restless += now != seen
        if now != seen and (now == last or restless >= _RESTLESS):
            return now
        last = now
        pause(max(LEAST_PAUSE, _SHARE * (time.perf_counter() - started)))


def _told(before: Mapping[str, State], after: Mapping[str, State]) -> str:
    return listed(sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)), _NAMED)

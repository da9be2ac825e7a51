"""How the repository's hooks and pipelines come to run something: what they start, through which files, and what takes the result away."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location

CALL: Final = "uses"
"""The first word of a command that stands for another file of the repository."""


class Host(StrEnum):
    """What starts a command; the value is the word used in messages."""

    HOOK = "hook"
    CI = "pipeline"
    CRON = "crontab"
    CALLED = "script"  # starts nothing by itself: a Makefile, package scripts, a shell script


@dataclass(frozen=True, slots=True)
class Mask:
    """Something that takes the exit code of a command away. `reason` is a clause ("`|| true` swallows its exit code")."""

    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of files without which something does not run.

    `patterns` are globs, a leading `!` takes out; with `regex` they are expressions of which one must be found in the path; `excludes`
    turns the choice round. `key` is what it is called in its file.
    """

    key: str
    patterns: tuple[str, ...]
    location: Location
    regex: bool = False
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command line: its words ("" for one that is known only at run time), where it stands, and what masks it there.

    `version` is a version that is given beside it (`rev` of a hook, `@v1` of an action), "" when none is.
    """

    words: tuple[str, ...]
    location: Location
    masks: tuple[Mask, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Commands that run together: a job, a hook, a target, a function, a script ("" is what runs when the file is run)."""

    name: str
    commands: tuple[Command, ...] = ()
    masks: tuple[Mask, ...] = ()
    filters: tuple[Filter, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WiredFile:
    """One file that starts or holds commands."""

    path: str
    host: Host
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A filter, and what of the owners and the registry does not pass it, sorted."""

    filter: Filter
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One way in which the tool comes to run: `path` starts it, `command` runs it, in that file or in one that it calls.

    `masks` and `filters` are all that stand on the way.
    """

    host: Host
    path: str
    task: str
    command: Command
    masks: tuple[Mask, ...] = ()
    filters: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A version of the tool that a file fixes."""

    version: str
    location: Location
    what: str


@dataclass(frozen=True, slots=True)
class Wiring:
    """`starters` are the files that start commands by themselves, sorted; `routes` lead to the tool; `reached` are all files that they run.

    `pins` are the versions of the tool that are written anywhere. `read` are all files whose text was looked at for this.
    """

    starters: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    reached: frozenset[str] = frozenset()
    pins: tuple[Pin, ...] = ()
    read: frozenset[str] = frozenset()

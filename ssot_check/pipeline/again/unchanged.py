"""The report of an earlier run that was asked the same about the same repository: then nothing is read, compared or judged again.

A report depends on the program, on what was asked, on the registry and the known findings, on which files git lists and how they are
chosen, and on the bytes of listed files. All of that is in the state that is kept beside a report; one that any of it could have
changed is not taken. What a new rule looks at beyond the listed files must be added to `asked`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, names_of, replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.registry import Registry
from ssot_check.model.report import Presentation, Report
from ssot_check.pipeline.again.days import as_of
from ssot_check.pipeline.again.prose import Prose, again, prose, without_prose
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.reading.version import project_version
from ssot_check.pipeline.start import Start
from ssot_check.pipeline.states.earlier import earlier_baseline
from ssot_check.workspace import git
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.files import Survey
from ssot_check.workspace.revisions import head

_NOT_ASKED: Final = frozenset(
    ("jobs", "format", "outputs", "presentation", "use_cache", "cache_folder", "tell", "mute", "progress", "names_commit", "today")
)
"""Parts of a Config that change where and how a report is written, not what it says; which day it is, a report says itself."""
_NOTHING: Final = ""
GIT: Final = "git"


@dataclass(frozen=True, slots=True)
class Standing:
    """A report as it is kept, the state for which it was made, and what the registry said beside it to people."""

    state: str
    report: Report
    prose: Prose


def recalled(config: Config, start: Start) -> Report | None:
    """What an earlier run said, without the lines to show; None when this one may say something else."""
    memory = _usable(config, start)
    if memory is None:
        return None
    now = _state(config, start, memory.digest)  # asked in any case: `keep` wants to know how every file stood before it was read
    known = memory.cache.read(_place(config, memory, now), lambda data: decode(Standing, data))
    if known is None or known.state != now:
        return None
    dated = as_of(known.report, config.today)
    report = again(dated, known.prose, start) if dated else None
    if report is None:
        return None
    memory.finish()
    return replace(report, presentation=config.presentation)


def keep(config: Config, start: Start, report: Report) -> None:
    """Keep the report for `recalled`, unless a file was written while the run went on, or so shortly before that it may have been."""
    memory = _usable(config, start)
    state = _state(config, start, memory.settled) if memory is not None else _NOTHING
    if memory is None or state == _NOTHING:
        return
    memory.finish()
    bare = replace(report, sources={}, presentation=Presentation(), checkout=None)
    memory.cache.put({_place(config, memory, state): encode(Standing(state, bare, prose(start.registry)))}, {})


def _usable(config: Config, start: Start) -> Memory | None:
    """The memory, when the run is about the work tree as it is saved, and about nothing else."""
    elsewhere = config.since or config.baseline_ref or config.staged or start.request.overlay or start.request.objects is not None
    return None if elsewhere or start.memory is None or not start.memory.cache.is_open else start.memory


def _place(config: Config, memory: Memory, state: str) -> str:
    """Where the report is kept: sixteen for each question, so that old answers make room, and a change that is taken back costs nothing."""
    return digest_parts(("report", memory.context, state[:1], *question(config)))


def _state(config: Config, start: Start, digest: Callable[[str], str]) -> str:
    """Digest of all that the report depends on, _NOTHING when that cannot be told for certain."""
    registry = start.registry
    meant = any(registry.path in paths for paths in start.survey.selected.values())
    paths = sorted(start.survey.tree.files - (frozenset() if meant else {registry.path}))  # else all that is read of it is in `asked`
    contents = [digest(path) or special(config, path) for path in paths]
    if not all(contents):
        return _NOTHING
    return digest_parts((*asked(config, start, without_prose(registry)), *history(start), *chosen(start.survey), *paths, "\0", *contents))


def question(config: Config) -> Iterable[str]:
    """What is asked, as far as it changes what a report says."""
    return (f"{name}={getattr(config, name)!r}" for name in names_of(type(config)) if name not in _NOT_ASKED)


def asked(config: Config, start: Start, registry: Registry) -> Iterable[str]:
    """The registry, the known findings, now and before, and what is read of a file that git may not list."""
    yield from (repr(registry), repr(start.baseline), repr(start.audit), *map(repr, start.problems))
    yield repr(earlier_baseline(config, start.baseline))
    if any(entry.remove_in for entry in start.registry.all_deprecated):
        yield repr(project_version(start.registry.version_from, reader(start.request)))


def history(start: Start) -> Iterable[str]:
    """Whether a deprecated file came back is known from the history."""
    if start.registry.all_deprecated and start.survey.lister == GIT:
        yield head(start.request.root)


def chosen(survey: Survey) -> Iterable[str]:
    """Which files there are, and what each is to the run."""
    yield f"{survey.lister}\0{survey.tree.shallow}"
    for paths in (survey.tree.ignored, survey.tree.executable, survey.tests, survey.scanned):
        yield from ("\0", *sorted(paths))
    yield from ("\0", *map(repr, survey.skipped))
    for mapping in (survey.tree.renames, survey.owners):
        yield from ("\0", *(f"{key}\0{value}" for key, value in sorted(mapping.items(), key=repr)))
    for entry, paths in sorted(survey.selected.items()):
        yield f"\0{entry}\0{paths}"


def special(config: Config, path: str) -> str:
    """What stands for the bytes of a link, a folder, a file that is gone or too large to be read; "" for any other file."""
    place = os.path.join(os.fsencode(config.root), git.encode(path))  # noqa: PTH118
    try:
        state = os.lstat(place)
    except OSError:
        return "gone"
    if os.path.islink(place):  # noqa: PTH114
        return f"link to {os.readlink(place)!r}"  # noqa: PTH115
    if os.path.isdir(place):  # noqa: PTH112
        return "folder"
    large = state.st_size > config.max_file_bytes
    return f"large: {state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}" if large else _NOTHING

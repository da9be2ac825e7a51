"""What is asked of a run: what its report depends on beside the program and the bytes of the listed files.

What a new rule looks at beyond the listed files must be added to `asked`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import names_of
from ssot_check.model.registry import Registry
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.start import Start
from ssot_check.pipeline.states.earlier import earlier_baseline
from ssot_check.workspace import git
from ssot_check.workspace.files import Survey
from ssot_check.workspace.revisions import head

_NOT_ASKED: Final = frozenset(
    ("jobs", "format", "outputs", "presentation", "use_cache", "cache_folder", "tell", "mute", "progress", "names_commit", "today")
)
"""Parts of a Config that change where and how a report is written, not what it says; which day it is, a report says itself."""
GIT: Final = "git"


def question(config: Config) -> Iterable[str]:
    """What is asked, as far as it changes what a report says."""
    return (f"{name}={getattr(config, name)!r}" for name in names_of(type(config)) if name not in _NOT_ASKED)


def asked(config: Config, start: Start, registry: Registry) -> Iterable[str]:
    """The registry, the known findings, now and before, and what is read of a file that git may not list."""
    yield from (repr(registry), repr(start.baseline), repr(start.audit), *map(repr, start.problems))
    yield repr(earlier_baseline(config, start.baseline))
    if any(entry.remove_in for entry in start.registry.all_deprecated):
        from ssot_check.pipeline.reading.version import project_version

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
    return f"large: {state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}" if large else ""

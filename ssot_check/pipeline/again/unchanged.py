"""The report of an earlier run that was asked the same about the same repository: then nothing is read, compared or judged again.

A report depends on the program, on what was asked, on the registry and the known findings, on which files git lists and how they are
chosen, and on the bytes of listed files. All of that is in the state that is kept beside a report; one that any of it could have
changed is not taken. What a new rule looks at beyond the listed files must be added to `question.asked`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.report import Presentation, Report
from ssot_check.pipeline.again.days import as_of
from ssot_check.pipeline.again.prose import Prose, again, prose, without_prose
from ssot_check.pipeline.again.question import asked, chosen, history, question, special
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.start import Start
from ssot_check.workspace.cache_codec import decode, encode

_NOTHING: Final = ""


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

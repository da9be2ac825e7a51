"""A change that gives no reason for a finding: what was said of the state before it is said again, with its numbers brought up to date.

Only the files that differ are read. Where any of them might come to a finding, or might change what is said of others, nothing is concluded
here, and the whole repository is looked at. So whatever is told from here is what a whole run would tell: a narrowed report holds nothing
but what stands in staged files or speaks of them, and of the files that the registry does not name each is judged by what it holds itself.
A whole report also holds what was found elsewhere: there `pipeline.apart` asks whether any of it may hang on a file that differs.
What a new rule lets one file say of another must be asked in `look`, or there.
"""

from __future__ import annotations

from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.report import Report
from ssot_check.model.staged import Staged
from ssot_check.pipeline.again.calm import Calm, known, usable
from ssot_check.pipeline.again.contents import are_listed, contents, differing
from ssot_check.pipeline.again.look import Look
from ssot_check.pipeline.again.owners import UnsureError
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.start import Start
from ssot_check.pipeline.states.staged import staged

MOST: Final = 100
"""So many files may differ; with more the whole repository is looked at, and what is kept made anew."""


def told(config: Config, start: Start) -> Report | None:
    """The report of this run, without the lines to show; None when everything must be looked at."""
    memory = usable(config, start)
    report = _told(config, start, memory) if memory is not None else None
    if memory is not None and report is None:
        contents(config, start, memory.digest)  # what is kept later wants to know how every file stood before it was read
    return report


def _told(config: Config, start: Start, memory: Memory) -> Report | None:
    calm = known(config, start, memory)
    report = _told_since(calm, config, start, memory) if calm is not None else None
    touched = staged(start.side, start.registry) if report is None else None
    if touched is None or start.survey.owners.keys().isdisjoint(touched.paths):
        return report
    # Of staged owners only a run about everything knows enough, and the state that it was about may be an earlier one.
    wide = known(replace(config, staged=False), start, memory)
    if wide is None or wide.report.findings or wide.report.known or wide.report.suppressed:
        return None
    return _told_since(wide, config, start, memory)


def _told_since(calm: Calm, config: Config, start: Start, memory: Memory) -> Report | None:
    """What is told by what was kept of one state; None when everything must be looked at."""
    changed = differing(config, start, memory.digest, calm)
    files, then = start.survey.tree.files, calm.contents
    gone = frozenset(then.keys() - files) if not are_listed(start, calm) else frozenset[str]()
    touched = staged(start.side, start.registry) or Staged(frozenset(changed), start.registry.path)
    paths = (touched.paths & files) | changed.keys()
    meant = touched.lines or touched.domains  # lines of the registry mean a file that the commit takes away
    if not touched.paths or meant or len(paths) + len(gone) > MOST or not all(changed.values()):
        return None
    look = Look(config, start, memory, calm, touched, paths, paths - then.keys(), gone, then)
    try:
        return look.report() if look.is_plain() else None
    except UnsureError:
        return None

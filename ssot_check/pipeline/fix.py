"""Repairs: which edits of a report can be made, what the files are then, and writing them.

Nothing is written that was not made for the file as it stands, and nothing that reads worse than before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ssot_check.fixes.apply import ANY_BREAK, MisplacedError, apply, patch
from ssot_check.fixes.plan import Item, Left, Plan, plan
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Safety
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.read import Request, read_one
from ssot_check.workspace import lockfile, rewrite

ROUNDS: Final = 10
"""A repair may make room for another one; so many times the repository is looked at anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after; `text` is the new text with the file's own line ends, `data` the same in its encoding."""

    before: rewrite.Original
    text: str
    data: bytes

    @property
    def patch(self) -> str:
        """The change as a unified diff."""
        return patch(self.before.path, self.before.text, self.text)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes by path, what they mend, and what could be mended and is not."""

    changes: tuple[Change, ...] = ()
    mended: tuple[Item, ...] = ()
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`report` is what was found after the repairs; `files` are the paths that were written."""

    report: Report
    mended: tuple[Item, ...] = ()
    left: tuple[Left, ...] = ()
    files: tuple[str, ...] = ()


def propose(project: Project, report: Report, config: Config, safeties: Collection[Safety]) -> Proposal:
    """What the repairs of these sorts make of the files. Reads, and writes nothing."""
    everything: tuple[Item, ...] = (*report.problems, *report.findings)
    wanted = [item for item in everything if item.fix is not None and item.fix.safety in safeties]
    if reason := _uncertain(report, config):
        return Proposal(left=tuple(Left(item, reason) for item in wanted if item.fix and item.fix.edits))
    paths = {edit.location.path: edit.digest for item in wanted if item.fix for edit in item.fix.edits}
    files: dict[str, rewrite.Original] = {}
    refused: dict[str, str] = {}
    for path in sorted(paths):
        file = _original(project, config, path)
        if isinstance(file, str):
            refused[path] = file
        elif file.digest != paths[path]:
            refused[path] = "it differs from what is staged" if config.staged else "it changed since it was checked"
        else:
            files[path] = file
    while True:
        made = plan(wanted, safeties, refused)
        changes, bad = _changes(project, config, made, files)
        if not bad:
            return Proposal(changes, made.taken, made.left)
        refused |= bad


def fix(config: Config, safeties: Collection[Safety]) -> Outcome:
    """Check, repair, and check again until nothing is left to repair."""
    mended: list[Item] = []
    files: set[str] = set()
    for _ in range(ROUNDS):
        project, report = checked(config)
        proposal = propose(project, report, config, safeties)
        written, reasons = _write(config, proposal.changes)
        files |= written
        done = [item for item in proposal.mended if not reasons.keys() & _paths(item)]
        mended += done
        failed = tuple(Left(item, _unwritten(item, reasons)) for item in proposal.mended if reasons.keys() & _paths(item))
        if not written or config.staged:
            break
    # What is staged stays as it is until somebody stages the repaired files.
    return Outcome(report, tuple(mended), (*proposal.left, *failed), tuple(sorted(files)))


def _uncertain(report: Report, config: Config) -> str:
    """Why it cannot be told which findings are meant to stay; "" when it can."""
    broken = {problem.code for problem in report.problems if problem.severity is Severity.ERROR}
    if "SSOT012" in broken:
        return "the baseline cannot be read, so what it lets stand is not known"
    if broken and (config.since or config.baseline_ref):
        return "the verdict cannot be trusted, so what was there before is not known"
    return ""


def _write(config: Config, changes: Iterable[Change]) -> tuple[set[str], dict[str, str]]:
    """Paths that were written, and for the others why not."""
    said = {change.before.path: rewrite.put(config.root, change.before, change.data) for change in changes}
    return {path for path, reason in said.items() if not reason}, {path: reason for path, reason in said.items() if reason}


def _paths(item: Item) -> set[str]:
    return {edit.location.path for edit in item.fix.edits} if item.fix else set()


def _unwritten(item: Item, reasons: Mapping[str, str]) -> str:
    path = min(reasons.keys() & _paths(item))
    return f"{path} is left alone: {reasons[path]}"


def _original(project: Project, config: Config, path: str) -> rewrite.Original | str:
    if path == project.registry.path:
        return rewrite.original(config.root, path, config.max_registry_bytes, "utf-8")
    return rewrite.original(config.root, path, config.max_file_bytes)


def _changes(
    project: Project, config: Config, made: Plan, files: Mapping[str, rewrite.Original]
) -> tuple[tuple[Change, ...], dict[str, str]]:
    """The changed files, and for files that cannot be changed so the reason."""
    changes: list[Change] = []
    bad: dict[str, str] = {}
    for path, edits in made.edits.items():
        file = files[path]
        breaks: re.Pattern[str] = lockfile.BREAK if path == project.registry.path else ANY_BREAK
        try:
            text = apply(file.text, edits, breaks)
        except MisplacedError:
            bad[path] = "a repair speaks of a place that it does not have"
            continue
        data = rewrite.encoded(file, text)
        if data is None:
            bad[path] = f"the repair cannot be written in its encoding {file.codec}"
        elif _problems(project, config, path, data) - _problems(project, config, path, file.data):
            bad[path] = "it would not read well after the repair"
        elif data != file.data:
            changes.append(Change(file, text, data))
    return tuple(changes), bad


def _problems(project: Project, config: Config, path: str, data: bytes) -> Counter[str]:
    """What hinders reading a file of these bytes: problems by code."""
    found: Iterable[Problem]
    if path == project.registry.path:
        found = lockfile.understand(data, path, config.root).problems
    elif path not in project.files:
        found = ()  # a text that no language reads
    else:
        language = claims().by_name[project.files[path].language]
        owned = frozenset((path,))  # no mark in the text must hide it from the reader
        request = Request(config.root, max(config.max_file_bytes, len(data)), frozenset(), owned, {})
        result = read_one(request, path, language, data)
        found = result.problems if isinstance(result, ParsedFile) else (Problem(result.reason.value, "", Location(path)),)
    return Counter(item.code for item in found)

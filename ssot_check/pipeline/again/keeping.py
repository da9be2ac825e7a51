"""Keeps of a run what the next one about a few files wants to know: nothing of this is loaded where little has changed."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from ssot_check.model.changes import Changes
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.numbers import Numbers
from ssot_check.model.phase import Diff
from ssot_check.model.project import Project
from ssot_check.model.report import Presentation, Report
from ssot_check.model.source import Skip
from ssot_check.model.staged import Staged
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again import kinds, takers
from ssot_check.pipeline.again.calm import Calm, Whole, place, usable
from ssot_check.pipeline.again.contents import contents
from ssot_check.pipeline.again.names import asked_names
from ssot_check.pipeline.again.owners import records as owner_records
from ssot_check.pipeline.again.packs import pack
from ssot_check.pipeline.again.plain import wiring_digest
from ssot_check.pipeline.again.recollect import key_of
from ssot_check.pipeline.again.sure import Witness, witness
from ssot_check.pipeline.hay import compared_as, families
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.roles import packed, rest_of, roles_by_path
from ssot_check.pipeline.reading.roots import imported_names, is_resolving, last_name
from ssot_check.pipeline.start import Start
from ssot_check.pipeline.states.staged import nothing_staged
from ssot_check.rules.support.blindness import room
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.files import Listed

_FILTERED: Final = frozenset((Skip.LFS_POINTER, Skip.BINARY))
"""How a file looks that a filter of git has not yet written as it is meant.

A pointer, and what is encrypted, becomes another text on the disk without becoming another object: `git lfs pull` and the like.
"""


class Judge(Protocol):
    """Says what the rules find in a project, with or without hints."""

    def __call__(self, project: Project, *, hints: bool) -> Report:
        """The report, as the run's configuration asks for it."""


def keep(config: Config, start: Start, project: Project, told: Report, judge: Judge) -> None:
    """Keep what `judge` says of the project when nothing is staged; and what was `told`, where it is about the whole repository."""
    memory = usable(config, start)
    if memory is None:
        return
    # Before the question whether a file is still what was read: then it was so when git was asked.
    seen = witness(config)
    settled = contents(config, start, memory.settled)
    now = settled | {path: file.digest for path, file in project.files.items()}
    staged = Staged(frozenset(), project.registry.path)
    said = tuple(problem for problem in project.problems if problem != nothing_staged(project.registry))
    bare = replace(project, staged=staged, diff=Diff(frozenset(), frozenset()), changes=Changes(pending=True), problems=said)
    report = judge(bare, hints=config.hints)
    narrowed = bool(config.paths or config.domains)
    hay = compared_as(project)
    whole = None if config.staged or narrowed else _whole(project, told, judge)
    everywhere = replace(bare, staged=None, diff=None)
    survey = start.surveyor.survey(Listed(seen.index.listing)) if seen is not None else None
    roles = roles_by_path(start.survey, start.registry)
    imported = Counter(name for file in project.files.values() for name in imported_names(file))
    is_alike = survey is not None and roles_by_path(survey, start.registry) == roles
    kept = Calm(
        files=pack(sorted(now)),
        told=pack(now[path] for path in sorted(now)),
        sure=_sure(config, start, seen, project, settled, now) if seen else array("B", bytes(len(now))),
        index=array("B", seen.index.raw if seen else b""),
        shape=seen.index.shape if seen and is_alike else "",
        resolving=tuple(filter(is_resolving, sorted(now))),
        roles=packed(roles, rest_of(start.survey)),
        report=replace(report, sources={}, presentation=Presentation()),
        sums=key_of(memory, hay, start.survey.tree.files),
        wired=tuple(sorted(project.wiring.read)),
        wiring=wiring_digest(project.wiring),
        families=families(),
        roots={name: project.roots(name) for name, language in sorted(claims().by_name.items()) if language.roots is not None},
        imported=tuple(sorted(imported)),
        importers=array("I", (imported[name] for name in sorted(imported))),
        room=room(project),
        spoken=whole.spoken if whole else None if narrowed else _spoken(everywhere, judge(everywhere, hints=True)),
    )
    memory.finish()
    if seen is not None and survey is not None:
        memory.cache.put(start.surveyor.record(seen.index, survey), {})
    memory.cache.put({**owner_records(memory, kept.sums, hay, kept.listed), **kinds.record(memory, kept.sums, hay, project)}, {})
    told_of_none = not (report.findings or report.known or report.suppressed)
    records = {place(config, start, memory, whole=False): encode(kept)} if told_of_none else {}
    if whole is not None:
        records[place(config, start, memory, whole=True)] = encode(replace(kept, whole=whole))
    memory.cache.put({**records, **takers.record(kept.sums, project.files, kept.listed)}, {})


def _sure(config: Config, start: Start, seen: Witness, project: Project, settled: Mapping[str, str], now: Mapping[str, str]) -> Numbers:
    """How sure it is that each file holds what it holds `now` while the index names the same object."""
    from_git = start.request.objects.ids if start.request.objects is not None else {}
    other = {*from_git, *(item.path for item in project.skipped if item.reason in _FILTERED)}
    asked = {path for path, content in now.items() if path not in other and content == settled[path]}
    before = start.memory and start.memory.cache.read(place(config, start, start.memory, whole=False), lambda data: decode(Calm, data))
    return seen.sureness(now, asked, config.max_file_bytes, before or None)


def _whole(project: Project, told: Report, judge: Judge) -> Whole:
    bare = replace(told, sources={}, presentation=Presentation(), checkout=None)
    return Whole(
        report=bare,
        spoken=_spoken(project, judge(project, hints=True) if told.held_back else told),
        asked=asked_names(project),
        starred=tuple(sorted({last_name(name) for file in project.files.values() for name in file.stars})),
        unreferred=project.evidence.unreferred,
        is_matched=any(True for _ in _matched(project)),
    )


def _spoken(project: Project, said: Report) -> tuple[str, ...]:
    """The files that copies stand in, or anything that is `said`, hints included."""
    spoken = {unit.location.path for unit in _matched(project)} | {problem.location.path for problem in said.problems}
    for item in (*said.findings, *said.known, *said.already, *(one.finding for one in said.suppressed)):
        spoken |= {item.location.path, *(part.location.path for part in item.related), *(part.path for part in item.further)}
    return tuple(sorted(spoken))


def _matched(project: Project) -> Iterable[Unit]:
    """Every unit that was found to be a copy, or to have one, and every stray."""
    yield from (unit for match in project.matches for unit in (match.owner, match.copy))
    yield from (unit for shadow in project.shadows for unit in (shadow.owner, shadow.copy))
    yield from (unit for group in project.clone_classes for unit in group.units)
    yield from (item.unit for item in project.strays)

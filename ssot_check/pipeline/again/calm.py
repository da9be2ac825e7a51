"""What is kept of a run, so that the next one about staged files need look at nothing but what differs.

It is the report that a run about staged files would have given had nothing been staged, and the sums from which rarity follows. A run about
the work tree keeps it too: files that git does not know yet are gone then for the run that looks at the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from ssot_check.model.changes import Changes
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.model.errors import UsageError
from ssot_check.model.phase import Diff
from ssot_check.model.project import Project
from ssot_check.model.replacement import Roots
from ssot_check.model.report import Presentation, Report
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.staged import Staged
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again import kinds
from ssot_check.pipeline.again.days import as_of
from ssot_check.pipeline.again.owners import records as owner_records
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.again.unchanged import GIT, asked, history, question, special
from ssot_check.pipeline.hay import compared_as, families
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.roles import Roles, packed, rest_of, roles_by_path
from ssot_check.pipeline.reading.roots import imports, last_name
from ssot_check.pipeline.start import Start
from ssot_check.pipeline.states.staged import nothing_staged
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.git import GitUnavailableError
from ssot_check.workspace.objects import hook_index, index_side

_FILTERED: Final = frozenset((Skip.LFS_POINTER, Skip.BINARY))
"""How a file looks that a filter of git has not yet written as it is meant."""


class Judge(Protocol):
    """Says what the rules find in a project, with or without hints."""

    def __call__(self, project: Project, *, hints: bool) -> Report:
        """The report, as the run's configuration asks for it."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a run about the whole repository said, and what of it hangs on other files than those that it speaks of.

    `spoken` are the files that any result stands in or speaks of, hints included; `asked` are names that `pipeline.apart` asks for,
    `starred` the last names of modules of which a file passes on every name; `unreferred` is that of the evidence; `is_matched` tells
    that there are copies.
    """

    report: Report
    spoken: tuple[str, ...]
    asked: tuple[str, ...]
    starred: tuple[str, ...]
    unreferred: Mapping[str, str]
    is_matched: bool


@dataclass(frozen=True, slots=True)
class Calm:
    """One state of the index. `contents` stand for the bytes of the `listed` files, in their order, "" where nobody could tell.

    `blobs` are git's ids of those that its index and the work tree held alike, "" of the others.
    `roles` tell what each file is to the run, `wired` are the files that hooks and pipelines lead through, `sums` the key of the
    sums from which rarity follows, `families` and `roots` are by language; `imported` are the last names of all that is imported. `spoken`
    are the files that any result stands in or speaks of, whatever was staged, None where the run was narrowed. `whole` is known where the
    run was about more than the index.
    """

    listed: tuple[str, ...]
    contents: tuple[str, ...]
    blobs: tuple[str, ...]
    roles: Roles
    report: Report
    sums: str
    wired: tuple[str, ...]
    families: Mapping[str, str]
    roots: Mapping[str, Roots]
    imported: tuple[str, ...]
    spoken: tuple[str, ...] | None = None
    whole: Whole | None = None


def usable(config: Config, start: Start) -> Memory | None:
    """The memory, when the run is about the work tree or the next commit, as git lists and the disk saves it, and about nothing else."""
    elsewhere = config.since or config.baseline_ref or start.request.overlay or start.survey.lister != GIT
    return None if elsewhere or start.memory is None or not start.memory.cache.is_open else start.memory


def known(config: Config, start: Start, memory: Memory) -> Calm | None:
    """What an earlier run left that was asked the same of the same registry."""
    found = memory.cache.read(_place(config, start, memory, whole=not config.staged), lambda data: decode(Calm, data))
    return _as_of(found, config) if found is not None and (config.staged or found.whole is not None) else None


def _as_of(found: Calm, config: Config) -> Calm | None:
    """What was kept, on the day of this run; None where a report says something else then."""
    report, whole = as_of(found.report, config.today), found.whole
    if report is None or whole is None:
        return replace(found, report=report) if report else None
    told = as_of(whole.report, config.today)
    return replace(found, report=report, whole=replace(whole, report=told)) if told else None


def contents(config: Config, start: Start, digest: Callable[[str], str], calm: Calm | None = None) -> dict[str, str]:
    """What stands for the bytes of each listed file, "" where that cannot be told.

    A file of which git says that it is what it was for `calm` is not looked at.
    """
    found = _same(start, calm) if calm is not None else {}
    objects = start.request.objects
    for path in sorted(start.survey.tree.files - found.keys()):
        if objects is not None and path in objects.ids:
            data = objects.read(path, config.max_file_bytes)
            found[path] = f"unread: {data}" if isinstance(data, Skip) else digest_bytes(data)
        else:
            found[path] = digest(path) or special(config, path)
    return found


def _same(start: Start, calm: Calm) -> dict[str, str]:
    """What stood for the bytes of the files that are alike in the index and the work tree, now as then."""
    blobs, other = start.blobs, start.request.objects.ids if start.request.objects is not None else {}
    same = ((path, kept) for path, kept, blob in zip(calm.listed, calm.contents, calm.blobs, strict=True) if blob == blobs.get(path, ""))
    return {path: kept for path, kept in same if path in blobs and path not in other and path in start.survey.tree.files}


def _blobs(config: Config, start: Start, skipped: Iterable[SkippedFile]) -> dict[str, str]:
    """Git's ids of the files that are alike in the index and the work tree, as far as the run read them there.

    A pointer, and what is encrypted, becomes another text on the disk without becoming another object: `git lfs pull` and the like.
    """
    try:
        side = index_side(config.root, hook_index(config.root) if config.staged else "")
    except (GitUnavailableError, UsageError):  # an unfinished merge
        return {}
    from_git = start.request.objects.ids if start.request.objects is not None else {}
    other = {*side.objects.ids, *from_git, *(item.path for item in skipped if item.reason in _FILTERED)}
    return {path: blob for path, blob in side.blobs.items() if path not in other}


def keep(config: Config, start: Start, project: Project, told: Report, judge: Judge) -> None:
    """Keep what `judge` says of the project when nothing is staged; and what was `told`, where it is about the whole repository."""
    memory = usable(config, start)
    if memory is None:
        return
    from ssot_check.pipeline.again.recollect import key_of

    # Before the question whether a file is still what was read: then it was so when git was asked.
    blobs = _blobs(config, start, project.skipped)
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
    kept = Calm(
        listed=tuple(sorted(now)),
        contents=tuple(now[path] for path in sorted(now)),
        blobs=tuple(blobs.get(path, "") if now[path] and now[path] == settled[path] else "" for path in sorted(now)),
        roles=packed(roles_by_path(start.survey, start.registry), rest_of(start.survey)),
        report=replace(report, sources={}, presentation=Presentation()),
        sums=key_of(memory, hay, start.survey.tree.files),
        wired=tuple(sorted(project.wiring.read)),
        families=families(),
        roots={name: project.roots(name) for name, language in sorted(claims().by_name.items()) if language.roots is not None},
        imported=tuple(sorted({last_name(name) for file in project.files.values() for name in imports(file)})),
        spoken=whole.spoken if whole else None if narrowed else _spoken(everywhere, judge(everywhere, hints=True)),
    )
    memory.finish()
    memory.cache.put({**owner_records(memory, kept.sums, hay, kept.listed), **kinds.record(memory, kept.sums, hay, project)}, {})
    told_of_none = not (report.findings or report.known or report.suppressed)
    records = {_place(config, start, memory, whole=False): encode(kept)} if told_of_none else {}
    if whole is not None:
        records[_place(config, start, memory, whole=True)] = encode(replace(kept, whole=whole))
    memory.cache.put(records, {})


def _whole(project: Project, told: Report, judge: Judge) -> Whole:
    from ssot_check.pipeline.again.names import asked_names

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


def _place(config: Config, start: Start, memory: Memory, *, whole: bool) -> str:
    other, more = replace(config, staged=not whole), history(start) if whole else ()
    return digest_parts(("calm", f"{whole}", memory.context, *question(other), "\0", *asked(other, start, start.registry), "\0", *more))

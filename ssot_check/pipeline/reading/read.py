"""Per file: read, parse, normalise, fingerprint. Runs in worker processes; results come back, syntax trees never do."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ssot_check import discovery
from ssot_check.languages.support.suppressions import has_mark, read_suppressions
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.digest import digest_bytes
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import Skip, SkippedFile, SourceFile
from ssot_check.model.touch import Watch
from ssot_check.model.unit import Trait, Unit
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.again.remember import Kept, Memory, context_of, kept, kept_content, no_collection, packed
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.sourced import read_sourced
from ssot_check.pipeline.reading.watching import touches
from ssot_check.workspace import files
from ssot_check.workspace.text import says_vendored, written_lines

if TYPE_CHECKING:
    from ssot_check.workspace.cache import Cache
    from ssot_check.workspace.objects import Objects

Item = TypeVar("Item")
Result = TypeVar("Result")

_PARALLEL_FROM: Final = 150
"""Fewer files are read in this process: to start a worker would take longer. A single job has its worker too, which may die for it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What every worker must know. `overlay` holds unsaved texts by path.

    `objects` are the files to read from git and not from the disk; `before` are files as another state of the repository had them:
    one of the same bytes is not parsed again. Both stay in the process that started the workers. `languages` are the names of the languages
    that claim some paths, where an earlier run has found that out.
    """

    root: Path
    max_bytes: int
    tests: frozenset[str]
    owned: frozenset[str]
    overlay: Mapping[str, str]
    watch: Watch = field(default_factory=Watch)
    objects: Objects | None = None
    before: Mapping[str, ParsedFile] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def light(self) -> Request:
        """The same without what no worker needs."""
        return replace(self, objects=None, before={})


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All files of a run, each in one of the two."""

    parsed: Mapping[str, ParsedFile]
    skipped: tuple[SkippedFile, ...]


def read_all(
    request: Request, paths: Sequence[str], jobs: int, memory: Memory | None = None, seen: Callable[[int, int], object] | None = None
) -> ReadResult:
    """Read and parse `paths`; the result depends neither on `jobs` nor on what `memory` knows of earlier runs.

    `seen` is told how many files are done, and how many there are.
    """
    if not request.languages.keys() >= set(paths):
        claims()  # a broken language stops the run here, in this process; forked workers inherit the imports
    parsed: dict[str, ParsedFile] = {}
    skipped: list[SkippedFile] = []
    with no_collection():
        for number, result in enumerate(_results(request, paths, jobs, memory), start=1):
            if seen is not None:
                seen(number, len(paths))
            if isinstance(result, ParsedFile):
                parsed[result.path] = result
            else:
                skipped.append(result)
    found = read_sourced(parsed, skipped, request.owned, partial(_read_as, request))
    everything = dict(sorted((*parsed.items(), *found.items()))) if found else parsed
    return ReadResult(everything, tuple(item for item in skipped if item.path not in found))


def _read_as(request: Request, path: str, language: str) -> ParsedFile | SkippedFile:
    return read_one(request, path, claims().by_name[language])


def memory_of(cache: Cache | None, request: Request) -> Memory | None:
    """What `cache` may know about the files of this request; None when there is no cache to ask."""
    if cache is None or not cache.is_open:
        return None
    flags = {path: f"{path in request.tests}{path in request.owned}" for path in request.tests | request.owned}
    return Memory(cache, request.root, request.max_bytes, context_of(request.watch), flags, frozenset(request.overlay))


def _results(request: Request, paths: Sequence[str], jobs: int, memory: Memory | None) -> Iterator[ParsedFile | SkippedFile]:
    """One result for each path, in order."""
    if request.objects is not None:
        stored = _stored(request, request.objects, paths, jobs, memory)
        others = iter(_results(request.light, [path for path in paths if path not in stored], jobs, memory))
        yield from (stored[path] if path in stored else next(others) for path in paths)
        yield from others  # there is no other: what was found out is written down at the end
        return
    if memory is None:
        if len(paths) < _PARALLEL_FROM:
            yield from map(partial(read_one, request), paths)
        else:
            from ssot_check.pipeline.reading.workers import map_in_processes

            yield from (one.result for one in map_in_processes(partial(_read_to_send, request), paths, jobs, _crashed_unkept))
        return
    unclaimed = {
        path: SkippedFile(path, Skip.NO_LANGUAGE) for path in paths if path not in request.languages and is_nobodys(path, request.owned)
    }  # not worth a worker's start
    known = unclaimed | memory.recall_all(path for path in paths if path not in request.overlay and path not in unclaimed)
    missing = [path for path in paths if path not in known]
    fresh = memory.keep(zip(missing, _each(partial(_read_to_keep, request), missing, jobs, _crashed_unkept), strict=True))
    yield from (known[path] if path in known else next(fresh) for path in paths)
    memory.finish()


def _stored(
    request: Request, objects: Objects, paths: Sequence[str], jobs: int, memory: Memory | None
) -> dict[str, ParsedFile | SkippedFile]:
    """The results of those paths that stand in git: known from before, or from the cache, or parsed now."""
    found: dict[str, ParsedFile | SkippedFile] = {}
    contents: list[tuple[str, bytes]] = []
    for path in paths:
        if path not in objects.ids or path in request.overlay:
            continue
        unclaimed = path not in request.languages and is_nobodys(path, request.owned)
        data = Skip.NO_LANGUAGE if unclaimed else objects.read(path, request.max_bytes)
        known = _left_out(request, path, data) if isinstance(data, Skip) else _known(request, path, digest_bytes(data), memory)
        if known is not None:
            found[path] = known
        elif not isinstance(data, Skip):
            contents.append((path, data))
    fresh = _each(partial(_read_content, request.light), contents, jobs, _crashed_content)
    results = zip((path for path, _ in contents), fresh, strict=True)
    if memory is None:
        return {**found, **{path: one.result for path, one in results}}
    kept_now = memory.keep(results)
    return {**found, **{path: result for (path, _), result in zip(contents, kept_now, strict=True)}}


def _known(request: Request, path: str, digest: str, memory: Memory | None) -> ParsedFile | SkippedFile | None:
    before = request.before.get(path)
    if before is not None and before.digest == digest:
        return before
    return memory.recall_content(path, digest) if memory is not None else None


def _read_content(request: Request, item: tuple[str, bytes]) -> Kept:
    path, data = item
    return kept_content(read_one(request, path, data=data), digest_bytes(data))


def _crashed_content(item: tuple[str, bytes]) -> Kept:
    return Kept(_crashed(item[0]))


def _each(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, lost: Callable[[Item], Result]) -> Iterable[Result]:
    if len(items) >= _PARALLEL_FROM:
        from ssot_check.pipeline.reading.workers import map_in_processes

        return map_in_processes(work, items, jobs, lost)
    return map(work, items)


def _read_to_keep(request: Request, path: str) -> Kept:
    result = read_one(request, path)
    return Kept(result) if path in request.overlay else kept(result, request.root, request.max_bytes)


def _read_to_send(request: Request, path: str) -> Kept:
    return packed(read_one(request, path))


def _crashed(path: str) -> SkippedFile:
    return SkippedFile(path, Skip.CRASHED)


def _crashed_unkept(path: str) -> Kept:
    return Kept(_crashed(path))


def is_nobodys(path: str, owned: Container[str]) -> bool:
    """True for a file that no language can claim, whatever stands in it. Of an owner the first line may tell: `tools.func` is a script."""
    return "." in path.rpartition("/")[2] and path not in owned and claims().by_path(path) is None


def read_one(request: Request, path: str, known: Language | None = None, data: bytes | None = None) -> ParsedFile | SkippedFile:
    """One file: its ParsedFile, or the reason why there is none.

    `known` is its language where neither name nor text tells; `data` are its bytes where they do not stand on the disk.
    """
    language = known or (discovery.language(request.languages[path]) if path in request.languages else claims().by_path(path))
    if language is None and is_nobodys(path, request.owned):
        return SkippedFile(path, Skip.NO_LANGUAGE)
    text = _text(request, path) if data is None else files.as_text(data)
    if isinstance(text, Skip):
        return _left_out(request, path, text)
    language = language or claims().by_shebang(text.text.partition("\n")[0])
    guessed = claims().by_text(path, text.text) if language is None else None
    language = language or guessed
    if language is None:
        return SkippedFile(path, Skip.NO_LANGUAGE)
    if language.foreign is not None and language.foreign(path, text.text):
        return SkippedFile(path, Skip.FOREIGN)
    generated = text.generated or (language.generated is not None and language.generated(text.text))
    if generated and path not in request.owned:
        return SkippedFile(path, Skip.GENERATED)
    if says_vendored(text.text) and path not in request.owned:
        return SkippedFile(path, Skip.VENDORED)
    source = SourceFile(path, language.name, text.text, text.digest, path in request.tests)
    language, source, parsed = _as_written(language, source, text.note)
    touched = touches(language, source, request.watch)
    if guessed is not None and any(problem.severity is Severity.ERROR for problem in parsed.problems):
        return SkippedFile(path, Skip.NO_LANGUAGE)
    return replace(parsed, touches=touched, generated=generated) if touched or generated else parsed


def _left_out(request: Request, path: str, why: Skip) -> SkippedFile:
    """A file without a text; an owner that is too large is missed, whoever wrote it."""
    return SkippedFile(path, Skip.HUGE if why is Skip.GENERATED and path in request.owned else why)


def _text(request: Request, path: str) -> files.Text | Skip:
    if path in request.overlay:
        text = request.overlay[path]
        return files.Text(text, digest_bytes(text.encode("utf-8", "surrogatepass")), "utf-8", generated=False, note="")
    return read_text(request.root, path, request.max_bytes, request.objects)


def read_text(root: Path, path: str, max_bytes: int, objects: Objects | None) -> files.Text | Skip:
    """The file as text, from git where `objects` has it and from the disk where not."""
    if objects is None or path not in objects.ids:
        return files.read(root, path, max_bytes)
    data = objects.read(path, max_bytes)
    return data if isinstance(data, Skip) else files.as_text(data)


def _marked(unit: Unit, written: list[range]) -> Unit:
    """The unit, known as written by a program where it lies in one of these stretches of lines."""
    place = unit.location
    inside = any(place.line in lines and (place.end_line or place.line) in lines for lines in written)
    return replace(unit, traits=unit.traits | {Trait.GENERATED}) if inside else unit


def _as_written(language: Language, source: SourceFile, note: str) -> tuple[Language, SourceFile, ParsedFile]:
    """The file read, as another language than its name says where it is not read well so, and its lines say which."""
    parsed = _parse(language, source, note)
    other = claims().by_lines(language, source.text) if parsed.problems else None
    if other is None:
        return language, source, parsed
    told = replace(source, language=other.name)
    better = _parse(other, told, note)
    broken = any(problem.severity is Severity.ERROR for problem in better.problems)
    return (language, source, parsed) if broken else (other, told, better)


def _parse(language: Language, source: SourceFile, note: str) -> ParsedFile:
    parsed = language.parse(source, fingerprint)
    if language.comments is not None and has_mark(source.text):
        parsed = replace(parsed, suppressions=read_suppressions(source.text, language.comments(source)))
    if written := written_lines(source.text):
        parsed = replace(parsed, units=tuple(_marked(unit, written) for unit in parsed.units))
    if not note:
        return parsed
    said = Problem("SSOT007", f"the file {note}", Location(source.path), Severity.WARNING)
    return replace(parsed, problems=(said, *parsed.problems))

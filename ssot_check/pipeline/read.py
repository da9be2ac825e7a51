"""Per file: read, parse, normalise, fingerprint. Runs in worker processes; results come back, syntax trees never do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from ssot_check.languages.support.suppressions import has_mark, read_suppressions
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.digest import digest_bytes
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import Skip, SkippedFile, SourceFile
from ssot_check.model.touch import Watch
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.claims import claims
from ssot_check.pipeline.remember import Kept, Memory, context_of, kept
from ssot_check.pipeline.sourced import read_sourced
from ssot_check.pipeline.watching import touches
from ssot_check.pipeline.workers import map_in_processes
from ssot_check.workspace import files

if TYPE_CHECKING:
    from ssot_check.workspace.cache import Cache

Result = TypeVar("Result")

_PARALLEL_FROM: Final = 150


@dataclass(frozen=True, slots=True)
class Request:
    """What every worker must know. `overlay` holds unsaved or staged texts by path."""

    root: Path
    max_bytes: int
    tests: frozenset[str]
    owned: frozenset[str]
    overlay: Mapping[str, str]
    watch: Watch = field(default_factory=Watch)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All files of a run, each in one of the two."""

    parsed: Mapping[str, ParsedFile]
    skipped: tuple[SkippedFile, ...]


def read_all(request: Request, paths: Sequence[str], jobs: int, memory: Memory | None = None) -> ReadResult:
    """Read and parse `paths`; the result depends neither on `jobs` nor on what `memory` knows of earlier runs."""
    claims()  # a broken language stops the run here, in this process; forked workers inherit the imports
    parsed: dict[str, ParsedFile] = {}
    skipped: list[SkippedFile] = []
    for result in _results(request, paths, jobs, memory):
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
    if memory is None:
        yield from _each(partial(read_one, request), paths, jobs, _crashed)
        return
    unclaimed = {path: SkippedFile(path, Skip.NO_LANGUAGE) for path in paths if is_nobodys(path)}  # not worth a worker's start
    known = unclaimed | memory.recall_all(path for path in paths if path not in request.overlay and path not in unclaimed)
    missing = [path for path in paths if path not in known]
    fresh = memory.keep(zip(missing, _each(partial(_read_to_keep, request), missing, jobs, _crashed_unkept), strict=True))
    yield from (known[path] if path in known else next(fresh) for path in paths)
    memory.finish()


def _each(work: Callable[[str], Result], paths: Sequence[str], jobs: int, lost: Callable[[str], Result]) -> Iterable[Result]:
    if jobs > 1 and len(paths) >= _PARALLEL_FROM:
        return map_in_processes(work, paths, jobs, lost)
    return map(work, paths)


def _read_to_keep(request: Request, path: str) -> Kept:
    result = read_one(request, path)
    return Kept(result) if path in request.overlay else kept(result, request.root, request.max_bytes)


def _crashed(path: str) -> SkippedFile:
    return SkippedFile(path, Skip.CRASHED)


def _crashed_unkept(path: str) -> Kept:
    return Kept(_crashed(path))


def is_nobodys(path: str) -> bool:
    """True for a file that no language can claim, whatever stands in it."""
    return "." in path.rpartition("/")[2] and claims().by_path(path) is None


def read_one(request: Request, path: str, known: Language | None = None) -> ParsedFile | SkippedFile:
    """One file: its ParsedFile, or the reason why there is none. `known` is its language where neither name nor text tells."""
    language = known or claims().by_path(path)
    if language is None and "." in path.rpartition("/")[2]:
        return SkippedFile(path, Skip.NO_LANGUAGE)
    text = _text(request, path)
    if isinstance(text, Skip):
        return SkippedFile(path, text)
    language = language or claims().by_shebang(text.text.partition("\n")[0])
    if language is None:
        return SkippedFile(path, Skip.NO_LANGUAGE)
    if text.generated and path not in request.owned:
        return SkippedFile(path, Skip.GENERATED)
    source = SourceFile(path, language.name, text.text, text.digest, text.encoding, path in request.tests)
    parsed, touched = _parse(language, source, text.note), touches(language, source, request.watch)
    return replace(parsed, touches=touched) if touched else parsed


def _text(request: Request, path: str) -> files.Text | Skip:
    if path in request.overlay:
        text = request.overlay[path]
        return files.Text(text, digest_bytes(text.encode("utf-8", "surrogatepass")), "utf-8", generated=False, note="")
    return files.read(request.root, path, request.max_bytes)


def _parse(language: Language, source: SourceFile, note: str) -> ParsedFile:
    parsed = language.parse(source, fingerprint)
    if language.comments is not None and has_mark(source.text):
        parsed = replace(parsed, suppressions=read_suppressions(source.text, language.comments(source)))
    if not note:
        return parsed
    said = Problem("SSOT007", note, Location(source.path), Severity.WARNING)
    return replace(parsed, problems=(said, *parsed.problems))

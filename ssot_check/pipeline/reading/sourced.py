"""Files that nothing but their use tells to be scripts: a library without ending and `#!` line that a script sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.unit import UnitKind

_PLAIN_SCRIPT: Final = "shell"

Read = Callable[[str, str], ParsedFile | SkippedFile]
"""Reads a path as the language of that name."""


def read_sourced(
    parsed: Mapping[str, ParsedFile], skipped: Iterable[SkippedFile], owned: Collection[str], read: Read
) -> dict[str, ParsedFile]:
    """The files among `skipped` that are sourced by a parsed file, or by one of them, in turn, by path.

    A target that is spelled out is taken for what it is. Where only its name is known (`$LIB/die`), the one file of that name without
    ending is taken, unless it does not read well: then it was another one. An owner without ending is read as a shell script when it
    defines functions that way.
    """
    open_paths = {item.path for item in skipped if item.reason is Skip.NO_LANGUAGE}
    found: dict[str, ParsedFile] = {}
    waiting = list(parsed.values())
    while waiting:
        guesses = _by_name(open_paths)
        targets = {
            target: (language, sure) for target, language, sure in _targets(waiting, open_paths, parsed.keys() | found.keys(), guesses)
        }
        waiting = []
        for path in sorted(targets):
            language, sure = targets[path]
            file = read(path, language)
            open_paths.discard(path)
            if isinstance(file, ParsedFile) and (sure or not file.problems):
                found[path] = file
                waiting.append(file)
    for path in sorted(path for path in open_paths.intersection(owned) if _is_bare(path)):
        file = read(path, _PLAIN_SCRIPT)
        if isinstance(file, ParsedFile) and not file.problems and any(unit.kind is UnitKind.FUNCTION for unit in file.units):
            found[path] = file
    return dict(sorted(found.items()))


def _targets(
    files: Iterable[ParsedFile], open_paths: Collection[str], known: Collection[str], guesses: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """(path, language, whether the path was spelled out) of what the files source; what is sure comes last, so that it wins."""
    sure = []
    for file in files:
        by_place: defaultdict[Location, list[str]] = defaultdict(list)
        for name, place in _sources(file):
            by_place[place].append(name)
        for names in by_place.values():
            spelled = [name for name in names if name in open_paths]
            sure += [(name, file.language, True) for name in spelled]
            if spelled or any(name in known or name.startswith(("/", "~")) for name in names):
                continue
            last = names[0].rpartition("/")[2].strip("\"'")
            if last in guesses:
                yield guesses[last], file.language, False
    yield from sure


def _sources(file: ParsedFile) -> Iterator[tuple[str, Location]]:
    return ((item.name, item.location) for item in file.references if item.kind is ReferenceKind.SOURCE)


def _by_name(paths: Iterable[str]) -> dict[str, str]:
    """Files without ending by their name, where it is the only one of that name."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if _is_bare(path):
            named[path.rpartition("/")[2]].append(path)
    return {name: same[0] for name, same in named.items() if len(same) == 1}


def _is_bare(path: str) -> bool:
    return "." not in path.rpartition("/")[2]

"""Which of an owner's names do what is banned elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.rules.support.forbidden import forbids

PARTS: Final = regex(r"::|[./]")
"""Between the parts of a qualified name."""
_WORD: Final = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_GENERAL: Final = frozenset(("new", "get", "set", "make", "open", "run", "read", "write", "from", "to", "of"))


def last(name: str) -> str:
    """The last part of a qualified name."""
    return PARTS.split(name)[-1]


def related(project: Project, ban: Ban, touch: Touch, homes: Mapping[str, str]) -> list[str]:
    """Those of the names, by the owner's file that each stands in, that have to do with what is touched.

    First what is called like it, then what touches it itself or through others of the owner; else what touches the same library, or says
    a word of it.
    """
    files = [project.files[path] for path in dict.fromkeys(homes.values()) if path in project.files]
    done = [(file, item) for file in files for item in file.touches if forbids(ban, item)]
    if touch.kind is TouchKind.ENVIRONMENT:
        return _doing(files, done, homes)
    library = PARTS.split(touch.name)[0]
    namesakes = [name for name in homes if name == last(touch.name)]
    same = _doing(files, [pair for pair in done if pair[1].name == touch.name], homes)
    alike = [] if same else _doing(files, [pair for pair in done if PARTS.split(pair[1].name)[0] == library], homes)
    said = set() if touch.name.endswith("Sync") else words(last(touch.name)) - _GENERAL
    called = [] if same or alike else [name for name in homes if not said.isdisjoint(words(name))]
    return [*dict.fromkeys((*namesakes, *same, *alike, *called))]


def words(name: str) -> frozenset[str]:
    """The words of a name."""
    return frozenset(found.group().lower() for found in _WORD.finditer(name))


def _doing(files: Iterable[ParsedFile], done: Iterable[tuple[ParsedFile, Touch]], homes: Mapping[str, str]) -> list[str]:
    """The names in which that is done, then those that call one of these."""
    names = {item.scope.partition(".")[0] or _at(file, item.location.line) for file, item in done} - {""}
    units = [unit for file in files for unit in file.units]
    callers, more = set(names), set(names)
    while more:
        more = {unit.qualified_name.partition(".")[0] for unit in units if not more.isdisjoint(map(last, unit.calls))} - callers
        callers |= more
    return [*filter(names.__contains__, homes), *filter((callers - names).__contains__, homes)]


def _at(file: ParsedFile, line: int) -> str:
    """The name of what is written around the line, or that the line binds where it stands in no function."""
    around = [unit.name for unit in file.units if not unit.scope and unit.location.line <= line <= unit.location.end_line]
    bound = (item.name for item in file.definitions if item.location.line <= line <= item.location.end_line)
    return around[0] if around else next(bound, "")

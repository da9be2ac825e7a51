"""Reads the values of the registry's facts where they are decided, and finds where they are spelled out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.config.values import is_secret
from ssot_check.languages.support.written import named
from ssot_check.matching.fact_words import can_spell, is_spelled
from ssot_check.model.facts import Fact, FactPlace, FactValues, KnownFact, SpelledFact, UnreadFact, Written
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile, Setting
from ssot_check.model.project import Project
from ssot_check.model.source import SourceFile
from ssot_check.pipeline.reading.claims import claims
from ssot_check.rules.support.outside import excused_paths

if TYPE_CHECKING:
    from ssot_check.pipeline.reading.texts import Read

_HIDDEN: Final = frozenset(("secret_ref",))
_RUN_TIME: Final = re.compile(r"\$\{|\$\(|\$\w|\{\{|\{%|<%")
_DOCUMENTS: Final = frozenset(("doc", "docs", "documentation"))
_DESCRIPTIONS: Final = frozenset(("openapi", "json-schema"))
_ASSIGNED: Final = re.compile(r"([A-Za-z_][\w.-]*)=(.*)", re.DOTALL)
_LONGEST_LINE: Final = 500
"""What stands further out in its line was packed by a program, whatever the file says of itself."""


def fact_values(project: Project, read: Read) -> FactValues:
    """Nothing is read where the registry has no facts."""
    known: list[KnownFact] = []
    unread: list[UnreadFact] = []
    for fact in project.registry.facts:
        if fact.canonical is not None:
            found = _decided(fact, fact.canonical, project, read)
            known += [found] if isinstance(found, KnownFact) else []
            unread += [UnreadFact(fact, fact.canonical, found)] if isinstance(found, str) else []
    spelled = dict(_spelled(project, known, read)) if known else {}
    return FactValues(tuple(known), tuple(unread), spelled)


def _decided(fact: Fact, place: FactPlace, project: Project, read: Read) -> KnownFact | str:
    """The fact with its value, or why it has none."""
    paths = project.select(place.file)
    if not paths:
        return "no listed file has this path"
    secret = fact.type in _HIDDEN or is_secret(fact.name) or is_secret(place.select)
    holders = [item for path in paths for item in _holders(path, place.select, project, read)]
    if not holders:
        return _absence(place, project, paths)
    value = holders[0].text.strip()
    if not value or "\n" in value or _RUN_TIME.search(value):
        return "the value is empty, of several lines, or put together at run time"
    return KnownFact(fact, value, holders[0].location, place.select, secret)


def _absence(place: FactPlace, project: Project, paths: Sequence[str]) -> str:
    if not any(path in project.files for path in paths):
        return f"{paths[0]} is in no format whose keys are read"
    return f"no key and no constant of {paths[0]} is called `{place.select}`"


def _holders(path: str, select: str, project: Project, read: Read) -> Iterator[Written]:
    file = project.files.get(path)
    if not select:
        yield Written(read(path) or "", Location(path))
    elif file is not None and file.settings:
        for setting in file.settings:
            if _key(select) in (".".join(setting.key), ".".join(setting.key[1:] if setting.key[0].isdigit() else setting.key)):
                yield Written(setting.raw, setting.location)
    elif file is not None:
        *outer, name = select.split(".")
        for item in _literals(file, read(path), None):
            if item.near[:1] == (name,) and (not outer or outer[-1] in item.around):
                yield item


def _key(select: str) -> str:
    """`from:python.tag` names what a Dockerfile says of its base image."""
    return select.replace(":", ".", 1) if select.startswith("from:") else select


def _spelled(project: Project, known: Sequence[KnownFact], read: Read) -> Iterator[tuple[str, tuple[SpelledFact, ...]]]:
    excused = {item.fact.name: frozenset(_excused(project, item)) for item in known}
    for path, file in sorted(project.files.items()):
        asked = [item for item in known if path not in excused[item.fact.name]]
        text = read(path) if asked and not _is_aside(file) else None
        if text is None:
            continue
        lowered = "" if file.settings else text.lower()
        asked = [item for item in asked if item.value in text and (file.settings or can_spell(item, text, lowered))]
        wanted = _pattern(tuple(sorted({item.value for item in asked})))
        if asked and wanted.search(text):
            found = tuple(_in_file(asked, _literals(file, text, wanted)))
            if found:
                yield path, found


@lru_cache(maxsize=256)
def _pattern(values: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\d)" for value in values))


def _in_file(asked: Sequence[KnownFact], literals: Iterable[Written]) -> Iterator[SpelledFact]:
    for item in literals:
        known = next((known for known in asked if is_spelled(known, item)), None)
        if known is not None and item.location.column <= _LONGEST_LINE:
            yield SpelledFact(known, item)


def _is_aside(file: ParsedFile) -> bool:
    """Tests say what they expect, documents what is the case, descriptions of interfaces give examples."""
    return file.test or file.generated or file.kind in _DESCRIPTIONS or bool(_DOCUMENTS.intersection(file.path.split("/")[:-1]))


def _excused(project: Project, known: KnownFact) -> Iterator[str]:
    """The owner, the declared copies, the registry, and what the domain knows of already."""
    yield project.registry.path
    for place in (known.fact.canonical, *known.fact.copies):
        yield from project.select(place.file) if place is not None else ()
    for domain in project.registry.domains:
        if domain.name == known.fact.domain:
            yield from project.owned_files(domain)
            yield from excused_paths(project, domain)


def _literals(file: ParsedFile, text: str | None, wanted: re.Pattern[str] | None) -> Iterable[Written]:
    if file.settings:
        return tuple(_setting(item) for item in file.settings)
    language = claims().by_name.get(file.language)
    if language is None or language.written is None or text is None:
        return ()
    return language.written(SourceFile(file.path, file.language, text, file.digest), wanted)


def _setting(setting: Setting) -> Written:
    names = [(part, False) for part in reversed(setting.key) if not part.isdigit()]
    assigned = _ASSIGNED.fullmatch(setting.raw) if setting.key and setting.key[-1].isdigit() else None
    if assigned is not None:
        return named(assigned[2].strip("\"'"), setting.location, [(assigned[1], False), *names])
    return named(setting.raw.strip().strip("\"'"), setting.location, names)

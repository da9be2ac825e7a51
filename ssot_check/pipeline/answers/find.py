"""Who owns this? Asked in words, only the owners are read; the answer needs no comparison of the whole repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from ssot_check.matching import lookup
from ssot_check.matching.haystack import domain_of
from ssot_check.matching.lookup import Entry, Field
from ssot_check.matching.profiles import profile_of
from ssot_check.model.answer import FACT, FILE, Answer, Answers
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass
from ssot_check.model.errors import RegistryError
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Use
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Domain, Registry
from ssot_check.model.replacement import Roots
from ssot_check.model.source import SkippedFile
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.again.remember import opened
from ssot_check.pipeline.answers.headings import UNSAID, Heading, file_document, heading
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.read import ReadResult, Request, memory_of, read_all
from ssot_check.pipeline.reading.roots import is_resolving, learner
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.reading.watching import watch_for, with_default_bans
from ssot_check.pipeline.states.sides import registry_of
from ssot_check.workspace import files

_METHOD, _PRIVATE, _TABLE, _FILE, _PREDICATE = 0.95, 0.8, 0.9, 0.85, 0.93
_ASKS: Final = ("is_", "has_", "can_", "should_")
_UNNAMED: Final = frozenset((Trait.NESTED, Trait.OVERLOAD))
_ORDER: Final = tuple(UnitKind)


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners' side of a repository, read and ready to be asked."""

    registry: Registry
    survey: files.Survey
    read: ReadResult
    lines: Callable[[str], Sequence[str]]
    problems: tuple[Problem, ...]
    roots: Callable[[str], Roots]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be the answer: a unit, a file without units, or a fact."""

    domain: Domain | None
    name: str
    kind: str
    location: Location
    unit: Unit | None = None
    said: Heading = UNSAID

    @property
    def exported(self) -> bool:
        """True when the registry lists the name among the exports of its domain."""
        name = self.name.partition(".")[0]
        return self.domain is not None and any(export.name in (self.name, name) for export in self.domain.exports)


def find(config: Config, question: str, into: str = "") -> Answers:
    """The owned things that fit the words of `question`; `use` is spelled for the file `into`.

    Raises RegistryError when no domain can be read.
    """
    owners = read_owners(config)
    listed = list(candidates(owners))
    hits, unknown = lookup.Lookup([entry(item) for item in listed]).ask(question, lookup.FLOOR)
    return Answers(
        question=question,
        found=tuple(answer(owners, listed[hit.number], hit.score, hit.matched, into) for hit in hits),
        domains=len(owners.registry.domains),
        files=len(owners.survey.owners),
        units=sum(item.unit is not None for item in listed),
        unknown=unknown,
        problems=owners.problems,
    )


def read_owners(config: Config) -> Owners:
    """Survey the repository and read what its registry names as owners. Raises RegistryError when no domain can be read."""
    loaded = registry_of(config)
    if loaded.registry is None:
        raise RegistryError(loaded.problems)
    registry = with_default_bans(loaded.registry)  # as `check` reads, so that each finds what the other has kept
    survey = files.survey(config.root, registry, registry.path)
    request = Request(config.root, config.max_file_bytes, survey.tests, frozenset(survey.owners), {}, watch_for(registry))
    paths = [path for path in survey.scanned if path in survey.owners]
    naming = [path for path in survey.scanned if is_resolving(path)]
    with opened(config, partial(files.has_folder, survey.tree.files)) as cache:
        read = read_all(request, paths, config.jobs, memory_of(cache, request))
        named = read_all(request, naming, config.jobs, memory_of(cache, request)).parsed
    problems = (*loaded.problems, *_unread(read, survey, registry), *_nothing(survey, registry))
    return Owners(registry, survey, read, _liner(request), problems, learner({**read.parsed, **named}, survey.tree.files))


def answer(owners: Owners, item: Candidate, score: float, matched: tuple[str, ...], into: str) -> Answer:
    """A candidate as it is told."""
    return Answer(
        domain=item.domain.name if item.domain else "",
        name=item.name,
        kind=item.kind,
        location=item.location,
        score=score,
        matched=matched,
        signature=item.said.signature,
        doc=item.said.document[0] if item.said.document else "",
        use=_use(owners, item.unit, into) if item.unit else "",
        exported=item.exported,
    )


def unit_candidate(owners: Owners, unit: Unit) -> Candidate:
    """An owned unit as a candidate."""
    path = unit.location.path
    domain = domain_of(unit, [owners.registry.domain(name) for name in owners.survey.owners[path]])
    return Candidate(domain, unit.qualified_name, unit.kind.value, unit.signature, unit, heading(unit, owners.lines(path)))


def candidates(owners: Owners) -> Iterator[Candidate]:
    """Everything that may be the answer: units, owned files without a unit, facts."""
    for path, names in owners.survey.owners.items():
        file = owners.read.parsed.get(path)
        units = [unit for unit in file.units if _can_be_named(unit)] if file else []
        yield from (unit_candidate(owners, unit) for unit in units)
        if not units:
            said = file_document(owners.lines(path))
            yield Candidate(owners.registry.domain(names[0]), path, FILE, Location(path), None, Heading("", said))
    for fact in owners.registry.facts:
        place = fact.canonical
        domain = next((item for item in owners.registry.domains if item.name == fact.domain), None)
        where = f"{place.file.path}#{place.select}" if place and place.select else place.file.path if place else ""
        location = Location(place.file.path) if place else fact.location
        yield Candidate(domain, fact.name, FACT, location, None, Heading(f"{fact.type} {where}".strip(), ()))


def _can_be_named(unit: Unit) -> bool:
    """A script block has no name to use it by, a nested function none outside, and a special method is its class."""
    special = unit.name.startswith("__") and unit.name.endswith("__")
    return unit.kind is not UnitKind.SCRIPT and not unit.traits & _UNNAMED and not special and not unit.name.startswith("<")


def entry(item: Candidate) -> Entry:
    """A candidate as the look-up reads it."""
    domain, unit, path = item.domain, item.unit, item.location.path
    fields = [Field(item.name.rpartition(".")[2] if unit else item.name, lookup.NAME), Field(path.rpartition(".")[0] or path, lookup.PLACE)]
    if item.said.document:
        fields += [Field(item.said.document[0], lookup.DOCUMENT), Field(" ".join(item.said.document[1:]), lookup.BODY)]
    if domain is not None:
        profile = profile_of(domain)
        fields += [Field(domain.name, lookup.DOMAIN), Field(f"{domain.description} {' '.join(domain.notes)}", lookup.DESCRIPTION)]
        fields.append(Field(" ".join((profile.kind, *profile.aliases)) if profile else domain.kind, lookup.KIND))
    if unit is not None:
        body = " ".join((*unit.calls, *unit.fingerprint.words, item.said.signature))
        fields += [Field(unit.scope, lookup.SCOPE), Field(body, lookup.BODY)]
    return Entry(tuple(fields), item.name, _rank(item), _factor(item))


def _factor(item: Candidate) -> float:
    """How much of a thing's score counts: nobody imports a private name, few want one method, a predicate only tells of the thing."""
    if item.unit is None:
        return 1.0 if item.kind == FACT else _FILE
    private = item.unit.name.startswith("_") or item.unit.scope.rpartition(".")[2].startswith("_")
    value = _PRIVATE if private and not item.exported else 1.0
    value *= _PREDICATE if item.unit.name.startswith(_ASKS) else 1.0
    return value * {UnitKind.METHOD: _METHOD, UnitKind.TABLE: _TABLE}.get(item.unit.kind, 1.0)


def _rank(item: Candidate) -> tuple[int | str, ...]:
    kind = _ORDER.index(item.unit.kind) if item.unit else len(_ORDER)
    return (not item.exported, bool(item.unit and item.unit.scope), kind, item.location.path, item.location.line, item.name)


def _use(owners: Owners, unit: Unit, into: str) -> str:
    path = unit.location.path
    language = claims().by_name[owners.read.parsed[path].language]
    reading = claims().by_path(into) if into else language
    if language.spell_use is None or reading is None or reading.family != language.family:
        return ""
    wish = Use(unit, into, owners.survey.tree.files, owners.roots(language.name), read=lambda path: "\n".join(owners.lines(path)))
    return language.spell_use(wish)


def _liner(request: Request) -> Callable[[str], Sequence[str]]:
    read, kept = reader(request), dict[str, Sequence[str]]()

    def lines(path: str) -> Sequence[str]:
        if path not in kept:
            kept[path] = (read(path) or "").split("\n")
        return kept[path]

    return lines


def _unread(read: ReadResult, survey: files.Survey, registry: Registry) -> Iterator[Problem]:
    """An owner that was not read may be the answer that is missing."""
    parsed: Mapping[str, ParsedFile] = read.parsed
    for path in sorted(parsed):
        yield from (problem for problem in parsed[path].problems if problem.severity is Severity.ERROR)
    for item in sorted((*read.skipped, *(item for item in survey.skipped if item.path in survey.owners))):
        yield _not_read(item, registry)


def _not_read(item: SkippedFile, registry: Registry) -> Problem:
    nobodys = claims().by_path(item.path) is None
    return Problem(
        "SSOT010" if nobodys else "SSOT007",
        f"the owner {item.path} was not looked into: {item.reason.value}",
        Location(item.path),
        Severity.INFORMATION if nobodys else Severity.ERROR,
        cause=f"{registry.path} names it as an owner",
    )


def _nothing(survey: files.Survey, registry: Registry) -> Iterator[Problem]:
    if not survey.owners and not registry.facts:
        yield Problem(
            "SSOT008",
            "there is no owner to look through: no path of the registry names a listed file",
            Location(registry.path),
            remedy="`ssot-check check --select SSOT1` tells what is wrong with them",
        )

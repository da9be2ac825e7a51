"""The same job in another language: a shell function beside the Python one that owns the work.

Texts of two languages share no tokens, but they do the same to the world outside (network, spawn, delete ...) and name the same things:
paths, variables, messages, programs. The comparison is that of `matching.jobs`. A domain that owns a file in the language of the copy
is left out there: its own unit in that language is the one to compare with.

The limits were set by hand: on five pairs written for it the scores lay between 0.30 and 0.60, the best false pair of six public
repositories in two languages reached 0.16. What comes out is a hint, for nobody can import across languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ssot_check.matching.haystack import Haystack, Owned
from ssot_check.matching.jobs import Job, Jobs, can_be_asked, job
from ssot_check.matching.profiles import profile_of
from ssot_check.matching.refusals import can_be_copy, delegates
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Alignment, CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

MIN_SCORE: Final = 0.28
MIN_EVIDENCE: Final = 2.5
"""Least weight of the stems that both say, where a stem that stands in one unit alone weighs 1."""
_COPIES: Final = FUNCTIONS | {UnitKind.SCRIPT}


def across(hay: Haystack, owned: Sequence[Owned]) -> tuple[Match, ...]:
    """For each unit that does the job of an owned function of another language the owner it is most like, by place."""
    asked = [item for item in owned if _can_be_asked(item)]
    if not asked:
        return ()
    found: list[Match] = []
    units = _by_family(hay)
    for family in sorted(units):
        queries = [item for item in asked if item.family != family and family not in _families(hay, item)]
        if queries:
            found.extend(_in_family(hay, queries, units[family]))
    return tuple(sorted(found, key=lambda match: (match.copy.location, match.owner.location)))


class Crossing(NamedTuple):
    """What decides whether an owned function may be done again elsewhere: its family, those its domain has an owner in, its effects."""

    family: str
    families: tuple[str, ...]
    effects: tuple[str, ...]


def crossings(hay: Haystack, owned: Sequence[Owned]) -> tuple[Crossing, ...]:
    """Those of all owned functions, each once."""
    asked = (item for item in owned if _can_be_asked(item))
    found = {Crossing(item.family, tuple(sorted(_families(hay, item))), tuple(sorted(job(item.unit).effects))) for item in asked}
    return tuple(sorted(found))


def might_cross(hay: Haystack, asked: Iterable[Crossing], files: Mapping[str, ParsedFile]) -> bool:
    """True when a unit of these files may be hinted at, whatever stands in all the others: it has an effect of an owned function."""
    units = _by_family(replace(hay, files=dict(files)))
    strange = [(item, family) for item in asked for family in sorted(units) if item.family != family and family not in item.families]
    return any(not job(unit).effects.isdisjoint(item.effects) for item, family in strange for unit, _ in units[family])


def is_asked_across(hay: Haystack, asked: Iterable[Crossing], files: Mapping[str, ParsedFile]) -> bool:
    """True when how rare a stem is among the units of these files has a say in what `across` finds in others."""
    families = _by_family(replace(hay, files=dict(files)))
    return any(item.family != family and family not in item.families for item in asked for family in families)


def _can_be_asked(item: Owned) -> bool:
    profile = profile_of(item.domain)
    return item.unit.kind in FUNCTIONS and not item.file.test and profile is not None and can_be_asked(item.unit, profile)


def _by_family(hay: Haystack) -> Mapping[str, list[tuple[Unit, ParsedFile]]]:
    """The units that may be copies, by family, each with its file, by path and line."""
    found: dict[str, list[tuple[Unit, ParsedFile]]] = {}
    for path in sorted(hay.files):
        file = hay.files[path]
        if not (file.test or file.generated or hay.owners.get(path)):
            found.setdefault(hay.family(file), []).extend((unit, file) for unit in file.units if unit.kind in _COPIES)
    return {family: units for family, units in found.items() if units}


def _families(hay: Haystack, item: Owned) -> frozenset[str]:
    """The families in which the domain of `item` owns a file."""
    owners = (path for path, names in hay.owners.items() if item.domain.name in names)
    return frozenset(hay.family(hay.files[path]) for path in owners if path in hay.files)


def _in_family(hay: Haystack, queries: Sequence[Owned], units: Sequence[tuple[Unit, ParsedFile]]) -> Iterable[Match]:
    jobs = Jobs.of([unit for unit, _ in units])
    wanted = [(item, job(item.unit)) for item in queries]
    for unit, file in units:
        done = job(unit)
        scored = [(value, item, mine) for item, mine in wanted if mine.effects & done.effects and (value := _alike(jobs, mine, done))]
        allowed = [found for found in scored if _is_allowed(hay, found[1], unit, file)]
        if allowed:
            value, item, mine = min(allowed, key=lambda found: (-found[0], found[1].unit.location))
            told = jobs.told(mine, done)
            sizes = len(item.unit.fingerprint.hashes), len(unit.fingerprint.hashes)
            alignment = Alignment((), *sizes, told)
            yield Match(item.domain.name, item.unit, unit, CloneType.SEMANTIC, Tier.HINT, round(value, 2), alignment, across=True)


def _alike(jobs: Jobs, owner: Job, copy: Job) -> float:
    """How alike the jobs are; 0 below the limits."""
    both, shared = jobs.both(owner, copy)
    return both if both >= MIN_SCORE and shared >= MIN_EVIDENCE else 0.0


def _is_allowed(hay: Haystack, owner: Owned, unit: Unit, file: ParsedFile) -> bool:
    exempt = (owner.domain.name, file.path) in hay.exempt
    return not exempt and can_be_copy(unit, owner.domain.duplicates.min_tokens) and not delegates(unit, file, owner.unit)

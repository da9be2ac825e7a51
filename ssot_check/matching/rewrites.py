"""Type-4 candidates: units with other text that do the same job.

The evidence is what survives a rewrite: telling outside names and words of messages, the functions and programs called. It is
weaker than text, so a rewrite is advisory and wants several things at once: enough shared weight, and either shared names and
calls in a unit whose own name says the same, or shared words in two units that both plainly belong to the domain's kind (the
same job on another library), or much the same job by the fitted weights of `matching.jobs`, where the owner is of a kind that is
written anew again and again. Two that say the same rare things in much the same tokens are a hint, under whatever name. What does a
well-known job of `matching.known` is told where both names say it and nothing else, whatever the two share besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from typing import Final

from ssot_check.matching.callings import opposed, says_another_verb
from ssot_check.matching.candidates import RareIndex, Rarity, share
from ssot_check.matching.fitted import fitted
from ssot_check.matching.frames import is_of_value
from ssot_check.matching.haystack import Haystack, Owned, is_allowed
from ssot_check.matching.jobs import (
    JOB_KINDS,
    Job,
    Jobs,
    Said,
    can_be_asked,
    chance,
    does_job,
    is_telling,
    job,
    mean,
    odds,
    stems,
    weighed,
)
from ssot_check.matching.known import is_unsure, known_jobs, named_alike, says_no_more
from ssot_check.matching.profiles import profile_of
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.refusals import builds_on, is_case
from ssot_check.matching.same_work import same_calls, same_kind, says_much
from ssot_check.matching.similarity import align
from ssot_check.matching.tally import stemmed
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.match import JOB, CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

MIN_SHARE: Final = 0.70
MIN_SURE: Final = 0.78
"""What shares less, and is of no known kind, is as often another job on the same things, and a hint."""
MIN_KIND_SHARE: Final = 0.50
LEFT_OUT: Final = 0.9
"""Half of an owner's words make a candidate, so that nearly half of them need not stand in the index. It changes no answer."""
MAX_SIZE_RATIO: Final = 1.8
MAX_JOB_RATIO: Final = 4.0
MIN_SAME_STEMS: Final = 0.15
"""Below this share of equal stems two jobs are not compared: other words of one meaning do not make it up."""
BOTH_CLASSES: Final = 1.5
"""Odds, as a logarithm, from which two classes are hints: those of one project share much of its vocabulary. Set by hand."""
MIN_STEMS: Final = 0.34
"""Likeness of all words below which no other signals make a job the same: large units have something of everything."""


class Rewrites:
    """Index over the telling words of the owned functions."""

    def __init__(
        self, hay: Haystack, weights: Weights, owned: Sequence[Owned], reasons: Reasons, jobs: Callable[[], Jobs] | None = None
    ) -> None:
        self._reasons = reasons
        self._hay = hay
        self._weights = weights
        self._owned = [item for item in owned if item.unit.kind in FUNCTIONS and does_job(item.unit)]
        self._telling = [frozenset(weights.informative(item.unit.fingerprint.words)) for item in self._owned]
        self._index = RareIndex(self._telling, Rarity.of_all(weights.words), share(MIN_KIND_SHARE), left_out=LEFT_OUT)
        self._known: dict[str, list[Owned]] = defaultdict(list)
        for item in filter(_is_offered, owned):
            for name in known_jobs(item.unit):
                self._known[name].append(item)
        self._names = {item.unit.name for item in owned}
        self._asked = [item for item in owned if is_asked(item)]
        self._jobs = (jobs() if jobs else counted(hay, weights, self._asked[0].family)) if self._asked else Jobs({}, 0)
        self._wanted: dict[int, tuple[Job, float]] = {}
        said = [stems(item.unit) for item in self._asked]
        self._said = [self._jobs.said(item) for item in said]
        self._stems = RareIndex(said, Rarity.of_all(self._jobs.rarities), share(MIN_SAME_STEMS))

    def beside(self, found: list[Match], unit: Unit, file: ParsedFile) -> list[Match]:
        """What is told of a unit whose text gave the hints `found` and no more; else a hint, of a well-known job before any other."""
        known = self.known(unit, file)
        if is_told(known):
            return known
        again = [] if found else self.best(unit, file)
        return again if is_told(again) else known or found or again

    def known(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """The owner whose well-known job the unit does, too, if there is one: told, or a hint where it may be for other things."""
        names = known_jobs(unit) if self._known and not file.test and not self._hay.owners.get(file.path) else ()
        found = [
            replace(
                match,
                tier=_tier(name, owner.unit, unit),
                alignment=replace(match.alignment, shared=(f"{JOB}{name}", *match.alignment.shared)),
            )
            for name in sorted(names)
            for owner in self._known.get(name, ())
            if owner.unit.name == unit.name or unit.name not in self._names
            if (match := self._same_known(owner, unit, file)) is not None
        ]
        return sorted(found, key=lambda match: (match.tier is Tier.HINT, -named_alike(match.owner, unit), *_rank(match)))[:1]

    def _same_known(self, owner: Owned, unit: Unit, file: ParsedFile) -> Match | None:
        """The match with an owner of one well-known job, None where the names are contrary or something else makes them alike."""
        ratio = unit.fingerprint.size / owner.unit.fingerprint.size
        if not 1 / MAX_JOB_RATIO <= ratio <= MAX_JOB_RATIO or opposed(owner.unit, unit) or _is_shadow(owner, unit):
            return None
        if not is_allowed(self._hay, owner, unit, file, any_kind=True) or builds_on(unit, file, owner.unit, owner.file):
            return None
        if self._has_reason(owner, unit, file):
            return None
        telling = frozenset(self._weights.informative(owner.unit.fingerprint.words))
        shared, total = telling.intersection(unit.fingerprint.words), sum(self._weights.words(sorted(telling)))
        return self._rewrite(owner, unit, sum(self._weights.words(sorted(shared))) / total if total else 0.0)

    def best(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """The owner that `unit` most probably re-implements, if there is one."""
        if not does_job(unit):
            return []
        words = frozenset(unit.fingerprint.words)
        found = [
            match
            for number in (self._index.candidates(unit.fingerprint.words) if unit.kind in FUNCTIONS else ())
            if is_allowed(self._hay, self._owned[number], unit, file)
            if (match := self._match(number, unit, file, words)) is not None
        ]
        return sorted(found or self._same_jobs(unit, file), key=_rank)[:1]

    def _same_jobs(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """Owners of the kinds that are written anew whose job the unit does in other words: hints, whatever the odds."""
        if not self._asked or file.test or self._hay.owners.get(file.path) or _is_protocol(unit):
            return []
        found = []
        asked: Job | None = None
        for place in self._alike(unit):
            owner = self._asked[place]
            asked = asked or job(unit)
            wanted, limit = self._wanted_at(place)
            signals = self._jobs.likeness(wanted, asked)
            value = odds(signals) if signals is not None else -inf
            least = max(limit, BOTH_CLASSES) if owner.unit.kind is unit.kind is UnitKind.CLASS else limit
            if signals is None or value < least or not is_telling(signals) or not is_allowed(self._hay, owner, unit, file, any_kind=True):
                continue
            if not self._has_reason(owner, unit, file):
                match = self._rewrite(owner, unit, chance(value))
                told = self._jobs.told(wanted, asked)
                found.append(replace(match, tier=Tier.HINT, alignment=replace(match.alignment, shared=told), signals=weighed(signals)))
        return found

    def _alike(self, unit: Unit) -> Iterator[int]:
        """The places of the owners that are not of another size and name, call and say much of what the unit does."""
        named = stems(unit)
        said: Said | None = None
        for place in self._stems.candidates(named):
            ratio = unit.fingerprint.size / self._asked[place].unit.fingerprint.size
            if 1 / MAX_JOB_RATIO <= ratio <= MAX_JOB_RATIO:
                said = said or self._jobs.said(named)
                if mean(*self._jobs.shares(self._said[place], said)) >= MIN_STEMS:
                    yield place

    def _wanted_at(self, place: int) -> tuple[Job, float]:
        """The job of an owner, and the odds from which a unit that may do it is a hint."""
        if place not in self._wanted:
            owner = self._asked[place]
            self._wanted[place] = job(owner.unit), limit_of(owner)
        return self._wanted[place]

    def _has_reason(self, owner: Owned, unit: Unit, file: ParsedFile) -> bool:
        """True when both are called by one name through their classes, have one base, or the copy repeats what it must."""
        named = unit.name == owner.unit.name and unit.kind is owner.unit.kind is UnitKind.METHOD
        held = self._reasons.hold(owner, unit, file) or self._reasons.answer(owner, unit)
        return named or self._reasons.have_common(owner.unit, unit) or held

    def _match(self, number: int, unit: Unit, file: ParsedFile, words: frozenset[str]) -> Match | None:
        owner = self._owned[number]
        shared = self._telling[number] & words
        ratio = unit.fingerprint.size / owner.unit.fingerprint.size
        total = sum(self._weights.words(sorted(self._telling[number])))
        if not (1 / MAX_SIZE_RATIO <= ratio <= MAX_SIZE_RATIO and total):  # words that are just common enough weigh nothing
            return None
        value = sum(self._weights.words(sorted(shared))) / total
        kind = same_kind(owner, unit, shared)
        called = value >= MIN_SHARE and same_calls(owner.unit, unit, shared)
        if not kind and not called and not (value >= MIN_SHARE and says_much(owner.unit, unit, self._weights)):
            return None
        if self._reasons.hold(owner, unit, file) or self._reasons.answer(owner, unit):
            return None
        match = self._rewrite(owner, unit, value)
        unsure = not (kind or (called and value >= MIN_SURE)) or is_case(owner.unit, owner.file) or is_case(unit, file)
        unsure = unsure or owner.unit.name.startswith("_")  # what others may not take does its part of another job
        other = value < 1 and says_another_verb(owner.unit, unit)  # what says all that the owner says does it, under whatever name
        unsure = unsure or other or is_of_value(owner.unit, unit)
        return replace(match, tier=Tier.HINT) if unsure else match

    def _rewrite(self, owner: Owned, unit: Unit, value: float) -> Match:
        return Match(
            domain=owner.domain.name,
            owner=owner.unit,
            copy=unit,
            clone_type=CloneType.SEMANTIC,
            tier=Tier.ADVISORY,
            score=round(value, 2),
            alignment=align(owner.unit, unit, self._weights),
        )


def counted(hay: Haystack, weights: Weights, family: str) -> Jobs:
    """How rare stems are in a family, counted over all its functions; the sums are left in its `weights`."""
    files = (hay.files[path] for path in sorted(hay.files))
    functions = [unit for file in files if hay.family(file) == family for unit in file.units if unit.kind in FUNCTIONS]
    weights.stems = stemmed(functions)
    return Jobs(weights.stems, len(functions))


def is_told(found: Iterable[Match]) -> bool:
    """True when one of them is more than a hint."""
    return any(match.tier is not Tier.HINT for match in found)


def _rank(match: Match) -> tuple[bool, float, Location]:
    return match.tier is Tier.HINT, -match.score, match.owner.location


def is_asked(owner: Owned) -> bool:
    """True for an owned function or class of a domain whose kind is known: such work is written anew again and again."""
    plain = owner.unit.kind in JOB_KINDS and does_job(owner.unit) and not owner.file.test
    return plain and not _is_protocol(owner.unit) and profile_of(owner.domain) is not None


def limit_of(owner: Owned) -> float:
    """Odds from which a unit that may do the owner's job is a hint."""
    profile = profile_of(owner.domain)
    less = fitted().plain if profile is not None and can_be_asked(owner.unit, profile) else 0.0
    return fitted().hint - less


def _tier(job: str, owner: Unit, unit: Unit) -> Tier:
    """A hint where the job is often done for things of one's own, as in a function inside another, or a name says for what; else told.

    Of 28 that were told on strange code without a look at what else the names say four stood.
    """
    own = is_unsure(job, unit) or Trait.NESTED in unit.traits
    return Tier.HINT if own or not (says_no_more(job, owner) and says_no_more(job, unit)) else Tier.ADVISORY


def _is_offered(owner: Owned) -> bool:
    """True for a unit that others may use: what is private, or stands inside a function or class, does its part of another job."""
    plain = owner.unit.kind is not UnitKind.METHOD and Trait.NESTED not in owner.unit.traits
    return plain and not owner.unit.name.startswith("_") and not owner.file.test


def _is_shadow(owner: Owned, unit: Unit) -> bool:
    """True for a definition under the owner's exported name, which is told as that."""
    return unit.name == owner.unit.name and not unit.scope and any(export.name == unit.name for export in owner.domain.exports)


def _is_protocol(unit: Unit) -> bool:
    """True for special methods: their frame is given by the language."""
    return unit.kind is UnitKind.METHOD and unit.name.startswith("__") and unit.name != "__call__"

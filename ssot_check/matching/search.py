"""The asymmetric search: owned units are the queries, everything outside their domain is the haystack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from ssot_check.matching.candidates import MIN_RARE_SHARE, RareIndex
from ssot_check.matching.chances import can_be_near, least_shared
from ssot_check.matching.closest import closest
from ssot_check.matching.confidence import is_doubtful, is_loose, is_short_call, is_small_method
from ssot_check.matching.directions import one_direction, staying
from ssot_check.matching.equal import is_purposeful, says_anything
from ssot_check.matching.frames import MIN_TOLD, hands_on, is_apart, is_for_another, is_idiom, is_twin
from ssot_check.matching.haystack import Haystack, Owned, is_allowed
from ssot_check.matching.helpers import rests_on_another
from ssot_check.matching.hierarchy import SMALL_ANSWER, Hierarchy
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.near import are_namesakes, is_nearly_all, is_whole, near_score, stands_whole
from ssot_check.matching.nested import beside, without_inner
from ssot_check.matching.parts import find_part
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.refusals import can_be_copy, is_retiring
from ssot_check.matching.renames import is_other_job
from ssot_check.matching.rewrites import Rewrites, is_told
from ssot_check.matching.scant import is_scant
from ssot_check.matching.settings import is_renamed_script, line_by_line
from ssot_check.matching.similarity import Signals, align, measure
from ssot_check.matching.sisters import names_sister
from ssot_check.matching.subjects import are_of_one_family, are_twins, has_own_subject, works_elsewhere
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Trait, Unit

ADVISORY_FLOOR: Final = 0.75
"""Below this score a pair is not reported at all; from here to the domain's threshold it is advisory."""

NAMED_FLOOR: Final = 0.50
"""From here on a pair under one name that few others bear is a hint: whoever brings the copy is told of it."""

RARE_COUNT: Final = 64
RARE_SHARE: Final = 0.01
LEFT_OUT: Final = 0.5
"""How much of what a candidate needs is not indexed. It changes no answer; with half of it a whole run was cheapest."""
ALIKE_TOKENS: Final = 0.75
ALIKE_STATEMENTS: Final = 0.50
ALIKE_WORDS: Final = 0.60
STRANGE_STATEMENTS: Final = 0.75
"""Under names that have nothing in common more of the statements must stand again."""
ALIKE_EVIDENCE: Final = 0.90
GROWN_WORDS: Final = 0.90
GROWN_STATEMENTS: Final = 0.75
"""Where so much of the owner stands again, what the copy calls beyond that was added, and is not held against it."""


def search(hay: Haystack, weights: Mapping[str, Weights], owned: Sequence[Owned]) -> tuple[Match, ...]:
    """Every copy of an owned unit outside its domain: one match per copy, the best one, by place. `weights` are by family."""
    return one_direction(_found(hay, weights, owned), hay.registry)


def might_match(
    hay: Haystack,
    paths: Collection[str],
    owned: Sequence[Owned],
    weights: Mapping[str, Weights],
    jobs: Mapping[str, Jobs],
    only: Container[int] | None = None,
) -> bool:
    """True when a unit of one of these files may be a copy of what is `owned`. `weights` and `jobs` are those of their families.

    Where a class derives from others is not asked: that could only take matches away. Of the units only those are asked about whose
    numbers (as of `id`) are among the given, None for all: whether one is a copy does not hang on what others are copies of.
    """
    some = replace(hay, files={path: hay.files[path] for path in paths})
    hierarchy = Hierarchy(some.files)
    for family in sorted({item.family for item in owned}):
        mine = [item for item in owned if item.family == family]
        files = [some.files[path] for path in searched_files(some, family)]
        asked = [(unit, file) for file in files for unit in file.units if only is None or id(unit) in only]
        if not asked:
            continue
        units = [unit for unit, _ in asked]
        queries = Queries(some, weights[family], mine, Reasons(mine, hierarchy), partial(jobs.__getitem__, family), units)
        if any(queries.best(unit, file) for unit, file in asked):
            return True
    return False


def _found(hay: Haystack, weights: Mapping[str, Weights], owned: Sequence[Owned]) -> Iterator[Match]:
    hierarchy = Hierarchy(hay.files)
    for family in sorted({item.family for item in owned}):
        mine = [item for item in owned if item.family == family]
        asked = searched_files(hay, family)
        if asked:
            queries = Queries(hay, weights[family], mine, Reasons(mine, hierarchy))
            for path in asked:
                yield from queries.matches(hay.files[path])


def searched_files(hay: Haystack, family: str) -> list[str]:
    """The files of a family in which a copy would be told, in order."""
    return [path for path in sorted(hay.files) if not hay.files[path].generated and hay.family(hay.files[path]) == family]


def rare_cap(weights: Weights) -> int:
    """In at most so many units a feature stands that makes candidates."""
    return max(RARE_COUNT, int(weights.total * RARE_SHARE))


class Queries:
    """Owners of one family, to be asked which units of a file are copies of them.

    `jobs` gives the weights of stems, where they are known; `only` are the only units that will be asked about, None when it can be any.
    """

    def __init__(
        self,
        hay: Haystack,
        weights: Weights,
        owned: Sequence[Owned],
        reasons: Reasons,
        jobs: Callable[[], Jobs] | None = None,
        only: Iterable[Unit] | None = None,
    ) -> None:
        self._floor = min(item.domain.duplicates.min_tokens for item in owned)
        self._tests = {item.file.test for item in owned}
        self._finder = _Finder(hay, weights, owned, reasons, None if only is None else _features(only))
        self._rewrites = Rewrites(hay, weights, owned, reasons, jobs)

    def matches(self, file: ParsedFile) -> list[Match]:
        """What in the file is told as a copy of one of the owners."""
        return without_inner([match for unit in file.units for match in self.best(unit, file)])

    def best(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """The same of one unit, before what stands in one another is looked at."""
        if file.test not in self._tests or not can_be_copy(unit, self._floor):
            return []
        found = self._finder.best(unit, file)
        return found if is_told(found) else self._rewrites.beside(found, unit, file)


def _features(units: Iterable[Unit]) -> frozenset[int]:
    return frozenset(feature for unit in units for feature in unit.fingerprint.features)


class _Finder:
    """The indexes over the owners."""

    def __init__(
        self, hay: Haystack, weights: Weights, owned: Sequence[Owned], reasons: Reasons, asked: frozenset[int] | None = None
    ) -> None:
        self._reasons = reasons
        self._hay = hay
        self._weights = weights
        self._owned = owned
        self._exact = _numbers(item.unit.fingerprint.exact for item in owned)
        self._renamed = _numbers(item.unit.fingerprint.renamed for item in owned)
        self._named = _numbers(item.unit.name for item in owned)
        features = [item.unit.fingerprint.features for item in owned]
        self._index = RareIndex(features, weights.rarity(rare_cap(weights)), self._least, asked, LEFT_OUT)

    def _least(self, number: int, indexed: float) -> float:
        """The weight of rare features that makes a candidate of an owner, of whose features the `indexed` weight is rare."""
        owner = self._owned[number].unit
        total = self._weights.weighed(owner.fingerprint).features_total
        return max(MIN_RARE_SHARE * indexed, least_shared(owner, total) - (total - indexed))

    def best(self, unit: Unit, file: ParsedFile) -> list[Match]:
        """The best owner for a unit; where none matches the whole of it, every owner that a part of it repeats."""
        candidates: dict[int, CloneType] = {}
        for number in self._index.candidates(unit.fingerprint.features):
            candidates[number] = CloneType.NEAR
        for number in self._named.get(unit.name, ()):
            if are_namesakes(self._owned[number].unit, unit):
                candidates[number] = CloneType.NEAR
        candidates.update(dict.fromkeys(self._renamed.get(unit.fingerprint.renamed, ()), CloneType.RENAMED))
        candidates.update(dict.fromkeys(self._exact.get(unit.fingerprint.exact, ()), CloneType.EXACT))
        matches = [
            match
            for number in sorted(candidates)
            if is_allowed(self._hay, self._owned[number], unit, file)
            if (match := self._match(self._owned[number], unit, file, candidates[number])) is not None
        ]
        whole = [match for match in matches if match.part is None]
        return beside(staying(closest(whole), whole, map(self._owned.__getitem__, candidates), self._hay), matches) if whole else matches

    def _match(self, owner: Owned, unit: Unit, file: ParsedFile, clone_type: CloneType) -> Match | None:
        settings = clone_type is CloneType.NEAR and is_renamed_script(owner.unit, unit)
        clone_type = CloneType.RENAMED if settings else clone_type
        named = self._reasons.are_namesakes(owner.unit, unit)
        shape_only = clone_type is CloneType.RENAMED and (
            is_for_another(owner.unit, unit) or not is_purposeful(owner.unit, unit, self._weights, named=named)
        )
        shape_only = shape_only or (clone_type is CloneType.EXACT and works_elsewhere(owner.unit, unit))
        clone_type = CloneType.NEAR if shape_only else clone_type
        proved = clone_type in (CloneType.EXACT, CloneType.RENAMED)
        least = NAMED_FLOOR if named else ADVISORY_FLOOR
        if not proved and not can_be_near(owner.unit, unit, self._weights, least, named=named):
            return None
        signals = measure(owner.unit, unit, self._weights)
        value, part = (1.0, None) if proved else self._near(owner.unit, unit, signals, named=named)
        if value < least:
            return None
        answer = clone_type is CloneType.NEAR and self._reasons.answer(owner, unit, signals)
        filled = self._reasons.filled(owner, unit) if clone_type is CloneType.NEAR and part is None else None
        if not filled and self._is_refused(owner, unit, file, clone_type, signals, answer=answer):
            return None
        loose = is_small_method(owner.unit, unit)
        if not proved:
            loose = value < ADVISORY_FLOOR or shape_only or answer or self._is_loose(owner.unit, unit, signals, part=part is not None)
        loose = loose or is_short_call(owner.unit) or rests_on_another(owner.unit, owner.file, unit, file, self._weights)
        twins = clone_type is CloneType.NEAR and part is None and are_twins(owner.unit, unit)
        advisory = twins or Trait.FALLBACK in unit.traits or has_own_subject(owner.unit, unit)
        advisory = advisory or (not proved and is_scant(owner.unit, unit, self._weights, signals, named=named))
        loose = loose or (twins and signals.telling < MIN_TOLD and not are_of_one_family(owner.unit, unit))
        gate = value >= owner.domain.duplicates.threshold and not advisory
        base, between = self._reasons.home(owner.unit, unit)
        return Match(
            domain=owner.domain.name,
            owner=owner.unit,
            copy=unit,
            clone_type=clone_type,
            tier=filled or (Tier.HINT if loose else Tier.GATE if gate else Tier.ADVISORY),
            score=round(value, 2),
            alignment=(line_by_line if settings else align)(owner.unit, unit, self._weights),
            fallback=Trait.FALLBACK in unit.traits,
            part=part,
            base=base,
            between=between,
            twins=twins,
        )

    def _is_refused(self, owner: Owned, unit: Unit, file: ParsedFile, clone_type: CloneType, signals: Signals, *, answer: bool) -> bool:
        """True where an edited copy has a reason that leaves nothing to tell, or an exact one says nothing."""
        if clone_type is CloneType.NEAR:
            small = min(owner.unit.fingerprint.size, unit.fingerprint.size) < SMALL_ANSWER
            return (answer and small) or self._reasons.hold(owner, unit, file, signals)
        return clone_type is CloneType.EXACT and not says_anything(owner.unit, self._weights)

    def _is_loose(self, owner: Unit, unit: Unit, signals: Signals, *, part: bool) -> bool:
        """What people would hardly call a copy, unless much of the text, the statements and the words stand again at once."""
        pair = owner, unit, self._weights, signals
        if is_retiring(owner) or is_apart(*pair, part=part) or is_for_another(owner, unit, part=part) or hands_on(owner, unit, signals):
            return True
        if not part and any(differs(*pair) for differs in (is_idiom, is_other_job, names_sister)):
            return True
        if not part and (self._reasons.are_namesakes(owner, unit) or is_nearly_all(owner, unit, signals) or is_whole(owner, signals)):
            return is_twin(owner, unit, self._weights, signals)
        grown = signals.words >= GROWN_WORDS and signals.statements >= GROWN_STATEMENTS
        if (part or not grown) and is_doubtful(owner, unit, self._weights, signals, part=part):
            return True
        least = ALIKE_STATEMENTS if telling_parts(owner.name) & telling_parts(unit.name) else STRANGE_STATEMENTS
        alike = signals.alignment >= ALIKE_TOKENS and signals.statements >= least and signals.words >= ALIKE_WORDS
        if alike and signals.evidence >= ALIKE_EVIDENCE and not part:
            return is_twin(owner, unit, self._weights, signals)
        return is_loose(owner, unit, self._weights, signals, part=part or grown)

    def _near(self, owner: Unit, unit: Unit, signals: Signals, *, named: bool) -> tuple[float, tuple[int, int] | None]:
        """The score of an edited copy, and its first and last line when it is a part of the unit."""
        value = near_score(owner, unit, signals, named=named)
        part = find_part(owner, unit, signals) if value < ADVISORY_FLOOR else None
        if part is not None:
            return part.score, (part.line, part.end_line)
        if value >= ADVISORY_FLOOR or not stands_whole(owner, signals):
            return value, None
        value = near_score(owner, unit, signals, grown=True, named=named)
        # What is so much longer is no copy of the owner: it holds one, somewhere between its first and last statement.
        lines = [line for _, line in align(owner, unit, self._weights).pairs] if value and signals.growth >= 1.0 else []
        return value, (lines[0], lines[-1]) if lines else None


def _numbers(keys: Iterable[str]) -> Mapping[str, list[int]]:
    """Which owners have each of the keys, which stand in the order of the owners."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        found[key].append(number)
    return found

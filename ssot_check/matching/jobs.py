"""The same job in other words: what is left of a function when its text, its names and its libraries are others.

Left are the stems of what it names, calls and says, where another word of one meaning counts in part, weighed by rarity in the
repository (Spärck Jones 1972); and its effects, what it does outside the process. Both directions count: what of the owner's is in the
copy, and what of the copy's is in the owner.

The limits below were set by hand on the hand-written plants of `benchmarks/quality` and on what the first ones reported in seven public
repositories; both are too few for a fit.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import Final, NamedTuple

from ssot_check.matching.profiles import Profile, evidence
from ssot_check.matching.vocabulary import synonyms, terms
from ssot_check.model.unit import Unit

OTHER_WORD: Final = 0.7
"""What another word of the same meaning counts."""
COMMON_SHARE: Final = 0.10
MIN_EVIDENCE: Final = 3.0
MIN_SHARE: Final = 0.30
MIN_BOTH: Final = 0.42
MIN_EFFECTS: Final = 0.6
PLAIN_OWNER: Final = 3.0
PLAIN_COPY: Final = 1.0
PLAIN_TOGETHER: Final = 8.0
"""What must speak for owner and copy being of the domain's kind (in the measure of `profiles.evidence`), and of both without an effect."""
TELLING_BOTH: Final = 0.55
TELLING_EFFECTS: Final = 2
SHOWN: Final = 6
_STARTS: Final = "spawn"


class Job(NamedTuple):
    """Stems of everything a unit names, calls and says; and the kinds of its effects."""

    stems: frozenset[str]
    effects: frozenset[str]


class Jobs:
    """How rare stems are among the units of one language family."""

    def __init__(self, counted: Mapping[str, int], functions: int) -> None:
        total = max(functions, 4)
        self._weights = {
            stem: log(total / (1 + count)) / log(total / 2) for stem, count in counted.items() if count < COMMON_SHARE * total or count <= 2
        }

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Jobs:
        """Counted over these functions."""
        counted: Counter[str] = Counter()
        for unit in units:
            counted.update(stems(unit))
        return cls(counted, len(units))

    def alike(self, owner: Job, copy: Job) -> float | None:
        """How alike two jobs of one language are, in 0..1; None when they are not one."""
        if not same_effects(owner.effects, copy.effects):
            return None
        mine, back, shared = self._shares(owner, copy)
        if shared < MIN_EVIDENCE or min(mine, back) < MIN_SHARE:
            return None
        both = _mean(mine, back)
        return both if both >= MIN_BOTH else None

    def both(self, owner: Job, copy: Job) -> tuple[float, float]:
        """Harmonic mean of what is shared of the owner and of the copy, in 0..1; and the weight of what is shared."""
        mine, back, shared = self._shares(owner, copy)
        return _mean(mine, back), shared

    def _shares(self, owner: Job, copy: Job) -> tuple[float, float, float]:
        """What is in the copy of the owner's weight, what in the owner of the copy's, and the former as weight."""
        shared, mine = self._shared(owner.stems, copy.stems), self.weight(owner.stems)
        back, theirs = self._shared(copy.stems, owner.stems), self.weight(copy.stems)
        return (shared / mine, back / theirs, shared) if mine and theirs else (0.0, 0.0, 0.0)

    def told(self, owner: Job, copy: Job) -> tuple[str, ...]:
        """The effects and the rarest stems of the owner that the copy has too."""
        shared = sorted(owner.stems & copy.stems, key=lambda stem: (-self.rarity(stem), stem))
        return (*(f"effect: {kind}" for kind in sorted(owner.effects & copy.effects)), *shared[:SHOWN])

    def rarity(self, stem: str) -> float:
        """Weight of one stem: 1 when it stands in one unit, 0 when it is common."""
        return max(0.0, self._weights.get(stem, 0.0))

    def weight(self, stems: Iterable[str]) -> float:
        """Sum of the weights, summed in the order of the words: floats do not add up alike in any order."""
        return sum(map(self.rarity, sorted(stems)))

    def _shared(self, stems: frozenset[str], others: frozenset[str]) -> float:
        meant = frozenset(stem for stem in stems - others if not synonyms().get(stem, frozenset()).isdisjoint(others))
        return self.weight(stems & others) + OTHER_WORD * self.weight(meant)


def _mean(one: float, other: float) -> float:
    return min(1.0, 2 * one * other / (one + other)) if one + other else 0.0


def can_be_asked(owner: Unit, profile: Profile) -> bool:
    """True for an owner that plainly does the kind of work of its domain, or has a combination of effects of its own."""
    return evidence(owner, profile)[0] >= PLAIN_OWNER or len(job(owner).effects) >= TELLING_EFFECTS


def same_kind(owner: Unit, copy: Unit, profile: Profile, both: float) -> bool:
    """True when what the two have in common is work of the domain's kind. `both` is how alike their jobs are."""
    effects = job(owner).effects & job(copy).effects
    if len(effects) >= TELLING_EFFECTS:
        return True
    mine, theirs = evidence(owner, profile)[0], evidence(copy, profile)[0]
    return mine >= PLAIN_OWNER and theirs >= PLAIN_COPY and (bool(effects) or mine + theirs >= PLAIN_TOGETHER or both >= TELLING_BOTH)


def job(unit: Unit) -> Job:
    """What a unit does, as far as it survives a rewrite."""
    used = {*unit.fingerprint.words, *unit.calls, *(call.rpartition(".")[2] for call in unit.calls)}
    effects = _kinds(used)
    if _STARTS in effects:  # the program that is started is a text there: `run(["docker", "pull"])`
        effects |= _kinds({word.lstrip('"') for word in unit.fingerprint.words})
    return Job(stems(unit), effects)


def _kinds(used: Set[str]) -> frozenset[str]:
    return frozenset(kind for kind, names in _effects().items() if not names.isdisjoint(used))


def stems(unit: Unit) -> frozenset[str]:
    """Stems of the words that a unit names, calls and says, and of its own name."""
    found = set(_terms(unit.name))
    for word in (*unit.fingerprint.words, *unit.calls):
        found.update(_terms(word))
    return frozenset(found)


@lru_cache(maxsize=1 << 15)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(terms(word.lstrip('"')))


@cache
def _effects() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(files("ssot_check.matching").joinpath("effects.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(names) for kind, names in data.items()}


def same_effects(one: frozenset[str], two: frozenset[str]) -> bool:
    """True when most kinds of effects are those of both."""
    return len(one & two) >= MIN_EFFECTS * len(one | two)

"""The same job in other words: what is left of a function when its text, its names and its libraries are others.

Left are the stems of what it is called, what it names, calls and says, where another word of one meaning counts in part, weighed by
rarity in the repository (Spärck Jones 1972); and what its calls are for, weighed by rarity in public code. Both directions count: what
of the owner's is in the copy, and what of the copy's is in the owner. How much each signal counts was fitted (`jobs.json`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, repeat
from math import exp, log
from typing import Final, NamedTuple

from ssot_check.matching.control import Control, control, same_control
from ssot_check.matching.fitted import fitted
from ssot_check.matching.profiles import Profile, evidence
from ssot_check.matching.purposes import effects, purposes
from ssot_check.matching.steps import PAIR, finer, stepped
from ssot_check.matching.vocabulary import synonyms, terms
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

OTHER_WORD: Final = 0.7
"""What another word of the same meaning counts."""
COMMON_SHARE: Final = 0.10
MIN_BOTH: Final = 0.25
"""Below this likeness of all words two jobs are not looked at further."""
MIN_EFFECTS: Final = 0.6
PLAIN_OWNER: Final = 3.0
"""What must speak for an owner being of the domain's kind, in the measure of `profiles.evidence`."""
TELLING_EFFECTS: Final = 2
SHOWN: Final = 6
_MOST_PARAMETERS: Final = 6
MIN_SIZE: Final = 40
JOB_KINDS: Final = FUNCTIONS | {UnitKind.CLASS}
_DONE_IN: Final = JOB_KINDS | {UnitKind.SCRIPT}
"""A script does the job of a function on its top level, too."""
MIN_RARE: Final = 0.80
SAME_TEXTS: Final = 0.40
"""Both say a rare word, or much the same in texts: what only says the common words of its library (`session`, `select`) does any job."""
_LEAST: Final = 5
"""Tokens that a statement counts as at least: a command of two words is as much of a job as a call of five tokens."""


class Job(NamedTuple):
    """Stems of everything that a unit is called, calls, says and names, and of the first three apart; what it is for; how large it is.

    `effects` are those of `purposes` that are seen outside the process.
    """

    stems: frozenset[str]
    effects: frozenset[str]
    purposes: frozenset[str]
    name: frozenset[str]
    calls: frozenset[str]
    texts: frozenset[str]
    size: int
    parameters: int
    is_class: bool
    control: Control


class Said(NamedTuple):
    """The stems of a unit that count, those of no stem of it that mean the same as one of it, and the weight of the first."""

    stems: AbstractSet[str]
    meant: AbstractSet[str]
    weight: float


class Likeness(NamedTuple):
    """How alike two jobs are, signal by signal; most are harmonic means of two shares, that of the owner and that of the copy, in 0..1.

    `stems_most` is the larger share of all words, `rare` the number of words that both say, each by the cube of its rarity. `size` and
    `parameters` are differences, `room` the logarithm of the smaller size, `kind` is 1 for a class against a function.
    """

    name: float
    calls: float
    texts: float
    stems: float
    stems_most: float
    purpose: float
    rare: float
    size: float
    room: float
    parameters: float
    kind: float
    control: float


MEANINGS: Final[Mapping[str, str]] = {
    "name": "words of both names, by rarity, synonyms counted in part",
    "calls": "words of what both call",
    "texts": "words of what both say in texts",
    "stems": "all words that both name, call and say",
    "stems_most": "the larger of both shares of all words",
    "purpose": "what the calls of both are for: libraries of one purpose, and effects outside the process",
    "rare": "how many rare words they share, in absolute terms",
    "size": "how much one is longer; speaks against it",
    "room": "how large the smaller one is",
    "parameters": "how many more parameters one has; speaks against it",
    "kind": "1 for a class against a function",
    "control": "how alike both are in loops, choices, failures and answers",
}


class Jobs:
    """How rare stems are among the units of one language family, by steps."""

    def __init__(self, counted: Mapping[str, int], functions: int) -> None:
        self._total = max(stepped(functions), 4)
        known = {count: self._weight(count) for count in set(counted.values())}
        self._weights = {stem: weight for stem, count in counted.items() if (weight := known[count]) is not None}

    @classmethod
    def of(cls, units: Sequence[Unit]) -> Jobs:
        """Counted over these functions."""
        counted: Counter[str] = Counter()
        for unit in units:
            counted.update(stems(unit))
        return cls(counted, len(units))

    def _weight(self, count: int) -> float | None:
        """None for a stem that is too common to count."""
        often = finer(count)
        rare = often < COMMON_SHARE * self._total or count <= PAIR
        return log(self._total / (1 + often)) / log(self._total / 2) if rare else None

    def agrees(self, other: Jobs, stems: Iterable[str]) -> bool:
        """True when both weigh these stems alike, and all others that count alike in both."""
        return self._total == other._total and all(self._weights.get(stem) == other._weights.get(stem) for stem in stems)

    def moved(self, other: Jobs) -> frozenset[str] | None:
        """The stems that both weigh otherwise, None where the number of functions itself is another one."""
        if self._total != other._total:
            return None
        return frozenset(stem for stem, _ in self._weights.items() ^ other._weights.items())

    def likeness(self, owner: Job, copy: Job) -> Likeness | None:
        """Every signal; None for two jobs that have next to no words in common."""
        said = self._alike(owner.stems, copy.stems)
        if mean(*said) < MIN_BOTH:
            return None
        return Likeness(
            name=mean(*self._alike(owner.name, copy.name)),
            calls=mean(*self._alike(owner.calls, copy.calls)),
            texts=mean(*self._alike(owner.texts, copy.texts)),
            stems=mean(*said),
            stems_most=max(said),
            purpose=_purpose(owner.purposes, copy.purposes),
            rare=sum(self.rarity(stem) ** 3 for stem in sorted(owner.stems & copy.stems)),
            size=abs(log(owner.size / copy.size)),
            room=log(min(owner.size, copy.size)),
            parameters=float(abs(min(owner.parameters, _MOST_PARAMETERS) - min(copy.parameters, _MOST_PARAMETERS))),
            kind=float(owner.is_class != copy.is_class),
            control=same_control(owner.control, copy.control),
        )

    def both(self, owner: Job, copy: Job) -> tuple[float, float]:
        """Harmonic mean of what is shared of the owner and of the copy, in 0..1; and the weight of what is shared."""
        one, other = self.said(owner.stems), self.said(copy.stems)
        mine, back = self._shared(one, other)
        return (mean(mine / one.weight, back / other.weight), mine) if one.weight and other.weight else (0.0, 0.0)

    def told(self, owner: Job, copy: Job) -> tuple[str, ...]:
        """The purposes and the rarest stems of the owner that the copy has too."""
        shared = sorted(owner.stems & copy.stems, key=lambda stem: (-self.rarity(stem), stem))
        return (*(f"effect: {kind}" for kind in sorted(owner.effects & copy.effects)), *shared[:SHOWN])

    def rarity(self, stem: str) -> float:
        """Weight of one stem: 1 when it stands in one unit, 0 when it is common."""
        return self._weights.get(stem, 0.0)

    def rarities(self, stems: Iterable[str]) -> Iterable[float]:
        """The weights of stems, in their order."""
        return map(self._weights.get, stems, repeat(0.0))

    def weight(self, stems: Iterable[str]) -> float:
        """Sum of the weights, summed in the order of the words: floats do not add up alike in any order."""
        return sum(self.rarities(sorted(stems)))

    def said(self, stems: frozenset[str]) -> Said:
        """What is said by these stems; those that are too common to count are left out."""
        known = synonyms()
        meant = frozenset[str]().union(*map(known.__getitem__, known.keys() & stems))
        return Said(self._weights.keys() & stems, (self._weights.keys() & meant) - stems, self.weight(stems))

    def shares(self, owner: Said, copy: Said) -> tuple[float, float]:
        """What is in the copy of the owner's weight, what in the owner of the copy's."""
        mine, back = self._shared(owner, copy)
        return (mine / owner.weight if mine else 0.0), (back / copy.weight if back else 0.0)

    def _alike(self, owner: frozenset[str], copy: frozenset[str]) -> tuple[float, float]:
        return self.shares(self.said(owner), self.said(copy))

    def _shared(self, owner: Said, copy: Said) -> tuple[float, float]:
        shared = self.weight(owner.stems & copy.stems)
        mine = shared + OTHER_WORD * self.weight(owner.stems & copy.meant)
        return mine, shared + OTHER_WORD * self.weight(copy.stems & owner.meant)


def is_telling(signals: Likeness) -> bool:
    """True when what both say is said by few others, or much of it in texts."""
    return signals.rare >= MIN_RARE or signals.texts >= SAME_TEXTS


def does_job(unit: Unit) -> bool:
    """True for a function, a class or a script block that is long enough to be told apart from others by what it does."""
    return does_job_of(unit.kind, unit.fingerprint.size, len(unit.fingerprint.hashes))


def does_job_of(kind: UnitKind, size: int, statements: int) -> bool:
    """The same by what is known of a unit that is not made."""
    return kind in _DONE_IN and max(size, _LEAST * statements) >= MIN_SIZE


def odds(signals: Likeness) -> float:
    """Logarithm of the odds that both do one job, by the fitted weights."""
    return fitted().intercept + sum(fitted().weights.get(name, 0.0) * value for name, value in zip(Likeness._fields, signals, strict=True))


def weighed(signals: Likeness) -> tuple[tuple[str, float, float], ...]:
    """Name, value and weight of every signal."""
    return tuple((name, round(value, 2), fitted().weights.get(name, 0.0)) for name, value in zip(Likeness._fields, signals, strict=True))


def _purpose(owner: frozenset[str], copy: frozenset[str]) -> float:
    shared, mine, theirs = (_common(names) for names in (owner & copy, owner, copy))
    return mean(shared / mine, shared / theirs) if shared else 0.0


def _common(purposes_of: Iterable[str]) -> float:
    return sum(fitted().rarity.get(name, 1.0) for name in sorted(purposes_of))


def chance(value: float) -> float:
    """Odds in logarithms as a share in 0..1."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


def mean(one: float, other: float) -> float:
    """Harmonic mean of two shares, at most 1."""
    return min(1.0, 2 * one * other / (one + other)) if one + other else 0.0


def can_be_asked(owner: Unit, profile: Profile) -> bool:
    """True for an owner that plainly does the kind of work of its domain, or has a combination of effects of its own."""
    return evidence(owner, profile)[0] >= PLAIN_OWNER or len(effects(owner)) >= TELLING_EFFECTS


def job(unit: Unit) -> Job:
    """What a unit does, as far as it survives a rewrite."""
    said = unit.fingerprint.words
    return Job(
        stems(unit),
        effects(unit),
        purposes(unit),
        frozenset(_terms(unit.name)),
        _all_terms(call.rpartition(".")[2] for call in unit.calls),
        _all_terms(word for word in said if word.startswith('"')),
        max(1, unit.fingerprint.size),
        unit.parameters,
        unit.kind is UnitKind.CLASS,
        control(unit),
    )


def stems(unit: Unit) -> frozenset[str]:
    """Stems of the words that a unit names, calls and says, and of its own name."""
    return _all_terms((unit.name, *unit.fingerprint.words, *unit.calls))


def stems_of(word: str) -> tuple[str, ...]:
    """Stems of one name, call or word, as `stems` has them."""
    return _terms(word)


def _all_terms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(_terms, words)))


@lru_cache(maxsize=1 << 16)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(terms(word.lstrip('"')))


def same_effects(one: frozenset[str], two: frozenset[str]) -> bool:
    """True when most kinds of effects are those of both."""
    return len(one & two) >= MIN_EFFECTS * len(one | two)

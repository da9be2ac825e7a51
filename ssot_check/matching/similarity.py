"""How alike two units are: one score in 0..1 and the statement alignment that explains it. The door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress, pairwise
from math import exp, log
from types import ModuleType
from typing import Final, NamedTuple

from ssot_check.matching.steps import added
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import dataclass, names_of
from ssot_check.model.match import Alignment
from ssot_check.model.unit import Fingerprint, Unit

SHOWN_WORDS: Final = 6


@cache
def _lcs() -> ModuleType:
    """Loaded where the first pair is measured: most commits come to none."""
    from rapidfuzz.distance import LCSseq

    return LCSseq


@dataclass(frozen=True, slots=True)
class Signals:
    """What is measured of a pair. All but `growth` are in 0..1.

    containment  weighted share of the owner's features that the copy has (asymmetric: copies grow)
    evidence     weight of those features, 1 from FULL_EVIDENCE fully rare ones on
    alignment    normalised Indel similarity of the two token streams
    coverage     share of the copy's tokens that align with the owner
    statements   share of the owner's statements that align in order with one of the copy
    words        weighted share of the owner's outside names and literal words that the copy has
    telling      weight of those words, 1 from FULL_TELLING fully rare ones on
    growth       logarithm of copy size over owner size, 0..1: how much else the copy does
    """

    containment: float
    evidence: float
    alignment: float
    coverage: float
    statements: float
    words: float
    telling: float
    growth: float


FULL_EVIDENCE: Final = 10.0
FULL_TELLING: Final = 3.0

# Logistic regression over 8,576 mutated copies of owned functions (unchanged, renamed, 10 to 50 % of the statements edited) against
# 9,543 best candidates for other functions of the same five repositories (buildbot, airflow, superset, mlflow, dokku), which
# were taken for negatives unread. The intercept was then moved by hand. The fit was made once, before the rarity table took its
# present form, and cannot be repeated from this repository; what the score reaches on real code is in benchmarks/real.
_INTERCEPT: Final = -8.93
_CONTAINMENT, _EVIDENCE, _ALIGNMENT, _COVERAGE = 2.63, 2.07, 0.89, 1.26
_STATEMENTS, _WORDS, _TELLING, _GROWTH = 7.63, 2.03, 1.43, -4.11
NAMED: Final = 0.5
"""What a name adds that few others bear and that has come along with the text. Set by hand, to what one rare word adds to `telling`."""


def weighted() -> dict[str, float]:
    """The weight of each signal in the linear sum of the score, by the signal's name."""
    values = (_CONTAINMENT, _EVIDENCE, _ALIGNMENT, _COVERAGE, _STATEMENTS, _WORDS, _TELLING, _GROWTH)
    return dict(zip(names_of(Signals), values, strict=True))


class Overlap(NamedTuple):
    """What is known of a pair without going through its tokens: the signals of these names."""

    containment: float
    evidence: float
    words: float
    telling: float
    growth: float


def overlap(owner: Unit, copy: Unit, weights: Weights) -> Overlap:
    """The features and words that both units have. Both have at least one token."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    weighed, held = weights.weighed(ours), weights.held(theirs)
    total, total_words = weighed.features_total, weighed.words_total
    shared = added(compress(weighed.features, map(held.features.__contains__, ours.features)))
    shared_words = added(compress(weighed.words, map(held.words.__contains__, ours.words)))
    return Overlap(
        containment=shared / total if total else 0.0,
        evidence=min(1.0, shared / FULL_EVIDENCE),
        words=shared_words / total_words if total_words else 0.0,
        telling=min(1.0, shared_words / FULL_TELLING),
        growth=min(1.0, max(0.0, log(theirs.size / ours.size))),
    )


def measure(owner: Unit, copy: Unit, weights: Weights) -> Signals:
    """All signals of one pair. Both units have at least one token."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    return _signals(
        overlap(owner, copy, weights),
        _lcs().similarity(ours.stream, theirs.stream),
        _lcs().similarity(ours.hashes, theirs.hashes),
        ours,
        theirs,
    )


def at_most(owner: Unit, copy: Unit, found: Overlap) -> Signals:
    """What the signals of a pair of this overlap can be at most, whatever the order of tokens and statements."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    statements = sum(map(frozenset(theirs.hashes).__contains__, ours.hashes))
    return _signals(found, min(ours.size, theirs.size), min(statements, len(theirs.hashes)), ours, theirs)


def _signals(found: Overlap, common: int, statements: int, ours: Fingerprint, theirs: Fingerprint) -> Signals:
    """The signals of an overlap and of how many tokens and statements align."""
    return Signals(
        containment=found.containment,
        evidence=found.evidence,
        alignment=2 * common / (ours.size + theirs.size),
        coverage=common / theirs.size,
        statements=statements / len(ours.hashes),
        words=found.words,
        telling=found.telling,
        growth=found.growth,
    )


class Window(NamedTuple):
    """An owner against a stretch of a longer unit, both in 0..1.

    alignment   normalised Indel similarity with the best window of the unit's tokens
    statements  share of the owner's statements that align in order within the stretch
    """

    alignment: float
    statements: float


def align_window(owner: Unit, copy: Unit, first: int, last: int) -> Window:
    """Hold `owner` against the statements `first` to `last` (exclusive) of a longer unit."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    stretch = theirs.hashes[first:last]
    statements = _lcs().similarity(ours.hashes, stretch) / len(ours.hashes)
    from rapidfuzz.fuzz import partial_ratio

    return Window(partial_ratio(ours.stream, theirs.stream) / 100, statements)


def score(signals: Signals, *, named: bool = False) -> float:
    """One calibrated number in 0..1: the logistic combination of the signals, and of whether both bear a name that tells a copy."""
    linear = (
        _INTERCEPT
        + NAMED * named
        + _CONTAINMENT * signals.containment
        + _EVIDENCE * signals.evidence
        + _ALIGNMENT * signals.alignment
        + _COVERAGE * signals.coverage
        + _STATEMENTS * signals.statements
        + _WORDS * signals.words
        + _TELLING * signals.telling
        + _GROWTH * signals.growth
    )
    return 1.0 / (1.0 + exp(-linear))


def longest_run(owner: Unit, copy: Unit) -> int:
    """Number of aligned statements that stand in one unbroken row on both sides, at its longest."""
    blocks = _lcs().opcodes(list(owner.fingerprint.hashes), list(copy.fingerprint.hashes))
    return max((block.src_end - block.src_start for block in blocks if block.tag == "equal"), default=0)


def replaced(owner: Unit, copy: Unit) -> Iterator[tuple[str, str]]:
    """Single tokens of the owner and those that stand in their place, between what is equal, as characters of the streams."""
    ours, theirs = owner.fingerprint.stream, copy.fingerprint.stream
    blocks = _lcs().editops(ours, theirs).as_matching_blocks()
    for before, behind in pairwise(blocks):
        first, second = before.a + before.size, before.b + before.size
        if behind.a - first == behind.b - second == 1:
            yield ours[first], theirs[second]


def align(owner: Unit, copy: Unit, weights: Weights) -> Alignment:
    """Longest common subsequence of the statement hashes, and the rarest shared words."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    pairs: list[tuple[int, int]] = []
    for block in _lcs().opcodes(list(ours.hashes), list(theirs.hashes)):
        if block.tag == "equal":
            pairs.extend(zip(ours.lines[block.src_start : block.src_end], theirs.lines[block.dest_start : block.dest_end], strict=True))
    shared = weights.informative(set(ours.words) & set(theirs.words))
    return Alignment(tuple(pairs), len(ours.hashes), len(theirs.hashes), tuple(shared[:SHOWN_WORDS]))

"""How alike two units are: one score in 0..1 and the statement alignment that explains it. The door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp
from typing import Final, TypeVar

from rapidfuzz.distance import Indel, LCSseq

from ssot_check.matching.weights import Weights
from ssot_check.model.match import Alignment
from ssot_check.model.unit import Unit

SHOWN_WORDS: Final = 6
Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Signals:
    """What is measured of a pair, each in 0..1.

    containment  weighted share of the owner's features that the copy has (asymmetric: copies grow)
    alignment    normalised Indel similarity of the two token streams
    words        weighted share of the owner's outside names and literal words that the copy has
    statements   share of the owner's statements that align in order with one of the copy
    """

    containment: float
    alignment: float
    words: float
    statements: float


def measure(owner: Unit, copy: Unit, weights: Weights) -> Signals:
    """All signals of one pair."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    return Signals(
        containment=_share(ours.features, frozenset(theirs.features), weights.feature),
        alignment=Indel.normalized_similarity(ours.stream, theirs.stream),
        words=_share(ours.words, frozenset(theirs.words), weights.word),
        statements=LCSseq.similarity(ours.hashes, theirs.hashes) / max(1, len(ours.hashes)),
    )


def score(signals: Signals) -> float:
    """One calibrated number: the logistic combination of the signals."""
    linear = -9.0 + 8.0 * signals.containment + 6.0 * signals.alignment + 3.0 * signals.words + 1.5 * signals.statements
    return 1.0 / (1.0 + exp(-linear))


def _share(items: Iterable[Key], others: frozenset[Key], weight: Callable[[Key], float]) -> float:
    """Weighted share of `items` that is in `others`."""
    total = shared = 0.0
    for item in items:
        value = weight(item)
        total += value
        if item in others:
            shared += value
    return shared / total if total else 0.0


def align(owner: Unit, copy: Unit, weights: Weights) -> Alignment:
    """Longest common subsequence of the statement hashes, and the rarest shared words."""
    ours, theirs = owner.fingerprint, copy.fingerprint
    pairs: list[tuple[int, int]] = []
    for block in LCSseq.opcodes(list(ours.hashes), list(theirs.hashes)):
        if block.tag == "equal":
            pairs.extend(zip(ours.lines[block.src_start : block.src_end], theirs.lines[block.dest_start : block.dest_end], strict=True))
    shared = weights.informative(set(ours.words) & set(theirs.words))
    return Alignment(tuple(pairs), len(ours.hashes), len(theirs.hashes), tuple(shared[:SHOWN_WORDS]))

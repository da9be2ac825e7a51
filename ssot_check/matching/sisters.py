"""Names of one family, by which a twin for another type is known: it says `AliasRecord` where the owner says `VarRecord`.

The last sub-word of such names says what kind of thing is meant, the ones before it which. A function that names another thing of the
kind where the owner names its own does the owner's work for that other thing: who wants one of both needs something that is general,
which is a choice and no repair. A copy that was moved keeps the names, or calls one thing by a longer or a shorter name. Where nothing
but such a name differs in a long function, it is a parameter. Of 21 other judged pairs with such names 19 were unsure and 2 false
(benchmarks/real/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.matching.fingerprint import name_character
from ssot_check.matching.similarity import Signals, replaced
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import split_identifier
from ssot_check.model.unit import FUNCTIONS, Unit

RARE: Final = 0.3
"""What more units than that name is no thing of its own (`Error`, `Context`)."""
LEAST_PARTS: Final = 2
LONG: Final = 100
SAME_TOKENS: Final = 0.95
"""So much of a function of LONG tokens and more is all but a name or two."""


def names_sister(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    """True when the copy names a sister of what the owner names, in its place, and not that alone.

    Of classes it is not asked: what was pasted into the one for another thing are its methods, and they would be told one by one.
    """
    if owner.kind not in FUNCTIONS or copy.kind not in FUNCTIONS:
        return False
    if signals.alignment >= SAME_TOKENS and owner.fingerprint.size >= LONG:
        return False
    mine, theirs = set(owner.fingerprint.words), set(copy.fingerprint.words)
    ours, others = _rare(mine - theirs, weights), _rare(theirs - mine, weights)
    if not ours or not others:
        return False
    return any(one in ours and other in others and are_sisters(ours[one], others[other]) for one, other in replaced(owner, copy))


def are_sisters(one: str, other: str) -> bool:
    """True for names with one last sub-word, each with a word of its own before it that is no short form of one of the other."""
    parts, others = split_identifier(one), split_identifier(other)
    if min(len(parts), len(others)) < LEAST_PARTS or parts[-1] != others[-1]:
        return False
    return _has_own(parts, others) and _has_own(others, parts)


def _has_own(parts: Iterable[str], others: Iterable[str]) -> bool:
    known = set(others)
    return any(not any(part.startswith(other) or other.startswith(part) for other in known) for part in parts)


def _rare(words: Iterable[str], weights: Weights) -> Mapping[str, str]:
    """The rare names among the words, by the character that stands for each in a stream."""
    return {name_character(word): word for word in sorted(words) if not word.startswith('"') and weights.word(word) >= RARE}

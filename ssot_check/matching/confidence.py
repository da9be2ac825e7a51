"""How likely a maintainer calls an edited copy one: a second opinion on what the score lets through.

The score is fitted on planted copies and says how much of the owner stands again. Whether that is worth a report is another question, and
people answered it: for each edited copy in public code that the tool reported, one reader noted true, unsure or false
(`benchmarks/real/near_copies.csv`). A logistic regression over five numbers of those pairs gives the confidence; what stays below the
least one is a hint, which is counted and shown only on demand.

How much is equal hardly parts true from false there, because the score has asked that. What differs does: two functions of one frame that
call other things, say other things and have other names (adapters of one interface, queries of two tables) are no copies, and
neither are statements that are equal here and there but nowhere in a row.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log
from typing import Final, NamedTuple

from ssot_check.matching.frames import hands_on, is_twin, last_names, words_back
from ssot_check.matching.near import MIN_CLASS_SIZE
from ssot_check.matching.similarity import Signals, longest_run
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.unit import Trait, Unit, UnitKind

MIN_CONFIDENCE: Final = 0.75
SURE: Final = 0.87
MOST_TOKENS: Final = 0.90
MUTUAL: Final = 0.80
"""Up to here, and with fewer tokens alike, each must say so much of what the other says: of the others two in five were judged true."""
MOST_TOLD: Final = 0.50
"""Where so much that is rare is shared a pair is told nevertheless: the limits cost few planted copies so."""
MIN_PART: Final = 0.80
"""Of a stretch of something longer more is asked: the same cases of a branch with other results repeat all but what matters."""
HALF: Final = 0.50
"""With less of the owner's statements, and of its words, what is equal is the lesser part of both."""
MIN_METHOD: Final = 30
"""Nobody can call the small method of a strange class: an exact copy of it asks for a common base, and is not worth one."""
MIN_ANSWER: Final = 60
"""Smaller renamed methods of one name, and those that hand the call on, are answers of two classes to it, as an interface asks for."""
MIN_CALL: Final = 7
"""Entries of a step that uses an action: whoever writes another action around a shorter one writes as many lines as go."""
ONE_STATEMENT: Final = 2
"""A signature and what is returned: so a class declares a column or an attribute, each for itself."""
AGAIN: Final = 8
AGAIN_SHARE: Final = 0.60
"""So many statements of one form, and so much of all, are one statement over and over (`b.WriteString("...")`): any rows are like it."""
USUAL_RUN: Final = 3
LONG_RUN: Final = 12
"""From so many statements in a row on more of them make no pair more likely."""
# The output of benchmarks/real/fit_confidence.py; a test holds both together.
INTERCEPT: Final = 0.77
CALLEES, RUN, LITERALS, TELLING, NAMES = 1.67, 1.02, 1.40, 1.17, 1.14
MIDDLE: Final = 0.7
_RAISED: Final = frozenset(("error", "exception", "failure", "warning"))
"""What the names of exceptions end with says nothing of what they are for."""
_LITERAL: Final = frozenset((UnitKind.TABLE, UnitKind.CONFIG))


class Grounds(NamedTuple):
    """What is asked of a pair. All but `run` are in 0..1.

    callees   of what the owner calls the share that the copy calls too, or the other way round where that is less; of a part the first
    run       equal statements in one unbroken row, at its longest
    literals  weighted share of the owner's literal words that the copy has
    telling   weight of the outside names and literal words of both, as in `Signals`
    names     shared sub-words of the two names, of all their sub-words
    """

    callees: float
    run: int
    literals: float
    telling: float
    names: float


def grounds(owner: Unit, copy: Unit, weights: Weights, signals: Signals, *, part: bool) -> Grounds:
    """Measure a pair; `part` says that only a stretch of the copy repeats the owner."""
    mine, theirs = callees(owner), callees(copy)
    shared = _share(mine, theirs) if part else min(_share(mine, theirs), _share(theirs, mine))
    parts, others = telling_parts(owner.name), telling_parts(copy.name)
    names = len(parts & others) / len(parts | others) if parts or others else 0.0
    return Grounds(shared, longest_run(owner, copy), _literals(owner, copy, weights), signals.telling, names)


def confidence(found: Grounds) -> float:
    """Estimated share, in 0..1, of maintainers who would agree that such an edited copy is one."""
    linear = (
        INTERCEPT
        + CALLEES * (found.callees - MIDDLE)
        + RUN * log(min(max(found.run, 1), LONG_RUN) / USUAL_RUN)
        + LITERALS * (found.literals - MIDDLE)
        + TELLING * (found.telling - MIDDLE)
        + NAMES * found.names
    )
    return 1.0 / (1.0 + exp(-linear))


def is_loose(owner: Unit, copy: Unit, weights: Weights, signals: Signals, *, part: bool) -> bool:
    """True for an edited copy that too few would call one. How sure that is cannot be asked of tables and config blocks."""
    if is_twin(owner, copy, weights, signals):
        return True
    return owner.kind not in _LITERAL and confidence(grounds(owner, copy, weights, signals, part=part)) < MIN_CONFIDENCE


def is_doubtful(owner: Unit, copy: Unit, weights: Weights, signals: Signals, *, part: bool) -> bool:
    """True for an edited copy of which people said as often that it is none: neither its text nor what it says stands for it alone."""
    if owner.kind in _LITERAL:
        return False
    if signals.telling < MOST_TOLD and _says_one_thing(owner):
        return True
    if part:
        return confidence(grounds(owner, copy, weights, signals, part=True)) < MIN_PART
    if max(signals.statements, signals.words) < HALF:
        return True
    if signals.alignment >= MOST_TOKENS or signals.telling >= MOST_TOLD or min(signals.words, words_back(owner, copy, weights)) >= MUTUAL:
        return False
    return confidence(grounds(owner, copy, weights, signals, part=False)) < SURE


def _says_one_thing(owner: Unit) -> bool:
    """True for a unit that is little more than one statement over and over, each time with other literals."""
    hashes = owner.fingerprint.hashes
    most = max(Counter(hashes).values(), default=0)
    return most >= AGAIN and most >= AGAIN_SHARE * len(hashes)


def is_small_method(owner: Unit, unit: Unit) -> bool:
    """True for a copied method that is too small to be worth a base class, or that two classes must have to be of one interface.

    So is a small class under a name that says something else: what it is called is what it is for, as an exception is.
    """
    if owner.kind is unit.kind is UnitKind.CLASS and owner.fingerprint.size < MIN_CLASS_SIZE:
        return owner.name != unit.name and not (telling_parts(owner.name) & telling_parts(unit.name)) - _RAISED
    if not (owner.kind is unit.kind is UnitKind.METHOD):
        return False
    answer = (owner.name == unit.name and owner.fingerprint.exact != unit.fingerprint.exact) or hands_on(owner, unit)
    declares = len(owner.fingerprint.hashes) <= ONE_STATEMENT
    return owner.fingerprint.size < (MIN_ANSWER if answer or declares else MIN_METHOD)


def callees(unit: Unit) -> frozenset[str]:
    """The last names of what a unit calls: through which module or object says little."""
    return last_names(unit.calls)


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / len(some) if some else 1.0


def _literals(owner: Unit, copy: Unit, weights: Weights) -> float:
    """1 for an owner whose literals say nothing."""
    others = frozenset(copy.fingerprint.words)
    total = shared = 0.0
    for word in owner.fingerprint.words:
        if word.startswith('"'):
            weight = weights.word(word)
            total += weight
            shared += weight if word in others else 0.0
    return shared / total if total else 1.0


def is_short_call(owner: Unit) -> bool:
    """True for a config block that only uses what stands elsewhere, with little to hand over, and works on nothing it names."""
    uses = owner.kind is UnitKind.CONFIG and Trait.DELEGATE in owner.traits and not owner.bases
    return uses and len(owner.fingerprint.hashes) < MIN_CALL

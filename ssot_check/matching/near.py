"""When an edited copy is one: what the score alone would take for a copy and is none."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.similarity import Signals, score
from ssot_check.matching.words import telling_parts
from ssot_check.model.dataclass import replace
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

MIN_EVIDENCE: Final = 0.65
"""A shared idiom of two or three statements stays below this, however much of a small owner it is."""
WHOLE_EVIDENCE: Final = 0.35
WHOLE_ALIGNMENT: Final = 0.90
NAMED_ALIGNMENT: Final = 0.85
WHOLE_STATEMENTS: Final = 0.85
WHOLE_ALIGNED: Final = 6
WHOLE_WORDS: Final = 0.70
WHOLE_TELLING: Final = 0.90
"""A small owner has little that is rare: less of it will do where nearly all of it, or all that it tells, stands again."""
ALL_WORDS: Final = 0.90
ALL_TELLING: Final = 0.60
"""No chance when nearly all tokens and all that is told stand again, though each of few long statements was touched."""
SPOKEN_WORDS: Final = 0.85
SPOKEN_ALIGNMENT: Final = 0.80
SPOKEN_TELLING: Final = 1.0
SPOKEN_SIZE: Final = 60
NAMED_TELLING: Final = 0.50
MIN_COVERAGE: Final = 0.55
MAX_GROWTH: Final = 0.50
"""A unit that does much else, and aligns with less than MIN_COVERAGE of itself, shares only the usual beginning and end."""
NEARLY_TOKENS: Final = 0.90
NEARLY_STATEMENTS: Final = 0.85
NEARLY_FEATURES: Final = 0.80
NEARLY_LITERALS: Final = 0.80
VOCABULARY_STATEMENTS: Final = 0.50
VOCABULARY_TELLING: Final = 0.25
INSERTED_STATEMENTS: Final = 0.95
INSERTED_WORDS: Final = 0.85
INSERTED_TOLD: Final = 0.95
INSERTED_MOST: Final = 0.60
INSERTED_ALIGNED: Final = 5
"""From there on the owner stands whole in a unit that does much else, and more than its usual beginning and end is shared."""
MIN_WORDS: Final = 0.15
MIN_TELLING: Final = 0.25
MIN_TABLE_WORDS: Final = 0.60
MIN_SCRIPT_WORDS: Final = 0.50
"""Every module sets up its constants and options in much the same statements: which ones, its words must say."""
MIN_ALIGNED: Final = 3
"""Statements that must align: the signature and the `return` of small functions often do by chance."""
MIN_CLASS_STATEMENTS: Final = 0.40
MIN_CLASS_SIZE: Final = 60
"""A class of one short method is its base class's protocol: an edited one (another encoder, another error) serves something else."""
STRANGER_SCORE: Final = 0.95
STRANGER_CONTAINMENT: Final = 0.60
"""Two functions whose names have nothing in common share plumbing rather than purpose, unless nearly all is alike."""
SHAPE_SCORE: Final = 0.95
SHAPE_SIZE: Final = 80
"""From so many tokens on, an equal shape is evidence of its own; in a smaller one, without a telling word, all of it must be equal."""
SHAPE_ALIGNMENT: Final = 0.99
NAME_PARTS: Final = 2
"""So many telling sub-words make a name that two people hardly choose for two jobs; one (`update`, `test`) is anybody's."""
BORNE_ALIGNED: Final = 4
BORNE_TOKENS: Final = 0.65
"""With so many statements and tokens in order under such a name nothing else need be rare. Two functions of one call each hand on alike."""
LEAST_WORDS: Final = {UnitKind.TABLE: MIN_TABLE_WORDS, UnitKind.SCRIPT: MIN_SCRIPT_WORDS}


def near_score(owner: Unit, unit: Unit, signals: Signals, *, grown: bool = False, named: bool = False) -> float:
    """The score of an edited copy; 0 for a pair that shares an idiom, its shape and no telling word, or a table its layout.

    `grown` says that the unit may do much else, because the owner `stands_whole` in it; `named` that both bear a name which tells a copy.
    """
    borne = named and is_borne_out(owner, signals)
    value = score(with_name(signals) if borne else signals, named=named)
    if owner.kind in LEAST_WORDS and signals.words < LEAST_WORDS[owner.kind]:
        return 0.0
    if owner.kind is UnitKind.TABLE:
        return value
    if _is_chance(owner, unit, signals, value):
        return 0.0
    if named:  # the name says of what it is a copy: no idiom, no shape alone
        return value if borne or signals.evidence >= WHOLE_EVIDENCE else 0.0
    much_else = signals.coverage < MIN_COVERAGE and signals.growth > MAX_GROWTH
    if not _is_evident(owner, unit, signals) or (much_else and not grown):
        return 0.0
    akin = bool(telling_parts(owner.name) & telling_parts(unit.name))
    told = signals.words >= MIN_WORDS and (signals.telling >= MIN_TELLING or akin)
    same = owner.fingerprint.words == unit.fingerprint.words and owner.kind is not UnitKind.METHOD
    plain = akin or same or owner.fingerprint.size >= SHAPE_SIZE or signals.alignment >= SHAPE_ALIGNMENT
    shaped = value >= SHAPE_SCORE and plain
    return value if told or shaped else 0.0


def is_borne_out(owner: Unit, signals: Signals) -> bool:
    """True when so much of the text came along with the name that no feature or word of it need be rare."""
    return signals.alignment >= BORNE_TOKENS and round(signals.statements * len(owner.fingerprint.hashes)) >= BORNE_ALIGNED


def with_name(signals: Signals) -> Signals:
    """The same of two units under one name that few others bear: that is as telling as anything both could say."""
    return replace(signals, evidence=1.0, telling=1.0)


def stands_whole(owner: Unit, signals: Signals) -> bool:
    """True when the copy says and does all that the owner does, in its order: the rest was put in between."""
    aligned = round(signals.statements * len(owner.fingerprint.hashes))
    if aligned < INSERTED_ALIGNED or signals.evidence < 1.0:
        return False
    whole = signals.statements >= INSERTED_STATEMENTS and min(signals.words, signals.containment) >= INSERTED_WORDS
    told = signals.words >= INSERTED_TOLD and signals.telling >= 1.0 and signals.statements >= INSERTED_MOST
    return whole or told


def is_nearly_all(owner: Unit, unit: Unit, signals: Signals) -> bool:
    """True when all but a statement stands again and the texts stay: other calls and names make no other job of that."""
    if signals.alignment < NEARLY_TOKENS or signals.statements < NEARLY_STATEMENTS or signals.containment < NEARLY_FEATURES:
        return False
    said = {word for word in owner.fingerprint.words if word.startswith('"')}
    return signals.evidence >= 1.0 and len(said.intersection(unit.fingerprint.words)) >= NEARLY_LITERALS * len(said)


def is_whole(owner: Unit, signals: Signals) -> bool:
    """True when every statement of the owner stands again, in its order, with all that it says: a little was put in between."""
    whole = signals.statements >= INSERTED_STATEMENTS and len(owner.fingerprint.hashes) >= WHOLE_ALIGNED
    return whole and signals.words >= INSERTED_TOLD and signals.alignment >= NAMED_ALIGNMENT


def _is_evident(owner: Unit, unit: Unit, signals: Signals) -> bool:
    """True when enough that is rare is shared: by itself, or for a small owner by nearly all its tokens, statements or words."""
    if signals.evidence >= MIN_EVIDENCE:
        return True
    if are_answers(owner, unit):
        return signals.evidence >= WHOLE_EVIDENCE and is_whole(owner, signals)
    aligned = round(signals.statements * len(owner.fingerprint.hashes))
    whole = signals.alignment >= WHOLE_ALIGNMENT or (signals.statements >= WHOLE_STATEMENTS and aligned >= WHOLE_ALIGNED)
    told = signals.words >= WHOLE_WORDS and (whole or signals.telling >= WHOLE_TELLING)
    if telling_parts(owner.name) & telling_parts(unit.name):
        told = told or _is_spoken(signals, NAMED_TELLING)
    named = owner.name == unit.name and signals.alignment >= NAMED_ALIGNMENT and signals.telling >= MIN_TELLING
    return (told or named or _has_one_vocabulary(owner, unit, signals)) and signals.evidence >= WHOLE_EVIDENCE


def _is_spoken(signals: Signals, telling: float) -> bool:
    """True when nearly all that the owner says and most of its tokens stand again, though each of few long statements was touched."""
    return signals.words >= SPOKEN_WORDS and signals.alignment >= SPOKEN_ALIGNMENT and signals.telling >= telling


def _has_one_vocabulary(owner: Unit, unit: Unit, signals: Signals) -> bool:
    """True when both call and name exactly the same things and say the same, most statements of the owner among them."""
    same = owner.fingerprint.words == unit.fingerprint.words and signals.statements >= VOCABULARY_STATEMENTS
    return same and signals.telling >= VOCABULARY_TELLING


def are_answers(owner: Unit, unit: Unit) -> bool:
    """True for methods of one name: small ones may have to look alike for two types to answer one interface. No call asks for two names."""
    return owner.kind is unit.kind is UnitKind.METHOD and owner.name == unit.name


def are_namesakes(owner: Unit, unit: Unit) -> bool:
    """True for two functions, or a function and a method, under one name that says what they do: it has come along with the text."""
    if owner.name != unit.name or are_answers(owner, unit):
        return False
    return unit.kind in FUNCTIONS and bears_name(owner)


def bears_name(unit: Unit) -> bool:
    """True for a function or method under a name that says what it does."""
    return unit.kind in FUNCTIONS and len(telling_parts(unit.name)) >= NAME_PARTS


def _is_chance(owner: Unit, unit: Unit, signals: Signals, value: float) -> bool:
    """True when too little aligns for its size, or when the names have nothing in common and much of the text neither."""
    if owner.kind is UnitKind.CLASS:
        return signals.statements < MIN_CLASS_STATEMENTS or owner.fingerprint.size < MIN_CLASS_SIZE
    if owner.kind is UnitKind.CONFIG:
        return False
    aligned = round(signals.statements * len(owner.fingerprint.hashes))
    nearly = signals.alignment >= WHOLE_ALIGNMENT and signals.words >= ALL_WORDS and signals.telling >= ALL_TELLING
    small_answers = are_answers(owner, unit) and owner.fingerprint.size < SPOKEN_SIZE
    if (nearly and not are_answers(owner, unit)) or (not small_answers and _is_spoken(signals, SPOKEN_TELLING)):
        return False
    strangers = not telling_parts(owner.name) & telling_parts(unit.name)
    little = aligned < min(MIN_ALIGNED, len(owner.fingerprint.hashes)) and not _says_one_other_name(owner, unit, signals)
    return little or (strangers and value < STRANGER_SCORE and signals.containment < STRANGER_CONTAINMENT)


def _says_one_other_name(owner: Unit, unit: Unit, signals: Signals) -> bool:
    """True when one outside name, a field or a global, is another one throughout, be it in every statement, and nothing else is."""
    ours, others = set(owner.fingerprint.words), set(unit.fingerprint.words)
    if len(ours - others) != 1 or len(others - ours) != 1:
        return False
    return signals.alignment >= WHOLE_ALIGNMENT and signals.telling >= ALL_TELLING and signals.evidence >= MIN_EVIDENCE

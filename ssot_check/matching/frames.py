"""Pairs that stand on one frame: tables of the same keys, classes and methods of one kind, calls of one action, services of one file.

They are written alike because what reads them asks for that form. What one of them says is its own, so an edited copy must say what the
owner says and not only have its form. Measured on judged findings in public code (benchmarks/real/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.matching.callings import are_contrary, convert_back
from ssot_check.matching.fingerprint import syntax_character
from ssot_check.matching.namesakes import is_fixture
from ssot_check.matching.similarity import Signals, measure
from ssot_check.matching.subjects import are_about_two_things, works_elsewhere
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.regex import regex
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

MIN_ARGUMENTS: Final = 0.85
"""Two uses of one action or workflow are one call when so much of what one of both hands over is handed over by the other."""
MIN_KEYED: Final = 0.75
"""Tables under other names have the same keys for other values, unless so much of what the copy says is the owner's too."""
MIN_SIBLING: Final = 0.75
"""Classes of other names, or of one base, repeat each other's frame: where less is equal, the methods that were pasted are told."""
MIN_ANSWER: Final = 0.75
ANSWER_TOKENS: Final = 0.90
SPOKEN_TOKENS: Final = 0.80
SPOKEN_WORDS: Final = 0.65
LONG_ANSWER: Final = 100
"""Two types have methods of one name for their own values (`serialize`): a copy has so much of the text or so many of the tokens, or fewer
where each says so much of what the other says, or is so long."""
MIN_TOLD: Final = 0.25
TOLD_FEATURES: Final = 0.65
EQUAL_TOKENS: Final = 0.85
EQUAL_WORDS: Final = 0.90
"""What shares less than this that is telling, and less of the rest, shares the idioms of its language, unless both say the same
throughout."""
MIN_SERVICE: Final = 0.50
"""Config blocks of other names start another program, unless so much of what one of both says is said by the other."""
MIN_ENTRIES: Final = 2
"""One entry that is alike makes no copy of a block that has more."""
SAME_ENTRIES: Final = 0.70
"""A task, play or step is named by a sentence that says what it is for: under another one so many of the owner's entries stand again. Of 24
judged pairs below it two were true and none accepted."""
MIN_SAID: Final = 0.30
"""Less than this of either is said by the other where two alerts or services share a form, whatever their names have in common."""
SAME_RESOURCE: Final = 0.85
"""A resource of a cluster says mostly what each of its sort says: one for another workload is a copy where both say all but the same."""
_RESOURCE: Final = regex(r"([A-Z]\w*)/(.+)")
_NUMBER: Final = regex(r"\d+")
SAME_TEXTS: Final = 0.60
SHORTENED: Final = 2
"""A name of so many telling words is a shorter form of one that has them and more; of one word it is any other's."""
MOST_OF_VALUE: Final = 0.90
_OF_VALUE: Final = frozenset(
    (
        "Debug",
        "Default",
        "Deserialize",
        "Deserr",
        "Display",
        "From",
        "FromStr",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Serialize",
        "TryFrom",
    )
)
"""Traits of Rust by which each type is told, read, made and compared in its own way: less than nearly all of one is another type's."""
MIN_CASES: Final = 3
SAME_RESULTS: Final = 0.50
INNER_STATEMENTS: Final = 0.75
CALL_ALONE: Final = 2  # a signature and one statement
HANDED_ON: Final = 100
"""Tokens up to which two methods that hand the call on to their parts say little else."""
_CASE, _MATCH, _ARM = map(syntax_character, ("case", "match", "=>"))
_CAUGHT: Final = ("Error", "Exception", "Warning")
_MAKERS: Final = frozenset(("__init__", "constructor"))
_STORING: Final = _MAKERS | {"super", "str"}
_GO_TEST: Final = "_test.go"
_ENTRIES: Final = frozenset(("main", "__main__"))
_PARSERS: Final = frozenset(("ArgumentParser", "OptionParser"))
"""Where a program begins: each reads its own arguments and does its own work, in the form in which all programs do."""


def is_closed(owner: Unit, copy: Unit) -> bool:
    """True when the owner stands in a test file of another Go package, which no file can import: an edited copy has no remedy there."""
    return owner.location.path.endswith(_GO_TEST) and owner.location.path.rpartition("/")[0] != copy.location.path.rpartition("/")[0]


def is_entry(owner: Unit, copy: Unit) -> bool:
    """True where the owner is the beginning of a program, or both declare what arguments theirs takes.

    A copy in a `main` is a copy: what an owner offers is often pasted right there.
    """
    return owner.name in _ENTRIES or not _PARSERS.isdisjoint(last_names(owner.calls) & last_names(copy.calls))


def last_names(calls: Iterable[str]) -> frozenset[str]:
    """The last names of what is called: through which module or object says little."""
    return frozenset(call.rpartition(".")[2] for call in calls)


def is_idiom(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    """True for functions and methods under other names that say nothing rare in common, whatever the form of their statements."""
    code = owner.kind in FUNCTIONS and copy.kind in FUNCTIONS
    if not code or signals.telling >= MIN_TOLD or signals.containment >= TOLD_FEATURES or _says_name(owner, copy):
        return False
    return signals.alignment < EQUAL_TOKENS or min(signals.words, words_back(owner, copy, weights)) < EQUAL_WORDS


def is_for_another(owner: Unit, copy: Unit, *, part: bool = False) -> bool:
    """True where one form stands for another thing: see the three reasons below, `matching.subjects` and `matching.callings`.

    What is around a `part` that repeats the owner has a name for all that it does, which says nothing against the owner in it.
    """
    other = is_other_answer(owner, copy) or works_elsewhere(owner, copy) or is_told_by_name(owner, copy)
    return other or are_about_two_things(owner, copy) or (not part and (are_contrary(owner, copy) or convert_back(owner, copy)))


def is_other_answer(owner: Unit, copy: Unit) -> bool:
    """True for functions that branch over the same cases, and answer them with other texts: the colour of a state and its label."""
    if not (owner.kind in FUNCTIONS and copy.kind in FUNCTIONS) or min(_cases(owner), _cases(copy)) < MIN_CASES:
        return False
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (owner, copy))
    return bool(mine) and bool(theirs) and len(mine & theirs) < SAME_RESULTS * min(len(mine), len(theirs))


def _cases(unit: Unit) -> int:
    stream = unit.fingerprint.stream
    return stream.count(_CASE) or (stream.count(_ARM) if _MATCH in stream else 0)


def hands_on(owner: Unit, copy: Unit, signals: Signals | None = None) -> bool:
    """True for methods of two types that call what they are called themselves: each hands it on to its own parts (`close`, `flush`).

    Where nearly all tokens are equal, as `signals` say, the way in which that is done was pasted. One that is that call alone is a facade.
    """
    name = owner.name
    if not (owner.kind is copy.kind is UnitKind.METHOD) or name != copy.name or owner.scope == copy.scope or name.startswith("__"):
        return False
    if any(len(unit.fingerprint.hashes) <= CALL_ALONE and name in last_names(unit.calls) for unit in (owner, copy)):
        return True
    if signals is not None and signals.alignment >= ANSWER_TOKENS:
        return False
    return max(owner.fingerprint.size, copy.fingerprint.size) < HANDED_ON and name in last_names(owner.calls) & last_names(copy.calls)


def is_twin(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    """True for an edited copy that shares the owner's frame and too little of what stands in it."""
    if owner.kind is copy.kind is UnitKind.METHOD:
        if is_of_value(owner, copy) and min(signals.statements, _statements_back(owner, copy, signals)) < MOST_OF_VALUE:
            return True
        if owner.name == copy.name and set(owner.bases) & set(copy.bases) and _is_described(owner, copy):
            return True
        asked = bool(set(owner.bases) & set(copy.bases)) or not _is_type_of(owner, copy)
        return owner.name == copy.name and asked and _is_own_answer(owner, copy, weights, signals)
    strangers = not telling_parts(owner.name) & telling_parts(copy.name)
    if owner.kind is UnitKind.CLASS:
        return (strangers or bool(set(owner.bases) & set(copy.bases))) and signals.statements < MIN_SIBLING
    if owner.kind is UnitKind.TABLE:
        return strangers and words_back(owner, copy, weights) < MIN_KEYED
    back = words_back(owner, copy, weights)
    return owner.kind is UnitKind.CONFIG and is_other_block(owner, copy, signals.statements, signals.words, back)


def is_other_block(owner: Unit, copy: Unit, equal: float, said: float, back: float) -> bool:
    """True for config blocks that are of one form.

    `equal` is the share of the owner's entries that align with one of the copy; `said` and `back` are how much of what one says the
    other says.
    """
    most = max(said, back)
    entries = len(owner.fingerprint.hashes)
    if 0 < equal < SAME_ENTRIES and owner.name != copy.name and " " in owner.name and " " in copy.name:
        return True
    if entries >= MIN_ENTRIES and 0 < equal * entries < MIN_ENTRIES:
        return True
    if Trait.DELEGATE in owner.traits:
        return most < MIN_ARGUMENTS
    if most < MIN_SAID and owner.name != copy.name:
        return True
    mine, theirs = _RESOURCE.fullmatch(owner.name), _RESOURCE.fullmatch(copy.name)
    if mine and theirs:
        parts, others = telling_parts(mine[2]), telling_parts(theirs[2])
        same = mine[1] == theirs[1] and (parts <= others or others <= parts)
        return not same and min(said, back) < SAME_RESOURCE
    return most < MIN_SERVICE and not telling_parts(owner.name) & telling_parts(copy.name)


def are_of_one_sort(owner: Unit, copy: Unit) -> bool:
    """True for config blocks whose names differ in their number at most: `database0` and `database4`."""
    mine, theirs = (_NUMBER.sub("", unit.name) for unit in (owner, copy))
    return owner.kind is copy.kind is UnitKind.CONFIG and mine == theirs


def is_told_by_name(owner: Unit, copy: Unit) -> bool:
    """True for types of other names that only keep what they are given: errors, which are caught by their names, and short constructors."""
    if not last_names((*owner.calls, *copy.calls)) <= _STORING:
        return False
    if owner.kind is copy.kind is UnitKind.CLASS:
        return owner.name != copy.name and _is_caught(owner) and _is_caught(copy)
    short = max(owner.fingerprint.size, copy.fingerprint.size) < LONG_ANSWER
    return (
        short
        and owner.kind is copy.kind is UnitKind.METHOD
        and owner.name == copy.name
        and owner.name in _MAKERS
        and owner.scope != copy.scope
    )


def _is_caught(unit: Unit) -> bool:
    return any(base.endswith(_CAUGHT) for base in unit.bases)


def _is_described(owner: Unit, copy: Unit) -> bool:
    """True for short answers to one base or trait that say other texts: what each of them describes is its own type (`metadata`)."""
    if max(owner.fingerprint.size, copy.fingerprint.size) >= LONG_ANSWER or owner.scope == copy.scope:
        return False
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (owner, copy))
    return bool(mine) and bool(theirs) and len(mine & theirs) < SAME_TEXTS * min(len(mine), len(theirs))


def is_of_value(owner: Unit, copy: Unit) -> bool:
    """True for methods of one name by which two types answer a trait that every type answers for its own value."""
    if not (owner.kind is copy.kind is UnitKind.METHOD) or owner.name != copy.name or owner.scope == copy.scope:
        return False
    return any(base.rpartition(".")[2] in _OF_VALUE for base in set(owner.bases) & set(copy.bases))


def _statements_back(owner: Unit, copy: Unit, signals: Signals) -> float:
    """Share of the copy's statements that align with one of the owner."""
    return signals.statements * len(owner.fingerprint.hashes) / len(copy.fingerprint.hashes)


def _is_own_answer(owner: Unit, copy: Unit, weights: Weights, signals: Signals) -> bool:
    if max(signals.statements, signals.containment) >= MIN_ANSWER or signals.alignment >= ANSWER_TOKENS:
        return False
    long = min(owner.fingerprint.size, copy.fingerprint.size) >= LONG_ANSWER
    spoken = min(signals.words, words_back(owner, copy, weights)) >= SPOKEN_WORDS
    return signals.alignment < SPOKEN_TOKENS or not (long or spoken)


def _says_name(owner: Unit, copy: Unit) -> bool:
    """True when one name says all that the other says; the name of a method says it only together with that of its type."""
    if owner.kind is copy.kind is UnitKind.METHOD and owner.name == copy.name:
        return _is_type_of(owner, copy)
    parts, others = telling_parts(owner.name), telling_parts(copy.name)
    return owner.name == copy.name or (bool(parts) and parts <= others) or (len(others) >= SHORTENED and others <= parts)


def _is_type_of(owner: Unit, copy: Unit) -> bool:
    """True for methods of one type, or of one whose name says all that the other's says: `LocalMutex` and `Mutex`."""
    mine, theirs = telling_parts(owner.scope), telling_parts(copy.scope)
    return mine <= theirs or theirs <= mine


def words_back(owner: Unit, copy: Unit, weights: Weights) -> float:
    """Weighted share of the copy's words that the owner has."""
    return measure(copy, owner, weights).words


def is_apart(owner: Unit, unit: Unit, weights: Weights, signals: Signals, *, part: bool) -> bool:
    """True for what nobody could take: what is closed, begins a program, a part of an inner function, a method for what anybody writes.

    A fixture cannot be called, and what an edited one sets up otherwise is what its tests are about.
    """
    if is_closed(owner, unit) or is_entry(owner, unit) or is_fixture(owner):
        return True
    return is_inner(owner, signals) or (not part and is_strange_method(owner, unit, weights))


def is_inner(owner: Unit, signals: Signals) -> bool:
    """True for a function inside another one of which a good part differs: nobody could call it, and it works on what is around it."""
    return Trait.NESTED in owner.traits and signals.statements < INNER_STATEMENTS


def is_strange_method(owner: Unit, unit: Unit, weights: Weights) -> bool:
    """True for an owner's method and a function that have no telling word in common: what both do anybody writes so."""
    if owner.kind is not UnitKind.METHOD or unit.kind is not UnitKind.FUNCTION:
        return False
    return not weights.informative(set(owner.fingerprint.words) & set(unit.fingerprint.words))

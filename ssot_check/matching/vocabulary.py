"""Words as they are looked up: stems, and what else means the same.

The stem is light: endings of number and tense only, and only where enough of the word is left (Harman, "How effective is suffixing?",
1991, on why a light stemmer does as well as a strong one). Meanings come from `synonyms.json` and, where they belong to one kind of
domain, from the profiles. There `empty` words say nothing of what is looked for, each of `groups` is one meaning (a word may stand in
several), and `contrary` verbs undo each other: two units that are called so do not do one job, whatever else they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from ssot_check.matching.profiles import profiles
from ssot_check.matching.tables import table
from ssot_check.model.regex import regex

_PART: Final = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*|\d+")
"""As in an identifier, but a number stays with its word: `md5`, `ipv4` and `base64` mean something, `md` and `5` do not."""
_LEAST_STEM: Final = 3
_ENDINGS: Final = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("xes", "x"), ("s", ""), ("ing", ""), ("ed", ""))
_NO_PLURAL: Final = ("ss", "us", "is", "os")


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A lower-case word without its ending of number or tense: `retries` -> `retry`, `logging` -> `log`."""
    for ending, instead in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest + instead) >= _LEAST_STEM and not (ending == "s" and word.endswith(_NO_PLURAL)):
            return _undoubled(rest, ending) + instead
    return word


def _undoubled(rest: str, ending: str) -> str:
    """`logg(ing)` -> `log`; `call(ing)` and `pass(ed)` keep both letters."""
    doubled = ending in ("ing", "ed") and len(rest) > _LEAST_STEM and rest[-1] == rest[-2] and rest[-1] not in "lsz"
    return rest[:-1] if doubled else rest


def parts(text: str) -> list[str]:
    """A text's words and sub-words in lower case, in order, empty words left out: `setupHTTPLogging of x` -> [setup, http, logging]."""
    found = (part.lower() for part in _PART.findall(text))
    return [part for part in found if len(part) > 1 and part not in _empty()]


def terms(text: str) -> list[str]:
    """The stems of `parts`."""
    return [stem(part) for part in parts(text)]


@lru_cache(maxsize=1 << 14)
def every_stem(name: str) -> frozenset[str]:
    """The stems of all words of a name: `write`, which says nothing in a question, says much there."""
    return frozenset(stem(part.lower()) for part in _PART.findall(name))


def joined(stems: Iterable[str]) -> list[str]:
    """Neighbours written as one word: [health, check] -> [healthcheck]."""
    return [one + two for one, two in pairwise(stems)]


@cache
def _data() -> Mapping[str, Any]:
    return table("synonyms.json")


@cache
def _empty() -> frozenset[str]:
    return frozenset(str(word) for word in _data()["empty"])


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """For each stem the stems of the same meaning."""
    groups = [*_data()["groups"], *(group for profile in profiles().values() for group in profile.synonyms)]
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        stems = {stem(word) for word in group}
        for word in stems:
            found[word] |= stems - {word}
    return {word: frozenset(others) for word, others in found.items()}


@cache
def contraries() -> Mapping[str, frozenset[str]]:
    """For each stem of a verb those of the verbs that do the opposite."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in _data()["contrary"]:
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                found[stem(word)].update(map(stem, theirs))
    return {word: frozenset(others) for word, others in found.items()}


def root(term: str) -> str:
    """A stem without its last `e`, which it keeps or loses with its ending: `enabled` and `enable` are one word."""
    return term.removesuffix("e") if len(term) > _LEAST_STEM else term


@cache
def contrary_roots() -> Mapping[str, frozenset[str]]:
    """`contraries` by the roots of the verbs."""
    return {root(word): frozenset(map(root, others)) for word, others in contraries().items()}

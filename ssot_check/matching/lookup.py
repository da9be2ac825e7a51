"""Ranked look-up of owned things by words: an index over names, documents, calls and texts, asked in plain words.

Rarity and saturation are those of BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", 2004): a word
weighs the more the fewer entries have it, fields have weights, and saying a thing twice is not saying it better. The sum is divided by what
a perfect entry would reach, so that a score is the share of the question that is answered, and can be held against a floor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ssot_check.matching.vocabulary import joined, parts, stem, synonyms, terms
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import dataclass

FLOOR: Final = 0.34
"""Below this share of the question nothing was found: one word of three may be chance, and half a question is worth a look."""

NAME: Final = 3.0
SCOPE: Final = 1.5
DOCUMENT: Final = 1.5
DOMAIN: Final = 1.2
PLACE: Final = 1.0
DESCRIPTION: Final = 0.8
KIND: Final = 0.6
BODY: Final = 0.35

_SATURATION: Final = 1.0
_SAME, _BEGINNING, _SYNONYM = 1.0, 0.8, 0.7
_TYPO: Final = 0.75
_LEAST_BEGINNING: Final = 4
_LEAST_TYPO: Final = 4
_COMMONEST: Final = 0.5
_ELSEWHERE: Final = 0.75
"""Most that a word counts that stands in the document, the path and the domain, and not in the name."""
_MEANT: Final = 0.9
"""From this factor on nothing speaks against a thing that was asked for by its whole name: it has the whole score."""
_NAME_SHARE: Final = 0.12
"""How much of the score hangs on the name saying little beside what was asked."""


class Field(NamedTuple):
    """A text of an entry and its weight."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. `rank` breaks ties: smaller stands first; `factor` in 0..1 weighs the whole."""

    fields: tuple[Field, ...]
    name: str
    rank: tuple[int | str, ...]
    factor: float = 1.0


class Hit(NamedTuple):
    """The number of the entry, its score in 0..1, and the words of the question that it answers."""

    number: int
    score: float
    matched: tuple[str, ...]


class Lookup:
    """The index. Built once, asked any number of times."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._weights = [_weigh(entry) for entry in entries]
        self._names = [frozenset(terms(entry.name)) for entry in entries]
        self._parts = [split_identifier(entry.name.rpartition(".")[2]) for entry in entries]
        postings: dict[str, list[int]] = defaultdict(list)
        for number, weights in enumerate(self._weights):
            for word in weights:
                postings[word].append(number)
        self._postings = dict(postings)
        self._beginnings = sorted(postings)

    def ask(self, question: str, floor: float = FLOOR) -> tuple[list[Hit], tuple[str, ...]]:
        """The entries at or above the floor, best first, and the words of the question that no entry knows."""
        asked = {stem(part): part for part in parts(question)}
        compounds = self._compounds(list(asked))
        if not asked or not self._entries:
            return [], tuple(asked)
        total = 0.0
        scores: dict[int, float] = defaultdict(float)
        matched: dict[int, list[str]] = defaultdict(list)
        unknown: list[str] = []
        meant: set[str] = set()
        for word, written in asked.items():
            known = self._known(word) | compounds.get(word, {})
            weight = self._rarity(known)
            total += weight
            best = self._best(known)
            meant.update(known)
            for number, value in best.items():
                scores[number] += weight * value
                matched[number].append(written)
            if not best:
                unknown.append(written)
        spelled = split_identifier(question)
        hits = [
            Hit(number, 1.0, tuple(matched[number]))
            if self._parts[number] == spelled and self._entries[number].factor >= _MEANT
            else self._hit(number, value / total, matched[number], meant)
            for number, value in scores.items()
        ]
        kept = [hit for hit in hits if hit.score >= floor]
        return sorted(kept, key=lambda hit: (-hit.score, self._entries[hit.number].rank)), tuple(unknown)

    def _hit(self, number: int, share: float, matched: list[str], meant: AbstractSet[str]) -> Hit:
        """A name that says little else than what was asked stands before one that says much more."""
        name = self._names[number]
        said = len(name & meant) / len(name) if name else 0.0
        value = share * self._entries[number].factor * (1 - _NAME_SHARE + _NAME_SHARE * said)
        return Hit(number, round(min(1.0, value), 2), tuple(matched))

    def _best(self, known: Mapping[str, float]) -> dict[int, float]:
        """For each entry that knows the word in any form, how well: strength of the form and weight of its field, in 0..1."""
        found: dict[int, float] = {}
        for word, strength in known.items():
            for number in self._postings[word]:
                value = strength * self._weights[number][word]
                if value > found.get(number, 0.0):
                    found[number] = value
        return found

    def _rarity(self, known: Mapping[str, float]) -> float:
        """Inverse document frequency of the word itself, scaled to _COMMONEST .. 1; 1 for a word that nobody knows."""
        exact = [len(self._postings[word]) for word, strength in known.items() if strength == _SAME]
        total = len(self._entries)
        count = max(exact, default=0)
        rarest = log(1 + (total + 0.5) / 0.5)
        return _COMMONEST + (1 - _COMMONEST) * log(1 + (total - count + 0.5) / (count + 0.5)) / rarest

    def _known(self, word: str) -> dict[str, float]:
        """The words of the index that the asked one may mean, each with the strength of that reading."""
        found = {word: _SAME} if word in self._postings else {}
        meant = synonyms().get(word, frozenset())
        if not found:
            found = self._spelled(word)
        for other in sorted(meant):
            if other in self._postings:
                found[other] = max(found.get(other, 0.0), _SYNONYM)
        for other in self._longer(word):
            found[other] = max(found.get(other, 0.0), _BEGINNING)
        return found

    def _compounds(self, asked: Sequence[str]) -> dict[str, dict[str, float]]:
        """Two words of the question that are one in the index: `utc now` means `utcnow`."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (one, two), both in zip(pairwise(asked), joined(asked), strict=True):
            if both in self._postings:
                found[one][both] = found[two][both] = _SAME
        return found

    def _longer(self, word: str) -> Iterable[str]:
        """`config` is the beginning of `configuration`, and the reverse."""
        if len(word) < _LEAST_BEGINNING:
            return
        for other in self._beginnings:
            if other != word and len(other) >= _LEAST_BEGINNING and (other.startswith(word) or word.startswith(other)):
                yield other

    def _spelled(self, word: str) -> dict[str, float]:
        """Known words a slip of the finger away: one letter, two in a long word; the first letter is right."""
        meant = synonyms()
        if len(word) < _LEAST_TYPO or word in meant:
            return {}
        most = 1 if len(word) < 8 else 2
        choices = [other for other in sorted({*self._beginnings, *meant}) if other[0] == word[0] and abs(len(other) - len(word)) <= most]
        near = process.extract(word, choices, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=3)
        found: dict[str, float] = {}
        for other, _, _ in near:
            for form in (other, *sorted(meant.get(other, ()))):
                if form in self._postings:
                    found[form] = max(found.get(form, 0.0), _TYPO if form == other else _TYPO * _SYNONYM)
        return found


def _weigh(entry: Entry) -> dict[str, float]:
    """The stems of an entry, each with its saturated weight in 0..1; 1 is reached by the name alone."""
    raw: dict[str, float] = defaultdict(float)
    named: set[str] = set()
    for field in entry.fields:
        words = terms(field.text)
        both = (*words, *joined(words)) if field.weight >= SCOPE else words
        for word in dict.fromkeys(both):
            raw[word] += field.weight
        if field.weight >= NAME:
            named.update(both)
    full = NAME / (NAME + _SATURATION)
    return {word: min(1.0 if word in named else _ELSEWHERE, value / (value + _SATURATION) / full) for word, value in raw.items()}

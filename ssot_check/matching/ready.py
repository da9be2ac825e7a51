"""The owners as a later run asks for them: which of them a few changed units might be copies of, told without reading any owner.

Everything is kept as sorted arrays, so that only what the changed units say is looked up. What comes out is never too little: an owner of
which a unit has enough rare features, words or stems, by the sums brought up to date, or that has its digest or its telling name, is named;
whether the two are copies is then asked of those owners alone. Words and stems stand under 64 bits of their digest.
What a new rule of `search` or `rewrites` lets become a match must be named here.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from ssot_check.matching.candidates import MIN_RARE_SHARE
from ssot_check.matching.haystack import Owned
from ssot_check.matching.jobs import Jobs, does_job, stems
from ssot_check.matching.known import known_jobs
from ssot_check.matching.near import bears_name
from ssot_check.matching.postings import Asked, AskedJobs, Columns, Postings, Table, columns, postings, same, short, table
from ssot_check.matching.refusals import can_be_copy
from ssot_check.matching.rewrites import MAX_JOB_RATIO, MAX_SIZE_RATIO, MIN_KIND_SHARE, MIN_SAME_STEMS, is_asked
from ssot_check.matching.search import rare_cap
from ssot_check.matching.silence import Moved
from ssot_check.matching.tally import Counts, Tally, marked, marks_of
from ssot_check.matching.vocabulary import synonyms
from ssot_check.matching.weights import Weights
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit


class Ready(NamedTuple):
    """The owners of one language family, and the sums from which rarity follows there.

    By the number of each owner: the `paths` of their files, which of them are `tests` (1) and which not (0), their `sizes` in tokens.
    `groups` are the kinds of units and how many there are of each, `features` and `words` in how many units of each kind one stands.
    `floor` is the least number of tokens from which any of them can be copied; `is_weighed` tells that the weights of stems are asked for;
    `marks` and `functions` are those of `tally.Counts`, `homes` the numbers of the files that the units of the marks stand in.
    """

    paths: tuple[str, ...]
    tests: Numbers
    sizes: Numbers
    floor: int
    is_weighed: bool
    groups: tuple[tuple[str, int], ...]
    features: Columns
    words: Columns
    functions: int
    marks: Numbers
    homes: Numbers
    stems: Table
    digests: Postings
    by_feature: Postings
    by_word: Postings
    by_other_word: Postings
    by_stem: Postings

    def counts(self, units: Iterable[Unit], known: Counts | None = None) -> Counts:
        """The sums as far as they are about what these units say, and about what is `known`: that is not looked up again."""
        features, words, said = set[int](), set[str](), set[str]()
        for unit in units:
            features.update(unit.fingerprint.features)
            words.update(unit.fingerprint.words)
            said |= stems(unit)
        said |= {other for stem in said for other in synonyms().get(stem, ())}
        if known is not None:
            features.difference_update(*(tally.features for tally in known.groups.values()))
            words.difference_update(*(tally.words for tally in known.groups.values()))
            said -= known.stems.keys()
        numbers, hashed = [(feature, feature) for feature in features], [(word, short(word)) for word in sorted(words)]
        said_of, named = self.features.among(numbers, len(self.groups)), self.words.among(hashed, len(self.groups))
        groups = {name: Tally(units, said_of[place], named[place]) for place, (name, units) in enumerate(self.groups)}
        counted = self.stems.among((stem, short(stem)) for stem in sorted(said))
        return known.joined(groups, counted) if known is not None else Counts(groups, counted, self.functions, tuple(self.marks))

    def clones(self, form: str) -> frozenset[int]:
        """The numbers of the files in which a unit may count as one with those of a renamed form."""
        first, last = marked(self.marks, form)
        return frozenset(self.homes[first:last])

    def suspects(
        self, before: Counts, after: Counts, files: Iterable[ParsedFile], silent: Container[int] = ()
    ) -> Mapping[int, frozenset[int]] | None:
        """The units of these `files` that might be a copy, when sums that were `before` are those `after`: the numbers of all owners of
        which, by the number of the unit (as of `id`).

        None where so much has moved that it cannot be told from here. Units of the `silent` numbers (as of `id`) were a copy of nothing and
        are what they were: of those is asked only where a weight has moved of something that they or an owner say.
        """
        then, now = Weights.counted(before.groups), Weights.counted(after.groups)
        old, new = Jobs(before.stems, before.functions), Jobs(after.stems, after.functions)
        if not then.agrees(now, (), ()) or not old.agrees(new, ()):
            return None
        features = Asked(self.by_feature, _rare(then), _rare(now), MIN_RARE_SHARE, same)
        words = Asked(self.by_word, then.words, now.words, MIN_KIND_SHARE, short)
        said = AskedJobs(self.by_stem, old.rarities, new.rarities, MIN_SAME_STEMS, short)
        features.moves({key for counts in (before, after) for tally in counts.groups.values() for key in tally.features})
        words.moves({key for counts in (before, after) for tally in counts.groups.values() for key in tally.words})
        said.moves({*before.stems, *after.stems})
        moved, others = self._stirred(then, now, old, new)
        found: dict[int, frozenset[int]] = {}
        for unit, test in ((unit, file.test) for file in files for unit in file.units if can_be_copy(unit, self.floor)):
            only = others if moved is not None and id(unit) in silent and not moved.is_said_by(unit) else None
            if only is not None and not only:
                continue
            near = features.owners(unit.fingerprint.features)
            for key in _heads(unit):
                near.update(self.digests.of(key))
            does = does_job(unit)
            if does and unit.kind in FUNCTIONS:
                near |= self._of_size(words.owners(unit.fingerprint.words), unit, MAX_SIZE_RATIO)
            if does and not test:
                near |= self._of_size(said.doers(stems(unit)), unit, MAX_JOB_RATIO)
            of = frozenset(number for number in near if self.tests[number] == test and (only is None or number in only))
            if of:
                found[id(unit)] = of
        return found

    def heard(self, before: Counts, after: Counts, silent: Sequence[Unit]) -> Sequence[Unit]:
        """Those of the `silent` units that `suspects` asks about nevertheless: what they say must be counted too."""
        then, now = Weights.counted(before.groups), Weights.counted(after.groups)
        moved, others = self._stirred(then, now, Jobs(before.stems, before.functions), Jobs(after.stems, after.functions))
        return silent if moved is None or others else [unit for unit in silent if moved.is_said_by(unit)]

    def _stirred(self, then: Weights, now: Weights, old: Jobs, new: Jobs) -> tuple[Moved | None, frozenset[int]]:
        """What weighs otherwise now, None where all may; and the owners that say anything of it."""
        keys, stirred = now.moved(then, rare_cap(now)), new.moved(old)
        moved = Moved(keys, stirred) if keys is not None and stirred is not None else None
        return moved, self._saying(moved) if moved is not None else frozenset()

    def _saying(self, moved: Moved) -> frozenset[int]:
        """The numbers of the owners that say anything of what moved."""
        by_word = (self.by_word, self.by_other_word)
        owners = {number for feature in moved.keys.features for number in self.by_feature.of(feature)}
        owners.update(number for word in moved.keys.words for index in by_word for number in index.of(short(word)))
        owners.update(number for stem in moved.stems for number in self.by_stem.of(short(stem)))
        return frozenset(owners)

    def _of_size(self, numbers: Iterable[int], unit: Unit, ratio: float) -> set[int]:
        """Those of the owners that are at most so many times as large as the unit, or as small."""
        size = unit.fingerprint.size
        return {number for number in numbers if size <= ratio * self.sizes[number] + 1 and self.sizes[number] <= ratio * size + 1}


def ready(owned: Sequence[Owned], counts: Counts, files: Mapping[int, ParsedFile]) -> Ready:
    """What is kept of the owners of a family, `owned`, under the sums of now. `files` are those of the family by their numbers."""
    marks = sorted((mark, number) for number, file in files.items() for mark in marks_of(file.units))
    weights, jobs = Weights.counted(counts.groups), Jobs(counts.stems, counts.functions)
    units = [item.unit for item in owned]
    asked = [stems(item.unit) if is_asked(item) else () for item in owned]
    words = [unit.fingerprint.words if unit.kind in FUNCTIONS else () for unit in units]
    others = [unit.fingerprint.words if unit.kind not in FUNCTIONS else () for unit in units]
    digests = [_heads(unit) for unit in units]
    groups = [counts.groups[name] for name in sorted(counts.groups)]
    return Ready(
        tuple(item.file.path for item in owned),
        array("I", (item.file.test for item in owned)),
        array("I", (unit.fingerprint.size for unit in units)),
        min((item.domain.duplicates.min_tokens for item in owned), default=0),
        any(map(is_asked, owned)),
        tuple((name, counts.groups[name].units) for name in sorted(counts.groups)),
        columns("I", [tally.features for tally in groups]),
        columns("Q", [_shortened(tally.words) for tally in groups]),
        counts.functions,
        array("Q", (mark for mark, _ in marks)),
        array("I", (number for _, number in marks)),
        table("Q", _shortened(counts.stems)),
        postings("Q", digests, lambda keys: repeat(0.0, len(keys)), same),
        postings("I", [unit.fingerprint.features for unit in units], _rare(weights), same),
        postings("Q", words, weights.words, short),
        postings("Q", others, weights.words, short),
        postings("Q", asked, jobs.rarities, short),
    )


def _rare(weights: Weights) -> Callable[[Sequence[int]], Iterable[float]]:
    return weights.rarity(rare_cap(weights)).rares


def _heads(unit: Unit) -> set[int]:
    """What makes a suspect of any owner that has it too: the digests, a name that says what a function does, and well-known jobs."""
    found = {int(unit.fingerprint.exact, 16), int(unit.fingerprint.renamed, 16), *(short(f"job {name}") for name in known_jobs(unit))}
    return {*found, short(f"name {unit.name}")} if bears_name(unit) else found


def _shortened(counted: Mapping[str, int]) -> dict[int, int]:
    return {short(text): count for text, count in counted.items()}

"""What of a search must be asked anew after an edit, and what an earlier search has answered.

Most units are a copy of nothing that any owner asks for: they are silent. Whether a pair of an owner and a unit comes to anything follows
from the two and from the weights of what they say, as long as no reason takes it away again; why it might be refused hangs on other files,
so a unit of which such a reason was asked is not silent. A silent unit stays silent until its file changes, or a weight moves of a word or
stem that it says. Then all owners are asked about it. Of the others only those owners are asked that changed, or of which a weight moved,
without any reason against a copy: where they find one, all are asked. Of features only those of an owner are weighed.

What a new rule of `search` or `rewrites` lets decide over a pair must be in the digests here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Final, NamedTuple

from ssot_check.matching.directions import one_direction
from ssot_check.matching.haystack import Haystack, Owned
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.near import are_namesakes
from ssot_check.matching.nested import without_inner
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.rewrites import counted, is_asked
from ssot_check.matching.search import Queries, rare_cap, searched_files
from ssot_check.matching.silence import Moved, Silence
from ssot_check.matching.similarity import Signals
from ssot_check.matching.tally import Counts, stemmed
from ssot_check.matching.unasked import Unasked
from ssot_check.matching.weights import Weights
from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.model.match import Match
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit

_FEW: Final = 0.1
"""Where units of no larger share of the files are asked about, only what they say is put into the index."""


class Change(NamedTuple):
    """The files that were there and are not there as they were, and those that are there instead."""

    gone: tuple[ParsedFile, ...]
    come: tuple[ParsedFile, ...]


class Earlier(NamedTuple):
    """What an earlier search left, by family: which units were silent, and the sums from which rarity followed.

    `change` is what has changed since, None where it is not known or much; `unasked` is what the sums leave out.
    """

    silences: Mapping[str, Silence]
    sums: Mapping[str, Counts]
    change: Change | None = None
    unasked: Mapping[str, Unasked] = {}


class Answers(NamedTuple):
    """Every copy of an owned unit, as `search` tells it, and which units are silent now."""

    matches: tuple[Match, ...]
    silences: Mapping[str, Silence]


def searched(hay: Haystack, weights: Mapping[str, Weights], owned: Sequence[Owned], earlier: Earlier | None = None) -> Answers:
    """What `search` says, with what is known from `earlier`."""
    found: list[Match] = []
    silences: dict[str, Silence] = {}
    hierarchy = cache(lambda: Hierarchy(hay.files))
    for family in sorted({item.family for item in owned}):
        if paths := searched_files(hay, family):
            one = _Family(hay, weights[family], [item for item in owned if item.family == family], paths, earlier)
            matches, silences[family] = one.answers(hierarchy)
            found += matches
    return Answers(one_direction(found, hay.registry), silences)


class _Family:
    """The search within one family."""

    def __init__(self, hay: Haystack, weights: Weights, owned: Sequence[Owned], paths: Sequence[str], earlier: Earlier | None) -> None:
        self._hay = hay
        self._weights = weights
        self._owned = owned
        self._family = owned[0].family
        self._paths = paths
        self._known = earlier.silences.get(self._family) if earlier is not None else None
        self._sums = earlier.sums.get(self._family) if earlier is not None else None
        self._change = earlier.change if earlier is not None else None
        self._jobs = cache(self._counted)
        self._digests = _file_digests(hay, paths, owned)

    def _counted(self) -> Jobs:
        """How rare stems are: by what was counted before, where it is known what has changed since."""
        sums, change = self._sums, self._change
        if sums is None or change is None:
            return counted(self._hay, self._weights, self._family)
        gone, come = ([unit for file in files if self._hay.family(file) == self._family for unit in file.units] for files in change)
        said = Counter(sums.stems)
        said.subtract(stemmed(gone))
        said.update(stemmed(come))
        self._weights.stems = {stem: count for stem, count in said.items() if count > 0}
        more = sum(unit.kind in FUNCTIONS for unit in come) - sum(unit.kind in FUNCTIONS for unit in gone)
        return Jobs(self._weights.stems, sums.functions + more)

    def answers(self, hierarchy: Callable[[], Hierarchy]) -> tuple[list[Match], Silence]:
        """The matches of the family, and which units are silent."""
        numbers = [_owner_digest(item) for item in self._owned]
        asked = self._asked(numbers)
        reasons = _Noted(self._owned, hierarchy())
        queries = cache(lambda: self._queries(self._owned, reasons, asked))
        found: list[Match] = []
        loud: dict[str, list[int]] = {}
        for path, units in asked.items():
            file, told = self._hay.files[path], []
            for number in units:
                before = reasons.asks
                matches = queries().best(file.units[number], file)
                told += matches
                if matches or reasons.asks > before:
                    loud.setdefault(path, []).append(number)
            found += without_inner(told)
        return found, self._silence(numbers, loud)

    def _silence(self, numbers: Iterable[int], loud: Mapping[str, Sequence[int]]) -> Silence:
        files = sorted((digest, path) for path, digest in self._digests.items())
        units = [loud.get(path, ()) for _, path in files]
        digests, ends = array("Q", (digest for digest, _ in files)), array("I", accumulate(map(len, units)))
        return Silence(array("Q", sorted(numbers)), digests, ends, array("I", chain.from_iterable(units)))

    def _asked(self, numbers: Sequence[int]) -> dict[str, Sequence[int]]:
        """By path, the numbers of the units of which all owners are asked; `numbers` are the digests of the owners."""
        known, sums = self._known, self._sums
        moved = self._moved(sums) if known is not None and sums is not None else None
        if known is None or sums is None or moved is None:
            return {path: range(len(self._hay.files[path].units)) for path in self._paths}
        self._weights.asked.update(word for tally in sums.groups.values() for word in tally.words)  # what was not asked again still counts
        changed = [
            item
            for item, number in zip(self._owned, numbers, strict=True)
            if not _is_among(known.owners, number) or moved.is_said_by(item.unit)
        ]
        queries = self._queries(changed, NoReasons(), None) if changed else None
        found: dict[str, Sequence[int]] = {}
        for path in self._paths:
            file = self._hay.files[path]
            loud = known.of(self._digests[path]) if path in self._digests else None
            if loud is None:
                found[path] = range(len(file.units))
                continue
            some = [
                number
                for number, unit in enumerate(file.units)
                if number in loud or moved.is_heard_of(unit) or (queries is not None and queries.best(unit, file))
            ]
            if some:
                found[path] = some
        return found

    def _moved(self, sums: Counts) -> Moved | None:
        keys = self._weights.moved(Weights.counted(sums.groups), rare_cap(self._weights))
        said = self._jobs().moved(Jobs(sums.stems, sums.functions)) if any(map(is_asked, self._owned)) else frozenset[str]()
        return Moved(keys, said) if keys is not None and said is not None else None

    def _queries(self, owned: Sequence[Owned], reasons: Reasons, asked: Mapping[str, Sequence[int]] | None) -> Queries:
        units = [self._hay.files[path].units[number] for path, numbers in (asked or {}).items() for number in numbers]
        few = asked is not None and len(asked) <= _FEW * len(self._paths)
        return Queries(self._hay, self._weights, owned, reasons, self._jobs, units if few else None)


class _Noted(Reasons):
    """Counts how often anybody asks whether there is a reason."""

    def __init__(self, owned: Sequence[Owned], hierarchy: Hierarchy) -> None:
        super().__init__(owned, hierarchy)
        self.asks = 0

    def hold(self, owner: Owned, unit: Unit, file: ParsedFile, signals: Signals | None = None) -> bool:
        """As it is said elsewhere."""
        self.asks += 1
        return super().hold(owner, unit, file, signals)

    def answer(self, owner: Owned, unit: Unit, signals: Signals | None = None) -> bool:
        """As it is said elsewhere."""
        self.asks += 1
        return super().answer(owner, unit, signals)

    def are_namesakes(self, owner: Unit, copy: Unit) -> bool:
        """As it is said elsewhere. How many have the name hangs on other files, too."""
        self.asks += are_namesakes(owner, copy)
        return super().are_namesakes(owner, copy)


class NoReasons(Reasons):
    """There is never a reason."""

    def __init__(self) -> None:
        super().__init__((), Hierarchy({}))

    def hold(self, owner: Owned, unit: Unit, file: ParsedFile, signals: Signals | None = None) -> bool:
        """Never."""
        return False

    def answer(self, owner: Owned, unit: Unit, signals: Signals | None = None) -> bool:
        """Never."""
        return False


def _is_among(numbers: Numbers, number: int) -> bool:
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def numbered(hay: Haystack, owned: Sequence[Owned], silence: Silence, numbers: Mapping[str, int]) -> Silence:
    """The same silence of the one family of the `owned`, by the `numbers` of its files."""
    digests = _file_digests(hay, searched_files(hay, owned[0].family), owned) if owned else {}
    known = sorted((numbers[path], silence.of(digest)) for path, digest in digests.items() if path in numbers)
    told = [(number, units) for number, units in known if units is not None]
    ends = array("I", accumulate(len(units) for _, units in told))
    return Silence(
        array("Q"), array("I", (number for number, _ in told)), ends, array("I", chain.from_iterable(units for _, units in told))
    )


def _file_digests(hay: Haystack, searched: Iterable[str], owned: Iterable[Owned]) -> dict[str, int]:
    """What stands for each file as a place for copies: its bytes, how it was read, and whose copies are not looked for in it.

    What has the bytes of an owner's file may be no copy for that alone, and is left out.
    """
    places: dict[str, set[str]] = defaultdict(set)
    for item in owned:
        places[item.file.digest].add(item.file.path)
    paths = [path for path in searched if not places.get(hay.files[path].digest, set()) - {path}]
    known: dict[str, list[str]] = defaultdict(list)
    for kind, pairs in (("exempt", hay.exempt), ("facade", hay.facades)):
        for domain, path in sorted(pairs):
            known[path].append(f"{kind} {domain}")
    found = {}
    for path in paths:
        file, owners = hay.files[path], "\0".join(hay.owners.get(path, ()))
        texts = (path, file.digest, file.language, hay.family(file), f"{file.test}", owners, *known.get(path, ()))
        found[path] = int(digest_parts(texts), 16)
    return found


def _owner_digest(item: Owned) -> int:
    """What stands for an owned unit as a query. Where in its file it stands says nothing."""
    domain, file, (said, told) = item.domain, item.file, item.unit.said
    texts = (
        (domain.name, domain.kind, repr(domain.duplicates.threshold), str(domain.duplicates.min_tokens)),
        (file.path, file.language, str(file.kind), str(file.test)),
        *said,
    )
    numbers = b"".join(array("I", values).tobytes() for values in told)
    return int(digest_bytes("\x1e".join(map("\x1f".join, texts)).encode("utf-8", "surrogatepass") + b"\0" + numbers), 16)

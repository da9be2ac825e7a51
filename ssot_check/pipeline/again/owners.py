"""What is kept of the owners, so that a run about a few files need not read them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from ssot_check.matching.across import Crossing, crossings
from ssot_check.matching.clone_classes import PAIR_CAP
from ssot_check.matching.haystack import Haystack, Owned, owned_units
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.ready import Ready, ready
from ssot_check.matching.search import might_match, rare_cap
from ssot_check.matching.silence import Silence
from ssot_check.matching.tally import Clones, Counts, Keys, stemmed
from ssot_check.matching.weights import Weights
from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again.hushed import replaced, silent_units
from ssot_check.workspace.cache_codec import decode, encode

if TYPE_CHECKING:
    from ssot_check.pipeline.again.remember import Memory


MOST_HOMES: Final = 8
"""The clones of a unit that comes or goes are read in so many files; with more the whole repository is looked at."""


class Owners(NamedTuple):
    """Of all owners: the families of which there are some that a search asks for, the fields of their types, what crosses, and constants.

    Of a constant there is the digest of its text, in the terms of `rules.support.constants`.
    """

    families: tuple[str, ...]
    schemas: tuple[tuple[str, ...], ...]
    crossings: tuple[Crossing, ...]
    constants: tuple[str, ...]

    def declare_like(self, unit: Unit) -> bool:
        """True when the unit declares several of the fields of something owned."""
        own = frozenset(unit.fields)
        if not own:
            return False
        from ssot_check.rules.support.schemas import least_of

        least = least_of(unit.fields)
        return len(own) >= least and any(len(own.intersection(fields)) >= least for fields in self.schemas)


class Pieces(NamedTuple):
    """The owners of one family by their numbers, each as a record of its own: the unit, its domain, and the number of its file.

    `units` and `files` say where each record ends in `data`, the units first. Of a file there is only what tells it from others.
    """

    domains: tuple[str, ...]
    places: Numbers
    units: Numbers
    files: Numbers
    data: Numbers

    def owned(self, hay: Haystack, family: str, number: int) -> Owned:
        """One of them. Raises DamagedRecordError."""
        file = decode(ParsedFile, self._record(self.files, self.places[number], self.units[-1]))
        unit = decode(Unit, self._record(self.units, number, 0), file.path)
        return Owned(hay.registry.domain(self.domains[number]), unit, file, family)

    def _record(self, ends: Numbers, number: int, first: int) -> bytes:
        return self.data[ends[number - 1] if number else first : ends[number]].tobytes()


class Change(NamedTuple):
    """The files that differ, as they were and as they are; `is_whole` where everything else is told of too.

    `listed` are all files of then, in the order in which they have their numbers. With `is_asked_for` it is found out elsewhere what
    follows from features that moved.
    """

    before: Mapping[str, ParsedFile]
    after: Mapping[str, ParsedFile]
    is_whole: bool
    listed: Sequence[str]
    is_asked_for: bool = False


class UnsureError(Exception):
    """Something that had to be known is not."""


def owners_of(memory: Memory, key: str) -> Owners:
    """What is kept beside the comparison `key`. Raises UnsureError where it is lost."""
    found = memory.cache.read(_place(key), lambda data: decode(Owners, data))
    if found is None:
        raise UnsureError(key)
    return found


def records(memory: Memory, key: str, hay: Haystack, listed: Sequence[str]) -> Mapping[str, bytes]:
    """What is to be kept of the owners in `hay` beside the comparison `key`; nothing where it is kept already, or the sums are lost.

    `listed` are all files in their order.
    """
    from ssot_check.matching.anew import numbered
    from ssot_check.pipeline.again.recollect import silences_of, sums_of
    from ssot_check.rules.support.constants import offered
    from ssot_check.rules.support.schemas import least_of

    silences = silences_of(memory, key)
    numbers = {path: number for number, path in enumerate(listed)}
    sums = sums_of(memory, key) if not _is_kept(memory, key) else None
    if sums is None:
        return {}
    owned = owned_units(hay)
    files = [hay.files[path] for path in sorted(hay.owners) if path in hay.files]
    schemas = sorted({unit.fields for file in files for unit in file.units if len(unit.fields) >= least_of(unit.fields)})
    families = tuple(sorted(sums.by_family))
    found = {_place(key): encode(Owners(families, tuple(schemas), crossings(hay, owned), tuple(sorted(offered(files)))))}
    by_family: dict[str, dict[int, ParsedFile]] = defaultdict(dict)
    for number, path in enumerate(listed):
        if path in hay.files:
            by_family[hay.family(hay.files[path])][number] = hay.files[path]
    for family in families:
        mine = [item for item in owned if item.family == family]
        found[_place(key, family)] = encode(ready(mine, sums.by_family[family], by_family[family]))
        found[_place(key, family, "pieces")] = encode(pieces(mine))
        if family in silences:
            found[_place(key, family, "silence")] = encode(numbered(hay, mine, silences[family], numbers))
    return found


def pieces(owned: Sequence[Owned]) -> Pieces:
    """Those units, each as a record of its own, by their numbers."""
    files = {item.file.path: item.file for item in owned}
    places = {path: place for place, path in enumerate(files)}
    units = [encode(item.unit, item.file.path) for item in owned]
    told = [encode(ParsedFile(file.path, file.language, file.digest, kind=file.kind, test=file.test)) for file in files.values()]
    ends = array("I", accumulate(map(len, (*units, *told)), initial=0))[1:]
    numbers = array("I", (places[item.file.path] for item in owned))
    data = array("B", b"".join((*units, *told)))
    return Pieces(tuple(item.domain.name for item in owned), numbers, ends[: len(units)], ends[len(units) :], data)


class Suspects(NamedTuple):
    """The owners of a family, and which units may be copies of any: those of the numbers (as of `id`) in `only`, all where that is None."""

    owners: Ready
    only: Mapping[int, frozenset[int]] | None


def suspects(memory: Memory, key: str, hay: Haystack, family: str, change: Change) -> Suspects | None:
    """The units of the family that may be copies of an owner, None where there are none.

    Raises UnsureError where that is not known, and for a whole report when any weight that others ask for has moved.
    """
    left, come = units_of(change.before, hay, family), units_of(change.after, hay, family)
    if not (left or come):
        return None
    owners = ready_of(memory, key, family)
    known = memory.cache.read(_place(key, family, "silence"), lambda data: decode(Silence, data))
    silent = silent_units(known, change.before, change.after, change.listed) if known is not None else frozenset[int]()
    left, come = (left, come) if change.is_whole else replaced(left, come)
    clones = partial(clones_of, owners, hay, family, change)
    told = _told(owners, left, come, units_of(change.after, hay, family), silent, clones)
    if told is None or (change.is_whole and not _unmoved(told, owners, left, come, clones, all_keys=not change.is_asked_for)):
        raise UnsureError(family)
    found = owners.suspects(*told, [file for file in change.after.values() if hay.family(file) == family], silent)
    # What the other owners say takes matches away, so they are asked only where there is one.
    some = _some(memory, key, hay, family, frozenset[int]().union(*found.values())) if found else []
    return Suspects(owners, found) if found is None or _is_matched(owners, hay, some, change, found, told[0]) else None


def may_match(memory: Memory, key: str, hay: Haystack, family: str, change: Change) -> bool:
    """True when a unit of the family may be a copy of an owner, or when any weight that others ask for has moved. Raises UnsureError."""
    found = suspects(memory, key, hay, family, change)
    return found is not None and _is_matched(found.owners, hay, _owned(hay, family), change, found.only)


def ready_of(memory: Memory, key: str, family: str) -> Ready:
    """What is kept of the owners of a family. Raises UnsureError where it is lost."""
    owners = memory.cache.read(_place(key, family), lambda data: decode(Ready, data))
    if owners is None:
        raise UnsureError(family)
    return owners


def _told(
    owners: Ready, left: Sequence[Unit], come: Sequence[Unit], units: Iterable[Unit], silent: Container[int], clones: Clones
) -> tuple[Counts, Counts] | None:
    """The sums with the units `left` and with those that `come`, as far as they are about these and about what is asked of `units`.

    None where they cannot be told.
    """
    quiet: list[Unit] = []
    loud: list[Unit] = []
    for unit in units:
        (quiet if id(unit) in silent else loud).append(unit)
    said = [*left, *come, *loud]
    counts = owners.counts(said)
    moved = counts.moved(left, come, clones)
    heard = owners.heard(counts, moved, quiet) if moved is not None else ()
    if heard:
        counts = owners.counts(heard, counts)
        moved = counts.moved(left, come, clones)
    return (counts, moved) if moved is not None else None


def _unmoved(
    told: tuple[Counts, Counts], owners: Ready, left: Sequence[Unit], come: Sequence[Unit], clones: Clones, *, all_keys: bool
) -> bool:
    """True when every weight that anybody else asks for is what it was, though the units `left` went and `come` came.

    Without `all_keys` nothing is said of features. Where the `owners` are not weighed by them nobody asks for the weights of stems.
    """
    (before, now), without = told, told[0].moved(left, (), clones)
    if without is None:
        return False
    weights, then, jobs = Weights.counted(now.groups), Weights.counted(before.groups), Jobs(now.stems, now.functions)
    keys, kept = Keys.of((*left, *come)), without.groups.values()  # what stands nowhere in these sums is asked for by nobody else
    features = {key for key in keys.features if all_keys and any(tally.features.get(key) for tally in kept)}
    words = {key for key in keys.words if any(tally.words.get(key) for tally in kept)}
    if not (weights.agrees(then, (), ()) and weights.order_alike(then, words)):
        return False
    if weights.stirred(then, features, (rare_cap(weights), PAIR_CAP)):
        return False
    own, new = stemmed(left), stemmed(come)
    others = {stem for stem in own.keys() | new.keys() if before.stems.get(stem, 0) > own[stem]}
    return not owners.is_weighed or jobs.agrees(Jobs(before.stems, before.functions), others)


def _is_matched(
    owners: Ready, hay: Haystack, owned: Sequence[Owned], change: Change, only: Container[int] | None, known: Counts | None = None
) -> bool:
    """True when a unit of the files may be a copy of one of these owners, all of one family; `only` the units of these numbers may be."""
    if not owned:
        return False
    family = owned[0].family
    units = units_of(change.after, hay, family)
    left, come = replaced(units_of(change.before, hay, family), units)
    asked = units if only is None else [unit for unit in units if id(unit) in only]
    clones = partial(clones_of, owners, hay, family, change)
    moved = owners.counts((*left, *come, *asked, *(item.unit for item in owned)), known).moved(left, come, clones)
    if moved is None:
        return True
    weights, jobs = {family: Weights.counted(moved.groups)}, {family: Jobs(moved.stems, moved.functions)}
    return might_match(hay, [path for path, file in change.after.items() if file.units], owned, weights, jobs, only)


def clones_of(owners: Ready, hay: Haystack, family: str, change: Change, form: str) -> Iterable[Unit] | None:
    """The units of other files among which are the clones of a renamed form; None where these files are many."""
    numbers = sorted(owners.clones(form))
    paths = [path for path in map(change.listed.__getitem__, numbers) if path not in change.before]
    if len(paths) > MOST_HOMES:
        return None
    return [unit for path in paths if hay.family(hay.files[path]) == family for unit in hay.files[path].units]


def _some(memory: Memory, key: str, hay: Haystack, family: str, numbers: Iterable[int]) -> list[Owned]:
    """The owners of these numbers, of whose files only so much is known as `Pieces` has: that can only let them match more."""
    place = _place(key, family, "pieces")

    def read(data: bytes) -> list[Owned]:
        kept = decode(Pieces, data)
        return [kept.owned(hay, family, number) for number in sorted(numbers)]

    found = memory.cache.read(place, read)
    if found is None:
        raise UnsureError(family)
    return found


def _owned(hay: Haystack, family: str) -> list[Owned]:
    return [item for item in owned_units(hay) if item.family == family]


def units_of(files: Mapping[str, ParsedFile], hay: Haystack, family: str) -> list[Unit]:
    """The units of those of the files that are of a family."""
    return [unit for file in files.values() if hay.family(file) == family for unit in file.units]


def _is_kept(memory: Memory, key: str) -> bool:
    try:
        families = owners_of(memory, key).families
        places = [_place(key, family, *more) for family in families for more in ((), ("pieces",))]
        return all(memory.cache.get(place) is not None for place in places)
    except UnsureError:
        return False


def _place(key: str, *family: str) -> str:
    return digest_parts(("owners", key, *family))

"""Units of changed files that are what they were, and were a copy of nothing: most of what a commit touches.

What a search asks of a unit and of the file around it must be compared here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from ssot_check.matching.silence import Silence
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit


def silent_units(
    known: Silence, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile], listed: Sequence[str]
) -> frozenset[int]:
    """The numbers, as of `id`, of the units in the files `after` that were silent in those `before` and are no other units now.

    `known` tells which were silent when everything was looked at, by the numbers that files have in `listed`.
    """
    found: set[int] = set()
    for path, file in after.items():
        was, number = before.get(path), bisect_left(listed, path)
        if was is None or was is file or tuple(listed[number : number + 1]) != (path,) or _around(was) != _around(file):
            continue
        loud = known.of(number)
        if loud is None:
            continue
        told = {said_of(unit) for place, unit in enumerate(was.units) if place in loud}
        silent = {said_of(unit) for unit in was.units} - told
        names = {name for name, _ in _defined(was) ^ _defined(file)}
        found.update(id(unit) for unit in file.units if said_of(unit) in silent and names.isdisjoint(unit.calls))
    return frozenset(found)


def replaced(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The units that went and those that came, without the ones that stand in the same file as they did, all but for the line.

    Where any of one renamed form came or went, all of that form are among them: they count as one.
    """
    was, now = tuple(map(_placed, before)), tuple(map(_placed, after))
    one, two = Counter(was), Counter(now)
    differing = {place for place in one.keys() | two.keys() if one[place] != two[place]}
    both = zip((*before, *after), (*was, *now), strict=True)
    forms = {unit.fingerprint.renamed for unit, place in both if place in differing}
    return [unit for unit in before if unit.fingerprint.renamed in forms], [unit for unit in after if unit.fingerprint.renamed in forms]


def _placed(unit: Unit) -> Hashable:
    return unit.location.path, said_of(unit)


def _around(file: ParsedFile) -> Hashable:
    """What of a file decides over each of its units: how it was read, and what its names may mean."""
    references = sorted(
        (item.kind, item.name, item.alias, item.spelled, item.typing, item.passing, item.late, item.annotates) for item in file.references
    )
    return file.language, file.kind, file.test, file.generated, tuple(references)


def _defined(file: ParsedFile) -> set[tuple[str, str]]:
    """A call by its bare name means what the file itself defines under it."""
    return {(item.name, item.reexport) for item in file.definitions}


def said_of(unit: Unit) -> Hashable:
    """All of a unit but for where it stands."""
    texts, numbers = unit.said
    return texts, tuple(map(tuple, numbers))

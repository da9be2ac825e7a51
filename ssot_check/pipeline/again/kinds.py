"""What is kept of units that belong to a domain's kind and that nobody owns, so that a run about a few files can tell theirs.

Such a unit is told where it stands alone and few of its domain are as plain; units that repeat each other are told as a class. So the
others of its domain must be known: all of them are kept, for there are few. Where one of them may have become something else because of the
files that differ, nothing is concluded here.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ssot_check.matching.clone_classes import might_group, strays
from ssot_check.matching.haystack import Haystack, Owned
from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.location import Location
from ssot_check.model.match import Stray
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again.owners import Pieces, UnsureError, pieces
from ssot_check.workspace.cache_codec import decode, encode

if TYPE_CHECKING:
    from ssot_check.pipeline.again.remember import Memory


class Kinds(NamedTuple):
    """The units by their numbers: their families, which are `plain` enough to be told (1) and which not (0), which are told as a copy."""

    families: tuple[str, ...]
    plain: Numbers
    copied: Numbers
    units: Pieces


class Standing(NamedTuple):
    """By domain, what is plain enough to be told of the kinds that units of the files belong to.

    `rivals` are the units elsewhere on which that hangs, by file.
    """

    plain: Mapping[str, Sequence[Unit]] = {}
    rivals: Mapping[str, ParsedFile] = {}

    def strays(self, hay: Haystack, taken: Iterable[Unit] = ()) -> tuple[Stray, ...]:
        """What is told as stray; of units that are `taken` something else is."""
        if not self.plain:
            return ()
        from ssot_check.matching.strays import plain_strays

        return plain_strays(hay, self.plain, taken)


def record(memory: Memory, key: str, hay: Haystack, project: Project) -> Mapping[str, bytes]:
    """What is to be kept of them beside the comparison `key`, which has found what the `project` holds."""
    if memory.cache.get(_place(key)) is not None:
        return {}
    from ssot_check.matching.strays import stray_of

    found = [(name, unit) for name, units in sorted(strays(hay).items()) for unit in units]
    files = [hay.files[unit.location.path] for _, unit in found]
    items = [Owned(hay.registry.domain(name), unit, file, hay.family(file)) for (name, unit), file in zip(found, files, strict=True)]
    copies = _copies(project)
    plain = array("I", (stray_of(hay, name, unit) is not None for name, unit in found))
    copied = array("I", (unit.signature in copies for _, unit in found))
    return {_place(key): encode(Kinds(tuple(item.family for item in items), plain, copied, pieces(items)))}


def _copies(project: Project) -> frozenset[Location]:
    units = [match.copy for match in project.matches] + [shadow.copy for shadow in project.shadows]
    return frozenset(unit.signature for unit in (*units, *(unit for group in project.clone_classes for unit in group.units)))


def standing(memory: Memory, key: str, hay: Haystack, differing: Container[str], after: Mapping[str, ParsedFile]) -> Standing:
    """What is told of the kinds that the files `after` hold units of; `differing` are all files that are not as they were.

    Raises UnsureError where units may be of a class, or where it hangs on what is told as a copy.
    """
    found = strays(replace(hay, files=dict(after)))
    if not found:
        return Standing()
    kept = memory.cache.read(_place(key), lambda data: decode(Kinds, data))
    if kept is None:
        raise UnsureError(key)
    told: dict[str, list[Unit]] = {}
    rivals: dict[str, list[Unit]] = defaultdict(list)
    for name, units in sorted(found.items()):
        others = [number for number, domain in enumerate(kept.units.domains) if domain == name]
        elsewhere = {
            number: item for number in others if (item := kept.units.owned(hay, kept.families[number], number)).file.path not in differing
        }
        _ask(hay, units, after, elsewhere.values())
        if not _are_plain(hay, name, units):
            continue
        plain = [number for number in elsewhere if kept.plain[number]]
        if any(kept.copied[number] for number in plain):
            raise UnsureError(name)
        _ask(hay, [elsewhere[number].unit for number in plain], {}, elsewhere.values())
        told[name] = [*(elsewhere[number].unit for number in plain), *units]
        for number in plain:
            rivals[elsewhere[number].file.path].append(elsewhere[number].unit)
    return Standing(told, {path: replace(hay.files[path], units=tuple(units)) for path, units in sorted(rivals.items())})


def _ask(hay: Haystack, units: Sequence[Unit], files: Mapping[str, ParsedFile], elsewhere: Iterable[Owned]) -> None:
    """Raises UnsureError where one of the units may be of a class with another, or with one `elsewhere`."""
    others = tuple(elsewhere)
    known = {item.file.path: item.file for item in others} | dict(files)
    for family in sorted({hay.family(known[unit.location.path]) for unit in units}):
        mine = [unit for unit in units if hay.family(known[unit.location.path]) == family]
        if might_group(mine, [*mine, *(item.unit for item in others if item.family == family)], known):
            raise UnsureError(family)


def _are_plain(hay: Haystack, name: str, units: Iterable[Unit]) -> bool:
    from ssot_check.matching.strays import stray_of

    return any(stray_of(hay, name, unit) is not None for unit in units)


def _place(key: str) -> str:
    return digest_parts(("kinds", key))

"""Owners that were edited: what they ask for now is asked of sketches of all other files, and only what may answer is read.

That is so for files of which nothing at all was told, hints included, and that are owners and nothing else to the registry. The rules hear
from them what they heard before; a name that came or went stands in no other file; no weight moved that anybody else asks for. Where one
of their units may be a copy of something, or something a copy of one, the whole repository is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Final

from ssot_check.matching.across import Crossing, crossings, might_cross
from ssot_check.matching.anew import NoReasons
from ssot_check.matching.clone_classes import PAIR_CAP, strays
from ssot_check.matching.haystack import Haystack, Owned, owned_units
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.search import Queries, rare_cap
from ssot_check.matching.sieve import Sieve
from ssot_check.matching.tally import Counts
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.report import DomainSummary
from ssot_check.model.unit import Unit
from ssot_check.pipeline.again.alike import are_alike
from ssot_check.pipeline.again.hushed import replaced, said_of
from ssot_check.pipeline.again.names import faces
from ssot_check.pipeline.again.owners import Change, UnsureError, clones_of, ready_of, units_of
from ssot_check.pipeline.again.recollect import comparison_of, unasked_of
from ssot_check.pipeline.again.sparse import Sparse
from ssot_check.rules.support.held_bans import is_about_alike
from ssot_check.workspace.cache_codec import DamagedRecordError, encode
from ssot_check.workspace.cache_sketch import Sketched, sketched
from ssot_check.workspace.files import path_entries

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look

_GUESSING: Final = frozenset(("SSOT102", "SSOT107", "SSOT108", "SSOT114", "SSOT115"))
"""Findings at entries of the registry that may name what an owner defines."""
_USES: Final = "SSOT3"
"""Rules whose help names what an owner offers, which its code says."""
_Name = tuple[str, str]
"""A name that came or went, and the path of the file."""


def plain_owners(look: Look, paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths that are owners, and that no line of the registry means in any other way."""
    survey, registry = look.start.survey, look.start.registry
    owned = frozenset(path for path in paths if path in survey.owners)
    if not owned:
        return owned
    owning = Counter((entry.path, entry.location.line) for domain in registry.domains for entry in domain.owner_paths)
    said = Counter((entry.path, entry.location.line) for entry in path_entries(registry))
    return owned.difference(*(found for entry, found in survey.selected.items() if owning[entry] != said[entry]))


class Edited:
    """The edited owners at `paths`, among files that were as `before` and are as `after`."""

    def __init__(
        self, look: Look, hay: Haystack, paths: frozenset[str], before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]
    ) -> None:
        self._look = look
        self._hay = hay
        self._paths = sorted(paths)
        self._before = before
        self._after = after
        self._was = self._owned(before)
        self._now = self._owned(after)

    @property
    def _others(self) -> Iterator[ParsedFile]:
        """The other files of owners, as they are now."""
        found = (self._hay.files.get(path) for path in sorted(self._hay.owners.keys() - set(self._paths)))
        return (file for file in found if file is not None)

    def _owned(self, files: Mapping[str, ParsedFile]) -> list[Owned]:
        """What they own, as they are in `files`."""
        return [item for item in owned_units(replace(self._hay, files=Sparse(files, self._hay.files.get))) if item.file.path in self._paths]

    def change_nothing(self) -> bool:
        """True when all that is told is told again. Raises UnsureError."""
        try:
            return all(map(self._is_heard_alike, self._paths)) and not self._are_met()
        except DamagedRecordError as error:
            raise UnsureError from error

    def summaries(self, rows: Iterable[DomainSummary]) -> tuple[DomainSummary, ...]:
        """The rows of the domains with the units of now."""
        owned, compared = Counter[str](), Counter[str]()
        for files, items, sign in ((self._after, self._now, 1), (self._before, self._was, -1)):
            for path in self._paths:
                owned.update(dict.fromkeys(self._hay.owners[path], sign * len(files[path].units)))
            for item in items:
                compared[item.domain.name] += sign
        return tuple(
            replace(
                row,
                owned_units=row.owned_units + owned[row.name],
                compared_units=None if row.compared_units is None else row.compared_units + compared[row.name],
            )
            for row in rows
        )

    def _is_heard_alike(self, path: str) -> bool:
        """True when no rule hears anything else from one of the files, but for names that no other file says."""
        was, now = self._before[path], self._after[path]
        texts = [{(item.form, item.text, item.name) for item in file.literals} for file in (was, now)]
        others = {**self._look.then, **{other: file.digest for other, file in self._after.items()}, path: ""}
        return (
            are_alike(self._look.start.registry, {path: was}, {path: now})
            and all(is_about_alike(self._look.start.registry.domain(name), was, now) for name in self._hay.owners[path])
            and texts[0] == texts[1]
            and bool(was.definitions) == bool(now.definitions)
            and not {was.digest, now.digest} & set(others.values())
            and not any(edit.location.path == path for item in self._told if item.fix for edit in item.fix.edits)
            and not any(item.code.startswith(_USES) and item.domain in self._hay.owners[path] for item in self._told)
            and self._are_free(path, {name for name, place in self._names if place == path})
        )

    @cached_property
    def _told(self) -> tuple[Finding, ...]:
        old = self._look.old
        return (*old.findings, *old.known, *old.already, *(item.finding for item in old.suppressed))

    def _are_free(self, path: str, names: set[str]) -> bool:
        """True when the registry says none of the names that came or went, and nothing told of it may be mended by one."""
        if not names:
            return True
        registry, idle = self._look.start.registry, self._look.whole.unreferred if self._look.whole is not None else {}
        by_name = any(not domain.exports and domain.name in idle and domain.name in self._hay.owners[path] for domain in registry.domains)
        if by_name or any(name in line for name in names for line in registry.lines):
            return False
        return not any(item.location.path == registry.path and (item.fix or item.code in _GUESSING) for item in self._told)

    @cached_property
    def _names(self) -> frozenset[_Name]:
        """The names of all that came or went, of units with and without what they stand in."""
        owned = {id(item.unit) for item in (*self._was, *self._now)}
        found: set[_Name] = set()
        for path in self._paths:
            sides = [Counter(faces(files[path], owned)) for files in (self._before, self._after)]
            moved = (*(sides[0] - sides[1]), *(sides[1] - sides[0]))
            found.update((name, path) for names, _ in moved for name in names)
        return frozenset(found)

    @cached_property
    def _asking(self) -> list[Owned]:
        """The owned units that are not what they were, and those elsewhere of which a feature weighs something else."""
        before = {(item.file.path, item.domain.name, said_of(item.unit)) for item in self._was}
        own = [item for item in self._now if (item.file.path, item.domain.name, said_of(item.unit)) not in before]
        others = (item for item in owned_units(self._hay) if item.file.path not in self._paths)
        return [*own, *(item for item in others if self._is_stirred(item.unit, item.family))]

    def _is_stirred(self, unit: Unit, family: str) -> bool:
        return not self._stirred.get(family, frozenset()).isdisjoint(unit.fingerprint.features)

    @cached_property
    def _stirred(self) -> Mapping[str, frozenset[int]]:
        """Features that weigh something else than before, by family. Raises UnsureError."""
        found = {}
        for family in sorted({self._hay.family(file) for file in (*self._before.values(), *self._after.values()) if file.units}):
            before, now = self._sums(family)
            then, weights = Weights.counted(before.groups), Weights.counted(now.groups)
            keys = {key for tally in now.groups.values() for key in tally.features}
            found[family] = weights.stirred(then, keys, (rare_cap(weights), PAIR_CAP))
        return found

    @cached_property
    def _exported(self) -> frozenset[str]:
        """Exported names of units that are not what they were: what is defined under one elsewhere may shadow it, or does no more."""
        names = {export.name for domain in self._look.start.registry.domains for export in domain.exports}
        found: set[str] = set()
        for path in self._paths:
            was, now = (Counter((unit.name, said_of(unit)) for unit in files[path].units) for files in (self._before, self._after))
            found.update(name for name, _ in (*(was - now), *(now - was)))
        for file in self._others:
            found.update(unit.name for unit in file.units if self._is_stirred(unit, self._hay.family(file)))
        return frozenset(found & names)

    def _are_met(self) -> bool:
        """True when something in another file may be a copy of what they own now, shadow it, or say a name that came or went."""
        if self._is_told_of_stirred():
            return True
        families = sorted({item.family for item in self._asking})
        sieves = {name: Sieve([item for item in self._asking if item.family == name], self._sums(name)[1]) for name in families}
        crossing = crossings(self._hay, self._asking)
        found: dict[str, list[int]] = {}
        if any(sieve.is_open for sieve in sieves.values()):
            return True
        for path in sorted(self._look.analysed(self._after.keys())):
            sketch = self._sketch(path)
            if any(place != path and sketch.says(name) for name, place in self._names):
                return True
            family = self._hay.families.get(sketch.field("language"), sketch.field("language"))
            if path not in self._paths and any(unit.name in self._exported and not unit.scope for unit in sketch.named(self._exported)):
                return True
            if any(item.family != family and family not in item.families for item in crossing) and self._crosses(crossing, path):
                return True
            if path not in self._hay.owners and self._strays(path, family, sketch):
                return True
            if family in sieves and (some := _let_through(sieves[family], sketch)):
                found[path] = some
        return any(self._repeat(family, sieve, found) for family, sieve in sieves.items())

    def _is_told_of_stirred(self) -> bool:
        """True when a feature weighs something else of an owner of which something is told, or of what such an owner calls."""
        if not any(self._stirred.values()):
            return False
        known = comparison_of(self._look.memory, self._look.calm.sums)
        if known is None:
            raise UnsureError
        told = [*(item.owner for item in known.matches), *(item.owner for item in known.shadows)]
        calls = {(unit.location.path, call) for unit in told for call in unit.calls}
        places = {(unit.location.path, unit.qualified_name) for unit in told}
        return any(
            self._is_stirred(unit, self._hay.family(file))
            for file in self._others
            for unit in file.units
            if (file.path, unit.qualified_name) in places or (file.path, unit.name) in calls
        )

    def _strays(self, path: str, family: str, sketch: Sketched) -> bool:
        """True when something in the file is of a domain's kind, and nobody's, and says what weighs something else."""
        stirred = self._stirred.get(family)
        if not stirred or stirred.isdisjoint(sketch.numbers):
            return False
        file = self._hay.files[path]
        found = strays(replace(self._hay, files={path: file}))
        return any(self._is_stirred(unit, self._hay.family(file)) for units in found.values() for unit in units)

    def _crosses(self, asked: Iterable[Crossing], path: str) -> bool:
        return might_cross(self._hay, asked, {path: self._hay.files[path]})

    def _repeat(self, family: str, sieve: Sieve, found: Mapping[str, Iterable[int]]) -> bool:
        """True when one of the units that the sieve let through may be a copy, whatever reasons there are against it."""
        files = {path: self._hay.files[path] for path in found if self._hay.family(self._hay.files[path]) == family}
        asked = [(file.units[number], file) for path, file in files.items() for number in found[path]]
        if not asked:
            return False
        counts, mine = sieve.counts(), [item for item in self._asking if item.family == family]
        jobs = Jobs(counts.stems, counts.functions)
        queries = Queries(
            replace(self._hay, files=files), Weights.counted(counts.groups), mine, NoReasons(), lambda: jobs, [unit for unit, _ in asked]
        )
        return any(queries.best(unit, file) for unit, file in asked)

    @cached_property
    def _sums(self) -> Callable[[str], tuple[Counts, Counts]]:
        return cache(self._summed)

    def _summed(self, family: str) -> tuple[Counts, Counts]:
        """The sums of then and of now, as far as they were kept and are about what is asked. Raises UnsureError."""
        words = unasked_of(self._look.memory, self._look.calm.sums, family)
        if words is None:
            raise UnsureError(family)
        owners = ready_of(self._look.memory, self._look.calm.sums, family)
        change = Change(self._before, self._after, is_whole=True, listed=self._look.calm.listed)
        left, come = replaced(units_of(self._before, self._hay, family), units_of(self._after, self._hay, family))
        said = (*left, *come, *(item.unit for item in owned_units(self._hay) if item.family == family))
        counts = words.beside(owners.counts(said), said)
        moved = counts.moved(left, come, partial(clones_of, owners, self._hay, family, change), every=True)
        if moved is None:
            raise UnsureError(family)
        return counts, moved

    def _sketch(self, path: str) -> Sketched:
        if path in self._after:
            return sketched(encode(self._after[path], path))
        found = self._look.memory.recall_sketch(path, self._look.then[path])
        if found is None:
            raise UnsureError(path)
        return found


def _let_through(sieve: Sieve, sketch: Sketched) -> list[int]:
    """The numbers of the units that may be copies; all of them are counted."""
    if sieve.unknown and not sieve.unknown.isdisjoint(sketch.numbers):
        sieve.count(sketch.units)
    if sketch.field("generated"):
        return []
    test = bool(sketch.field("test"))
    return [number for number, unit in enumerate(sketch.units) if sieve.lets_through(unit, test=test)]

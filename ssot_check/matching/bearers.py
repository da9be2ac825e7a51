"""How many types have a method of each name, and how many modules a function, kept so that no other file need be read for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ssot_check.matching.hierarchy import bearers_of
from ssot_check.matching.postings import Table, short, table
from ssot_check.model.parsed import ParsedFile


class Bearers(NamedTuple):
    """The numbers of functions and of methods by 64 bits of the name's digest."""

    functions: Table
    methods: Table

    def since(self, before: Iterable[ParsedFile], after: Iterable[ParsedFile]) -> Callable[[bool, str], int | None]:
        """The numbers with the files `after` in the place of those `before`; None for a method that a type may have got or lost.

        The files of one type are not all known: another one may hold what went, or what came.
        """
        (had, was), (has, now) = bearers_of(before), bearers_of(after)
        unsure = {name for kind in had.keys() | has.keys() for name in had.get(kind, frozenset()) ^ has.get(kind, frozenset())}

        def count(method: bool, name: str) -> int | None:
            if method:
                return None if name in unsure else self._kept(self.methods, name)
            return self._kept(self.functions, name) + now.get((False, name), 0) - was.get((False, name), 0)

        return count

    def moved(self, before: Sequence[ParsedFile], after: Sequence[ParsedFile]) -> Bearers | None:
        """What is kept with the files `after` in the place of those `before`; None where a type may have got or lost a method."""
        (had, was), (has, now) = bearers_of(before), bearers_of(after)
        modules = {(file.path, "") for file in (*before, *after)}
        if any(had.get(kind) != has.get(kind) for kind in (had.keys() | has.keys()) - modules):
            return None
        names = {name for method, name in was.keys() | now.keys() if not method}
        more = {name: now.get((False, name), 0) - was.get((False, name), 0) for name in names}
        counted = dict(zip(self.functions.keys, self.functions.values, strict=True))
        for name in filter(more.__getitem__, names):
            counted[short(name)] = counted.get(short(name), 0) + more[name]
        return Bearers(table("Q", {name: count for name, count in counted.items() if count}), self.methods)

    @staticmethod
    def _kept(kept: Table, name: str) -> int:
        return kept.among(((name, short(name)),)).get(name, 0)


def bearers(files: Iterable[ParsedFile]) -> Bearers:
    """What is kept of all files."""
    known = bearers_of(files)[1]
    one, two = ({short(name): count for (kind, name), count in known.items() if kind is method} for method in (False, True))
    return Bearers(table("Q", one), table("Q", two))

"""Which class derives from which, as far as the repository shows.

A method that overrides another repeats its frame by design (Gamma, Helm, Johnson, Vlissides 1994: template method), and so do
two answers to one hook of a common base. What is alike there is the contract, and what differs is the reason to be there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ssot_check.matching.refusals import names_module
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit, UnitKind


class Hierarchy:
    """The classes of a run by name. Bases from outside the repository are known by name only."""

    def __init__(self, files: Mapping[str, ParsedFile]) -> None:
        self._classes: dict[str, list[Unit]] = defaultdict(list)
        self._methods: set[tuple[str, str, str]] = set()
        for path in sorted(files):
            for unit in files[path].units:
                if unit.kind is UnitKind.CLASS:
                    self._classes[unit.name].append(unit)
                elif unit.kind is UnitKind.METHOD:
                    self._methods.add((path, unit.scope, unit.name))

    def same_hook(self, one: Unit, two: Unit) -> bool:
        """True when two methods of one name answer the same call: one overrides the other, or both override a third."""
        if one.name != two.name or not (one.kind is two.kind is UnitKind.METHOD):
            return False
        others = {base.location for base in self._line(two)}
        shared = [base for base in self._line(one) if base.location in others]
        return any((base.location.path, base.qualified_name, one.name) in self._methods for base in shared)

    def common(self, owner: Unit, copy: Unit) -> str:
        """The nearest class of this repository that a copied class or method has above it and the owner's is or has too, with its file.

        "" when there is none.
        """
        own = {item.location for item in self._own(copy)}
        above = {base.location for base in self._line(copy)} - own
        bases = (base for base in self._line(owner) if base.location in above)
        return next((f"`{base.qualified_name}` of {base.location.path}" for base in bases), "")

    def _own(self, unit: Unit) -> list[Unit]:
        """A class itself, or the class of a method."""
        if unit.kind is UnitKind.CLASS:
            return [unit]
        known = self._classes.get(unit.scope.rpartition(".")[2], ()) if unit.kind is UnitKind.METHOD else ()
        return [item for item in known if item.location.contains(unit.location)]

    def _line(self, unit: Unit) -> list[Unit]:
        """The class of a method, or a class, and every class above it, nearest first, each once however many ways lead to it."""
        level = self._own(unit)
        found: dict[Location, Unit] = {}
        while level:
            found.update((item.location, item) for item in level)
            above = [base for item in level for name in item.bases for base in self._resolve(name, item)]
            level = list({base.location: base for base in above if base.location not in found}.values())
        return list(found.values())

    def _resolve(self, base: str, below: Unit) -> list[Unit]:
        module, _, name = base.rpartition(".")
        known = self._classes.get(name, ())
        if not module:
            return [item for item in known if item.location.path == below.location.path]
        return [item for item in known if names_module(module.split("."), item.location.path)]

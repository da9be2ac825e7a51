"""The class in which two methods can share what is equal: one above both, unless it is no place for that."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.platforms import PLATFORMS
from ssot_check.model.unit import Trait, Unit, UnitKind

WIDE: Final = 8
"""From a class of which so many derive, two have taken what all of them need, and nothing else belongs there."""


class Homes:
    """Asked of pairs that are told, of which few are."""

    def __init__(self, hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy

    def of(self, owner: Unit, copy: Unit) -> tuple[str, str]:
        """The class above both, with its file, and why what both have in common goes between ("" where it can go into that class itself).

        Both are "" where no class is above both, or one that many others derive from as well and that is not directly above both.
        """
        one, two = self._asked(owner), self._asked(copy)
        base = self._hierarchy.common(one, two) if one is not None and two is not None else None
        if one is None or two is None or base is None:
            return "", ""
        known = one.kind is UnitKind.METHOD and self._hierarchy.declares(base, one.name)
        if any(item.location == base.location for item in self._hierarchy.own(one)):
            return _told(base), ""
        wide = self._hierarchy.below(base, WIDE) >= WIDE
        if known and not self._needs(owner, base):  # who has no method of that name has the one that stands there
            return _told(base), "more classes derive from that one" if wide else ""
        direct = all(base.location in self._hierarchy.above(item) for unit in (one, two) for item in self._hierarchy.own(unit))
        many = wide and not known
        if many and not direct:
            return "", ""
        if name := self._needs(owner, base):
            return _told(base), f"not every platform has `{name}`"
        return _told(base), "more classes derive from that one" if many else ""

    def _asked(self, unit: Unit) -> Unit | None:
        """What stands in a class: the unit itself, or the method around a function."""
        if unit.kind is not UnitKind.FUNCTION or Trait.NESTED not in unit.traits:
            return unit
        file = self._hierarchy.file(unit.location.path)
        units = file.units if file is not None else ()
        around = (item for item in units if item.kind is UnitKind.METHOD and item.qualified_name == unit.scope)
        return next((item for item in around if item.location.contains(unit.location)), None)

    def _needs(self, owner: Unit, base: Unit) -> str:
        """The library of one platform that the owner's text names and that the file of the base does not import; "" for none."""
        file, above = (self._hierarchy.file(unit.location.path) for unit in (owner, base))
        if file is None or above is None:
            return ""
        named = _platform(file) & set(owner.fingerprint.words)
        return next(iter(sorted(named - _platform(above))), "")


def _platform(file: ParsedFile) -> set[str]:
    return {
        item.name.partition(".")[0]
        for item in file.references
        if item.kind is ReferenceKind.IMPORT and not item.late and item.name.partition(".")[0] in PLATFORMS
    }


def _told(base: Unit) -> str:
    return f"`{base.qualified_name}` of {base.location.path}"

"""Which functions of a wrapper reach the owner, by what they call, name and hand on; and which surely do not.

A function reaches the owner when it calls something of it, names what its file takes from it, or calls a function of its file that does.
What cannot be told counts as reaching it: a name that a statement outside all functions bound may be the owner's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.rules.support.uses import Uses

_CALLABLE: Final = (UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS)
_ACTING: Final = (*_CALLABLE, UnitKind.SCRIPT)
_ASIDE: Final = frozenset(
    (Trait.STUB, Trait.OVERLOAD, Trait.ABSTRACT, Trait.PROTOCOL, Trait.DATA, Trait.ARGUMENTS, Trait.NESTED, Trait.PROPERTY, Trait.FALLBACK)
)
_DYNAMIC: Final = frozenset(
    ("getattr", "globals", "__getattr__", "import_module", "eval", "exec", "source", ".", "apply", "Reflect", "Proxy")
)
_REFUSING: Final = ("Error", "Exception", "warn", "panic", "errors.New", "unimplemented", "todo", "exit", "die")


@dataclass(frozen=True)
class Wrapping:
    """One file of a wrapper, and the files of its owner."""

    project: Project
    uses: Uses
    file: ParsedFile
    owned: frozenset[str]

    def hollow(self) -> Iterator[Unit]:
        """Functions, methods and classes that others can use, that work, and that surely do not reach the owner; by place."""
        public = {item.name for item in self.file.definitions if not item.reexport}
        serving = {name for unit in self._reaching for name in (*unit.fingerprint.words, *(_last(call) for call in unit.calls))}
        for unit in self.file.units:
            if unit.kind not in _CALLABLE or self._reaches(unit) or not _ASIDE.isdisjoint(unit.traits):
                continue
            name = unit.scope.partition(".")[0] or unit.name
            hidden = unit.name.startswith("_") or name.startswith("_") or name not in public or self._is_internal_go(unit)
            if not hidden and unit.name not in serving and self._works(unit) and not self._told_by_its_class(unit):
                yield unit

    def _works(self, unit: Unit) -> bool:
        """True when it calls something other than what refuses to work, or is called as something of the owner."""
        calls = [call for call in unit.calls if not call.endswith(_REFUSING)]
        return bool(calls) or (unit.kind is UnitKind.FUNCTION and unit.name in self.offered)

    def _told_by_its_class(self, unit: Unit) -> bool:
        """True for methods of which the class says enough: it is reported whole, is derived from the owner, or holds it who knows where."""
        if unit.kind is UnitKind.CLASS:
            return bool(unit.bases) and all(base.endswith(("Error", "Exception", "Enum")) for base in unit.bases)
        whole = next((item for item in self.file.units if item.kind is UnitKind.CLASS and item.qualified_name == unit.scope), None)
        if whole is None:
            return unit.kind is UnitKind.METHOD
        methods = [item for item in self.file.units if item.scope == unit.scope and self._is_direct(item)]
        return not self._reaches(whole) or not methods or any(self._leads(base) for base in whole.bases)

    def _is_internal_go(self, unit: Unit) -> bool:
        return self.file.language == "go" and not unit.name[:1].isupper()

    @cached_property
    def offered(self) -> frozenset[str]:
        """Names that the files of the owner define."""
        files = (self.project.files[path] for path in sorted(self.owned) if path in self.project.files)
        return frozenset(item.name for file in files for item in file.definitions)

    @cached_property
    def _taken(self) -> frozenset[str]:
        """Names that may be the owner's in this file: taken from it, sourced with it, or bound outside all functions."""
        targets = [item for item in self.uses.targets(self.file) if item.path in self.owned]
        names = {_last(item.name) for item in targets if item.name}
        if any(item.reference.kind is ReferenceKind.SOURCE for item in targets):
            names |= self.offered
        tables = {unit.name for unit in self.file.units if not unit.scope}
        return frozenset(names | {item.name for item in self.file.definitions if not item.reexport and item.name not in tables})

    def _reaches(self, unit: Unit) -> bool:
        return any(item is unit for item in self._reaching)

    @cached_property
    def _reaching(self) -> tuple[Unit, ...]:
        waiting = [unit for unit in self.file.units if unit.kind in _ACTING]
        found = [unit for unit in waiting if self._is_direct(unit)]
        fresh = found
        while fresh:
            waiting = [unit for unit in waiting if not any(item is unit for item in found)]
            free = {unit.name for unit in found if not unit.scope}
            fresh = [unit for unit in waiting if self._mentions(unit, free) or self._by_sibling(unit, found)]
            found = [*found, *fresh]
        return tuple(found)

    def _is_direct(self, unit: Unit) -> bool:
        inner = (
            item for item in self.uses.targets(self.file) if item.path in self.owned and unit.location.contains(item.reference.location)
        )
        named = self._mentions(unit, self._taken) or not _DYNAMIC.isdisjoint((*unit.fingerprint.words, *unit.calls))
        return named or any(self._leads(name) for name in (*unit.calls, *unit.bases)) or any(inner)

    def _leads(self, dotted: str) -> bool:
        """True when a name, resolved through the imports, is one of the owner's."""
        if dotted.startswith(".") or "." not in dotted:
            return False
        return any(path in self.owned for path, _ in self.uses.meant(dotted, self.file.path))

    def _by_sibling(self, unit: Unit, found: list[Unit]) -> bool:
        """True for a method that uses one that reaches the owner, or a field that such a one fills."""
        if unit.kind is not UnitKind.METHOD:
            return False
        siblings = [item for item in found if item.scope == unit.scope and item.kind is UnitKind.METHOD]
        fields = {word for item in siblings for word in item.fingerprint.words if word not in {_last(call) for call in item.calls}}
        return self._mentions(unit, fields | {item.name for item in siblings})

    def _mentions(self, unit: Unit, names: frozenset[str] | set[str]) -> bool:
        return not names.isdisjoint(unit.fingerprint.words) or not names.isdisjoint(unit.calls)


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]

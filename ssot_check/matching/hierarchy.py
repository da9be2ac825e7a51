"""Which class derives from which, as far as the repository shows.

A method that overrides another repeats its frame by design (Gamma, Helm, Johnson, Vlissides 1994: template method), and so do
two answers to one hook of a common base. What is alike there is the contract, and what differs is the reason to be there.
Where types answer an interface without naming it (Go), both have its methods.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final, NamedTuple

from ssot_check.matching.refusals import is_module, names_module
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

ANSWERED: Final = 0.75
"""A type that has so many of an interface's methods answers it: words of its declaration that name no method are few."""
PASTED: Final = 0.90
MIN_PASTED: Final = 100
"""Answers from so many tokens on of which nearly all statements are equal, or most and all that is rare in them, were pasted."""
ALIKE: Final = 0.75
USUAL_TYPES: Final = 4
USUAL_NAMES: Final = 3
COMMON_TYPES: Final = 20
COMMON_NAMES: Final = 2
"""So many names that so many types have in common are a protocol, written down or not. Plug-ins may have two functions (`match` and
`get_new_command`), but then there are many plug-ins; and of methods the usual ones (`save`, `clean`) are no protocol."""
USUAL_NAME: Final = 6
"""A name that so many types and modules have is a protocol of theirs (`get_by_name`), and tells no copy."""
SMALL_ANSWER: Final = 60
"""What so many types have under one name, in so few tokens, an interface of somebody else asks for (`Hijack`, `Len`)."""
OWN_TELLING: Final = 0.90
"""Functions of two modules on one protocol, up to MIN_PASTED tokens, and methods up to SMALL_ANSWER, are answers unless what they say in
common is so rare."""


class _Seen(NamedTuple):
    """What all files of a run declare: classes by name; methods by path, scope and name; the names that each type has."""

    classes: Mapping[str, Sequence[Unit]]
    methods: AbstractSet[tuple[str, str, str]]
    of: Mapping[tuple[str, str], AbstractSet[str]]
    known: Mapping[tuple[bool, str], int]


class Hierarchy:
    """The classes of a run by name. Bases from outside the repository are known by name only.

    The files are gone through when something is asked that hangs on all of them. Of functions that is how many bear a name, which `bearers`
    tells where it is kept: how many types have a method (True), or modules a function (False), of a name; None where it is not known.
    """

    def __init__(self, files: Mapping[str, ParsedFile], bearers: Callable[[bool, str], int | None] | None = None) -> None:
        self._files = files
        self._bearers = bearers

    @cached_property
    def _seen(self) -> _Seen:
        classes: dict[str, list[Unit]] = defaultdict(list)
        methods: set[tuple[str, str, str]] = set()
        for path in sorted(self._files):
            for unit in self._files[path].units:
                if unit.kind is UnitKind.CLASS:
                    classes[unit.name].append(unit)
                elif unit.kind is UnitKind.METHOD:
                    methods.add((path, unit.scope, unit.name))
        of, known = bearers_of(self._files.values())
        return _Seen(classes, methods, of, known)

    @property
    def _classes(self) -> Mapping[str, Sequence[Unit]]:
        return self._seen.classes

    def _names(self, unit: Unit) -> AbstractSet[str]:
        """The names that the type of a method has, or the module of a function."""
        kind = type_of(unit)
        if unit.kind is UnitKind.METHOD:
            return self._seen.of.get(kind, frozenset())
        if kind not in self._modules:
            file = self._files.get(unit.location.path)
            self._modules[kind] = bearers_of((file,))[0].get(kind, frozenset()) if file is not None else frozenset()
        return self._modules[kind]

    @cached_property
    def _modules(self) -> dict[tuple[str, str], AbstractSet[str]]:
        return {}

    def _count(self, name: str, *, method: bool) -> int:
        """How many types have a method of a name, or modules a function."""
        kept = self._bearers(method, name) if self._bearers is not None else None
        return self._seen.known.get((method, name), 0) if kept is None else kept

    def same_hook(self, one: Unit, two: Unit) -> bool:
        """True when two methods of one name answer the same call: one overrides the other, or both override a third.

        A class that derives from the other one, or from a class in it, repeats what it overrides, too.
        """
        if one.kind is two.kind is UnitKind.CLASS:
            return any(
                item.location.contains(above.location) for item, below in ((one, two), (two, one)) for above in self._line(below)[1:]
            )
        if one.name != two.name or not (one.kind is two.kind is UnitKind.METHOD):
            return False
        if _fills_in(one, two) or _fills_in(two, one):
            return True
        others = {base.location for base in self._line(two)}
        shared = [base for base in self._line(one) if base.location in others]
        return any((base.location.path, base.qualified_name, one.name) in self._seen.methods for base in shared)

    def overrides(self, one: Unit, two: Unit) -> bool:
        """True for a method of a class that derives from the class of the other, under its name."""
        below = one.name == two.name and one.kind is two.kind is UnitKind.METHOD
        return below and any(item.qualified_name == two.scope and item.location.contains(two.location) for item in self._line(one)[1:])

    def same_answer(self, one: Unit, two: Unit, equal: float, alignment: float, telling: float = 1.0) -> bool:
        """True when two methods, or functions of two modules, of one name answer one protocol, each in its own way.

        Nor are two methods a pair where each has a counterpart of its own name in the type of the other. A protocol is an interface of this
        repository that both types have, or, where none is written down, the names that several types or
        modules, of one folder or under one file name, have in common. `equal` is the share of equal statements, `alignment` that of tokens:
        what was pasted is no answer of its own, unless all of a small function is what each such module has for its own type; `telling` is
        how rare the words are that both have.
        """
        if one.kind is not two.kind or one.kind not in FUNCTIONS or one.name.startswith("_"):
            return False
        large = min(one.fingerprint.size, two.fingerprint.size) >= MIN_PASTED
        if large and (equal >= PASTED or (min(equal, alignment) >= ALIKE and telling >= 1.0)):
            return False
        both = self._names(one) & self._names(two)
        asked = not one.is_private  # one that nobody outside can ask for may be handed over, as the hooks of a service are
        if one.name != two.name:  # each has a counterpart of its own name in the other's type
            return asked and one.kind is UnitKind.METHOD and _apart(one, two) and {one.name, two.name} <= both
        if one.kind is UnitKind.METHOD and any(len(both & names) >= ANSWERED * len(names) for names in self._interfaces.get(one.name, ())):
            return True
        method = one.kind is UnitKind.METHOD
        often = self._count(one.name, method=method) >= USUAL_TYPES
        short = method and max(one.fingerprint.size, two.fingerprint.size) < SMALL_ANSWER
        if short and asked and often and equal < PASTED:
            return True
        usual = [name for name in both if not name.startswith("__") and self._count(name, method=method) >= USUAL_TYPES]
        common = sum(self._count(name, method=False) >= COMMON_TYPES for name in usual) if one.kind is UnitKind.FUNCTION else 0
        if one.name not in usual or (len(usual) < USUAL_NAMES and common < COMMON_NAMES) or not _apart(one, two):
            return False
        small = short or (one.kind is UnitKind.FUNCTION and min(one.fingerprint.size, two.fingerprint.size) < MIN_PASTED)
        return (small and telling < OWN_TELLING) or (asked and equal < ALIKE and alignment < PASTED)

    def is_usual(self, name: str) -> bool:
        """True for a name that many types and modules have."""
        return self._count(name, method=True) + self._count(name, method=False) >= USUAL_NAME

    @cached_property
    def _interfaces(self) -> Mapping[str, list[frozenset[str]]]:
        """The method names of every interface, by each of them. A name that no type of the repository has is a type's or a package's."""
        known = {name for method, name in self._seen.known if method}
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for name in sorted(self._classes):
            for unit in self._classes[name]:
                if Trait.PROTOCOL in unit.traits:
                    folder = unit.location.path.rpartition("/")[0]
                    asked = known & {*unit.fingerprint.words, *self._seen.of.get((folder, unit.name), ())}
                    for method in sorted(asked):
                        found[method].append(frozenset(asked))
        return found

    def common(self, owner: Unit, copy: Unit) -> Unit | None:
        """The nearest class of this repository that a copied class or method has above it and the owner's is or has too; else None."""
        own = {item.location for item in self.own(copy)}
        above = {base.location for base in self._line(copy)} - own
        return next((base for base in self._line(owner) if base.location in above), None)

    def above(self, unit: Unit) -> list[Location]:
        """Where the classes stand from which a class derives directly."""
        return [base.location for name in unit.bases for base in self._resolve(name, unit)]

    def below(self, base: Unit, most: int) -> int:
        """How many classes derive from one, directly or not, by their names; no more than `most` are counted."""
        found, waiting = {base.name}, [base.name]
        while waiting and len(found) <= most:
            come = self._derived.get(waiting.pop(), frozenset()) - found
            found |= come
            waiting += come
        return min(len(found) - 1, most)

    def declares(self, base: Unit, name: str) -> bool:
        """True for a class that has a method of that name."""
        return (base.location.path, base.qualified_name, name) in self._seen.methods

    def file(self, path: str) -> ParsedFile | None:
        """A file of the run."""
        return self._files.get(path)

    @cached_property
    def _derived(self) -> Mapping[str, AbstractSet[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for units in self._classes.values():
            for unit in units:
                for base in unit.bases:
                    found[base.rpartition(".")[2]].add(unit.name)
        return found

    def own(self, unit: Unit) -> list[Unit]:
        """A class itself, or the class of a method."""
        if unit.kind is UnitKind.CLASS:
            return [unit]
        known = self._classes.get(unit.scope.rpartition(".")[2], ()) if unit.kind is UnitKind.METHOD else ()
        return [item for item in known if item.location.contains(unit.location)]

    def _line(self, unit: Unit) -> list[Unit]:
        """The class of a method, or a class, and every class above it, nearest first, each once however many ways lead to it."""
        level = self.own(unit)
        found: dict[Location, Unit] = {}
        while level:
            found.update((item.location, item) for item in level)
            above = [base for item in level for name in item.bases for base in self._resolve(name, item)]
            level = list({base.location: base for base in above if base.location not in found}.values())
        return list(found.values())

    def _resolve(self, base: str, below: Unit) -> list[Unit]:
        outer, _, name = base.rpartition(".")
        known = self._classes.get(name, ())
        found = [item for item in known if _is_meant(outer.split(".") if outer else [], item, below)]
        stars = () if outer or found else self._stars(below.location.path)
        if len(found) > 1 and outer:
            return self._meant_by_module(outer.split("."), name, found)
        return found or [item for item in known for star in stars if not item.scope and names_module(star.split("."), item.location.path)]

    def _stars(self, path: str) -> Sequence[str]:
        return self._files[path].stars if path in self._files else ()

    def _meant_by_module(self, module: list[str], name: str, found: list[Unit]) -> list[Unit]:
        """Of several classes of a package those that its module holds or passes on; all where none is known to be."""
        held = [item for item in found if is_module(module, item.location.path)]
        origins = [origin.split(".")[:-1] for path, origin in self._passed_on.get(name, ()) if is_module(module, path)]
        return held or [item for item in found for origin in origins[:1] if is_module(origin, item.location.path)] or found

    @cached_property
    def _passed_on(self) -> Mapping[str, list[tuple[str, str]]]:
        """The files that pass a class on which several files have, each with where it takes it from; by the name of the class."""
        passed: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for path in sorted(self._files):
            for item in self._files[path].definitions:
                if item.reexport and len(self._classes.get(item.name, ())) > 1:
                    passed[item.name].append((path, item.reexport))
        return passed


def _is_meant(outer: list[str], known: Unit, below: Unit) -> bool:
    """True when the names before a base's own lead to the known class: through modules, and through the classes around it."""
    around = known.scope.split(".") if known.scope else []
    modules = outer[: -len(around)] if around and outer[-len(around) :] == around else outer
    return names_module(modules, known.location.path) if modules else known.location.path == below.location.path


def bearers_of(
    files: Iterable[ParsedFile],
) -> tuple[Mapping[tuple[str, str], AbstractSet[str]], Mapping[tuple[bool, str], int]]:
    """The names of the functions that each type and module of these files has; and how many of them have each, methods (True) apart."""
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    known: Counter[tuple[bool, str]] = Counter()
    for file in files:
        for unit in file.units:
            if unit.kind in FUNCTIONS and Trait.NESTED not in unit.traits:
                names = of[type_of(unit)]
                known[unit.kind is UnitKind.METHOD, unit.name] += unit.name not in names
                names.add(unit.name)
    return of, known


def type_of(unit: Unit) -> tuple[str, str]:
    """The type of a method by folder and name, for a Go type's methods may stand in several files; the file of a function."""
    path = unit.location.path
    return (path.rpartition("/")[0], unit.scope) if unit.kind is UnitKind.METHOD else (path, "")


def _apart(one: Unit, two: Unit) -> bool:
    """True for methods of types under other names, and functions of two modules of one folder, or of one file name (`service.py`)."""
    if one.kind is UnitKind.METHOD:
        return type_of(one) != type_of(two)
    (folder, _, name), (other, _, namesake) = (unit.location.path.rpartition("/") for unit in (one, two))
    return folder == other or name == namesake


def _fills_in(one: Unit, two: Unit) -> bool:
    """True for a method that a type writes for a trait (Rust) which has one of its own for those that write none."""
    return bool(two.scope) and any(base.rpartition(".")[2] == two.scope for base in one.bases)

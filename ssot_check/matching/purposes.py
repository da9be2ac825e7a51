"""What the calls of a unit are for: purposes of libraries and programs, and effects outside the process.

Another library may do the same job, but it is made for the same purpose, and does the same to the world. In `purposes.json` stand names
as they are called: a whole qualified name, the beginning of one (`logging.handlers`), the last part of one where it has a leading dot, or
a program. In `effects.json` stand functions, methods and programs, dotted ones only as qualified names; each kind of effect is a purpose
too. Both are written by hand, from what the standard library and common packages and programs are for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from ssot_check.matching.tables import table
from ssot_check.model.unit import Unit

_STARTS: Final = "spawn"
_STARTED: Final = frozenset((
    "archive", "attributes", "cluster", "compressed", "container", "database", "delete", "dump", "git", "image",
    "mirror", "planned", "process", "remote", "removal", "service", "space", "sql", "store",
))  # fmt: skip
"""Purposes of programs, which may stand as texts where a program is started: `run(["docker", "pull"])`."""
_LEAST_WORD: Final = 3


def effects(unit: Unit) -> frozenset[str]:
    """The kinds of effects outside the process that a unit has."""
    used = {*unit.fingerprint.words, *unit.calls, *(call.rpartition(".")[2] for call in unit.calls)}
    kinds = _kinds(used)
    if _STARTS in kinds:
        kinds |= _kinds({word.lstrip('"') for word in unit.fingerprint.words})
    return kinds


def purposes(unit: Unit) -> frozenset[str]:
    """What the calls and outside names of a unit are for; its effects are among them."""
    kinds = effects(unit)
    found = set(kinds)
    for call in unit.calls:
        found |= _of_call(call)
    for word in unit.fingerprint.words:
        if not word.startswith('"'):
            found |= _of_name(word)
        elif _STARTS in kinds:
            found |= _of_name(word[1:]) & _STARTED
    return frozenset(found)


def _kinds(used: Set[str]) -> frozenset[str]:
    return frozenset(kind for kind, names in _effects().items() if not names.isdisjoint(used))


@lru_cache(maxsize=1 << 14)
def _of_call(call: str) -> frozenset[str]:
    """Those of every beginning of a qualified name, and those of a method by its last part."""
    by_name, last = _purposes(), call.rpartition(".")[2]
    found = set(by_name.get(f".{last}", ())) | set(by_name.get(last, ()))
    if not call.startswith("."):
        for name in accumulate(call.split("."), "{}.{}".format):
            found |= by_name.get(name, frozenset())
    return frozenset(found)


def _of_name(word: str) -> frozenset[str]:
    return _purposes().get(word, frozenset()) if len(word) >= _LEAST_WORD else frozenset()


@cache
def _effects() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(names) for kind, names in _data("effects.json").items()}


@cache
def _purposes() -> Mapping[str, frozenset[str]]:
    """Purposes by name, beginning or last part."""
    found: dict[str, set[str]] = defaultdict(set)
    for purpose, names in _data("purposes.json").items():
        for name in names:
            found[name].add(purpose)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _data(name: str) -> Mapping[str, list[str]]:
    return table(name)

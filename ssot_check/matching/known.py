"""Well-known jobs: utilities that every platform owns and somebody writes again, known by what they must do whoever writes them.

Two units that only share words and libraries are seldom one job; two that both set logging up are. Each job is a list of things that a
unit must call, use or be called like (`known.toml`); nothing is weighed, so that the answer depends on the unit alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from ssot_check.matching.control import control
from ssot_check.matching.purposes import purposes
from ssot_check.matching.vocabulary import parts
from ssot_check.model.dataclass import dataclass
from ssot_check.model.unit import FUNCTIONS, Trait, Unit

LARGEST: Final = 500
"""Tokens above which a unit does much else besides."""
SMALLEST: Final = 25
_CONTROL: Final = {"+loop": 0, "+choice": 1, "+handled": 2, "+raised": 3, "+yield": 6}
_SPAWNS: Final = "spawn"
_ITSELF: Final = "\x02"
"""What stands in a stream where a unit is defined, and where it calls itself."""
_PYTHON: Final = ".py"


@dataclass(frozen=True, slots=True)
class Known:
    """One well-known job: words of names, of which one must be there, and lists of things, each of which must be hit.

    A unit of more than `most` tokens does more than the job. One that is `unsure` is a hint: as often it is done for a thing of its own.
    """

    name: frozenset[str]
    does: tuple[frozenset[str], ...]
    never: frozenset[str]
    most: int
    unsure: bool


def known_jobs(unit: Unit) -> frozenset[str]:
    """The well-known jobs that a function does and is called like."""
    if unit.kind not in FUNCTIONS or not SMALLEST <= unit.fingerprint.size <= LARGEST or Trait.ARGUMENTS in unit.traits:
        return frozenset()
    called = frozenset(parts(unit.name)) or frozenset((unit.name.lower(),))
    likely = [name for name, job in jobs().items() if not job.name.isdisjoint(called)]
    if not likely:
        return frozenset()
    there = _there(unit)
    return frozenset(name for name in likely if unit.fingerprint.size <= jobs()[name].most and _does(jobs()[name], there))


def _does(job: Known, there: Collection[str]) -> bool:
    return job.never.isdisjoint(there) and all(not wanted.isdisjoint(there) for wanted in job.does)


def _there(unit: Unit) -> frozenset[str]:
    """Everything of a unit that an entry may name."""
    kinds, words, is_python = purposes(unit), unit.fingerprint.words, unit.location.path.endswith(_PYTHON)
    found = {*words, *unit.calls, *(f"@{kind}" for kind in kinds)}
    found.update(f".{call.rpartition('.')[2]}" for call in unit.calls)
    if "environ" in words:
        found.add("os.environ")
    if not is_python:
        found.update(f"${word}" for call in unit.calls for word in (call, call.partition(" ")[0]))
    if _SPAWNS in kinds:
        found.update(f"${word[1:]}" for word in words if word.startswith('"'))
    if unit.fingerprint.stream.count(_ITSELF) > 1:
        found.add("+itself")
    counted = control(unit)
    found.update(sign for sign, place in _CONTROL.items() if counted[place])
    if not is_python and (counted[_CONTROL["+loop"]] or counted[_CONTROL["+choice"]]):
        found.add("+handled")  # a shell asks in the head of a loop or choice whether a command failed
    return frozenset(found)


@cache
def jobs() -> Mapping[str, Known]:
    """Every well-known job by what it does, in the order of the file."""
    data = tomllib.loads(files("ssot_check.matching").joinpath("known.toml").read_text(encoding="utf-8"))
    return {
        name: Known(
            frozenset(job["name"]),
            tuple(map(frozenset, job["does"])),
            frozenset(job.get("never", ())),
            job.get("most", LARGEST),
            job.get("unsure", False),
        )
        for name, job in data.items()
    }

r"""Well-known jobs: utilities that every platform owns and somebody writes again, known by what they must do whoever writes them.

Two units that only share words and libraries are seldom one job; two that both set logging up are. Each job is a list of things that a
unit must call, use or be called like (the files of `known/`); nothing is weighed, so that the answer depends on the unit alone.

An entry of `does` or `never` is one of
    "socket.create_connection"   a call by its qualified name
    ".connect_ex"                a call by its last part
    "st_mtime", "--delete"       an outside name that is used, an option of a program
    "~docker"                    a word of such a name: `_docker_output`, `DOCKER_HOST`
    "\"slack"                    a word of a text, in lower case
    "$pg_dump", "$aws s3"        a program that is run, from a shell or by a call that starts programs
    "@pause"                     a purpose of `purposes.toml`, or an effect of `effects.toml`
    "+loop"                      there is a loop; "+choice", "+handled", "+raised", "+yield": a choice, something is caught, raised,
                                 yielded; "+itself": it calls itself
    "\"pg & \"dump"              all of these (in `does` alone)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from ssot_check.matching.control import control
from ssot_check.matching.purposes import purposes
from ssot_check.matching.tables import tables
from ssot_check.matching.vocabulary import every_stem, stem
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import dataclass
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

LARGEST: Final = 500
"""Tokens above which a unit does much else besides."""
SMALLEST: Final = 25
_CONTROL: Final = {"+loop": 0, "+choice": 1, "+handled": 2, "+raised": 3, "+yield": 6}
_TWICE: Final = 2
_KINDS: Final = FUNCTIONS | {UnitKind.CLASS, UnitKind.SCRIPT}
_SAYS_NOTHING: Final = frozenset(
    ("get", "do", "is", "for", "of", "to", "in", "on", "by", "from", "the", "a", "an", "and", "or", "with", "my", "util", "helper")
)
"""Stems that a name may have besides, where it must say nothing else."""
_SPAWNS: Final = "spawn"
_ITSELF: Final = "\x02"
"""What stands in a stream where a unit is defined, and where it calls itself."""
_PYTHON: Final = ".py"
_ALL: Final = " & "


@dataclass(frozen=True, slots=True)
class Known:
    """One well-known job: stems of names, of which one must be there, and lists of things, each of which must be hit.

    Another word of the name must be one of `also`, where that has any. With `only` the name says nothing else, and a method that is called
    by one word alone does what its class is for. A thing is a set of which all must be there. Above `most` tokens a function does more than
    the job; a class may have twice as many, and do it at all where `classes` is True. What is `telling` is known by what is done, whatever
    it is called. What is `unsure` is a hint: as often it is done for a thing of its own.
    """

    name: frozenset[str]
    also: frozenset[str]
    only: bool
    does: tuple[tuple[frozenset[str], ...], ...]
    never: frozenset[str]
    most: int
    classes: bool
    telling: bool
    unsure: bool


def known_jobs(unit: Unit) -> frozenset[str]:
    """The well-known jobs that a function or class does and is called like."""
    if unit.kind not in _KINDS or not SMALLEST <= unit.fingerprint.size <= _TWICE * LARGEST or Trait.ARGUMENTS in unit.traits:
        return frozenset()
    called, by_stem, by_word = _called(unit), _by_stem(), _by_word()
    likely = {name for word in called for name in by_stem.get(word, ()) if _is_called(jobs()[name], unit.kind, called)}
    likely.update(name for word in unit.fingerprint.words for name in by_word.get(word, ()))
    likely = {name for name in likely if _fits(jobs()[name], unit)}
    if not likely:
        return frozenset()
    there = _there(unit)
    return frozenset(name for name in likely if _does(jobs()[name], there))


def _called(unit: Unit) -> frozenset[str]:
    """The stems that a unit is called by; a script by its file. What the language calls so says nothing."""
    if unit.kind is UnitKind.SCRIPT:
        return every_stem(unit.location.path.rpartition("/")[2].partition(".")[0])
    return frozenset() if unit.name.startswith("__") else every_stem(unit.name)


def _is_called(job: Known, kind: UnitKind, called: frozenset[str]) -> bool:
    """True when the name is that of the job, of whose `name` it is known to have one."""
    if job.only:
        alone = kind is UnitKind.METHOD and len(called) == 1
        return not alone and not called - job.name - job.also - _SAYS_NOTHING
    return not job.also or any(called & job.also - {word} for word in called & job.name)


def _fits(job: Known, unit: Unit) -> bool:
    """True when a unit of its kind and size may do the job."""
    if unit.kind is UnitKind.CLASS:
        return job.classes and unit.fingerprint.size <= _TWICE * job.most
    return unit.fingerprint.size <= job.most


def _does(job: Known, there: Collection[str]) -> bool:
    return job.never.isdisjoint(there) and all(any(thing.issubset(there) for thing in wanted) for wanted in job.does)


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
    found.update(f"~{part}" for word in words if not word.startswith('"') for part in split_identifier(word))
    counted = control(unit)
    found.update(sign for sign, place in _CONTROL.items() if counted[place])
    if not is_python and (counted[_CONTROL["+loop"]] or counted[_CONTROL["+choice"]]):
        found.add("+handled")  # a shell asks in the head of a loop or choice whether a command failed
    return frozenset(found)


@cache
def jobs() -> Mapping[str, Known]:
    """Every well-known job by what it does, in the order of the files and within them.

    Raises ValueError when two are called alike.
    """
    found: dict[str, Known] = {}
    for file, said in tables("known"):
        for name, job in said.items():
            if name in found:
                raise ValueError(f"{file}.toml has `{name}`, which another file has")
            found[name] = _job(job)
    return found


def _job(job: Mapping[str, Any]) -> Known:
    does = tuple(tuple(frozenset(thing.split(_ALL)) for thing in wanted) for wanted in job["does"])
    return Known(
        name=frozenset(map(stem, job["name"])),
        also=frozenset(map(stem, job.get("also", ()))),
        only=job.get("only", False),
        does=does,
        never=frozenset(job.get("never", ())),
        most=job.get("most", LARGEST),
        classes=job.get("classes", False),
        telling=job.get("telling", False),
        unsure=job.get("unsure", False),
    )


@cache
def _by_stem() -> Mapping[str, list[str]]:
    """The jobs that something called with a stem may do."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, job in jobs().items():
        for word in job.name:
            found[word].append(name)
    return found


@cache
def _by_word() -> Mapping[str, list[str]]:
    """The telling jobs that a unit may do that has an outside name: each of their first things is looked up by its first entry."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, job in jobs().items():
        for thing in job.does[0] if job.telling else ():
            found[min(thing).lstrip(".$").rpartition(".")[2].partition(" ")[0]].append(name)
    return found

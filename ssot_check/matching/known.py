"""Well-known jobs: utilities that every platform owns and somebody writes again, known by what they must do whoever writes them.

Two units that only share words and libraries are seldom one job; two that both set logging up are. Each job is a list of things that a
unit must call, use or be called like (`catalogue.py`); nothing is weighed, so that the answer depends on the unit alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from ssot_check.matching.catalogue import LARGEST, Known, catalogue_of
from ssot_check.matching.control import control
from ssot_check.matching.fingerprint import syntax_character
from ssot_check.matching.purposes import purposes
from ssot_check.matching.vocabulary import every_stem, stem
from ssot_check.matching.words import split_identifier
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

SMALLEST: Final = 25
"""Tokens below which a unit is too small to be anybody's job."""
_TWICE: Final = 2
_KINDS: Final = FUNCTIONS | {UnitKind.CLASS, UnitKind.SCRIPT}
_SAYS_NOTHING: Final = frozenset(
    ("get", "do", "for", "of", "to", "in", "on", "by", "from", "the", "a", "an", "with", "my", "util", "helper")
)
"""Stems that a name may have besides, where it must say nothing else."""
_SAYS_LITTLE: Final = _SAYS_NOTHING | frozenset(map(stem, (
    "all", "and", "async", "build", "by", "calculate", "compute", "configure", "create", "custom", "data", "default", "file", "files",
    "func", "function", "generate", "init", "initialize", "it", "load", "make", "name", "new", "or", "path", "read", "run", "safe",
    "safely", "set", "setup", "simple", "string", "sync", "text", "tool", "tools", "utils", "value", "write",
)))  # fmt: skip
"""Stems that say nothing of what a job is done for."""
_OF_ITS_CLASS: Final = ("from_", "to_")
"""How methods begin that make a thing of their class, or write it: `from_yaml` reads more than YAML."""
_CONTROL: Final = {"+loop": 0, "+choice": 1, "+handled": 2, "+raised": 3, "+yield": 6}
_LOOP: Final = syntax_character("loop")
"""A loop without a head, of Rust."""
_THROWS: Final = frozenset(("py", "ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts"))
"""Endings of languages with exceptions. In the others a choice, or the head of a loop, asks whether something failed."""
_CODE: Final = _THROWS | {"go", "rs"}
"""Endings of languages that are no shell: what they call is no program."""
_SPAWNS: Final = "spawn"
_ITSELF: Final = "\x02"
"""What stands in a stream where a unit is defined, and where it calls itself."""


def known_jobs(unit: Unit) -> frozenset[str]:
    """The well-known jobs that a function, class or script does and is called like."""
    if unit.kind not in _KINDS or not SMALLEST <= unit.fingerprint.size <= _TWICE * LARGEST or Trait.ARGUMENTS in unit.traits:
        return frozenset()
    catalogue, called = catalogue_of(_ending(unit)), _called(unit)
    likely = {name for word in called for name in catalogue.by_stem.get(word, ()) if _is_called(catalogue[name], unit.kind, called)}
    likely.update(name for word in unit.fingerprint.words for name in catalogue.by_word.get(word, ()))
    likely = {name for name in likely if _fits(catalogue[name], unit)}
    if not likely:
        return frozenset()
    there = _there(unit)
    return frozenset(name for name in likely if _does(catalogue[name], there))


def is_unsure(name: str, unit: Unit) -> bool:
    """True for a job that is a hint in the language of a unit that does it."""
    return catalogue_of(_ending(unit))[name].unsure


def says_no_more(name: str, unit: Unit) -> bool:
    """True when the name of a unit says that it does the job, and not for what: `ensure_openssl` looks for one program, `require` for any.

    Of a telling job what is done says so.
    """
    job = catalogue_of(_ending(unit))[name]
    return job.telling or not _called(unit) - job.name - job.also - job.may - _SAYS_LITTLE


def named_alike(one: Unit, other: Unit) -> float:
    """The share of the stems of two names that they have in common, in 0..1."""
    mine, theirs = _called(one), _called(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _ending(unit: Unit) -> str:
    return unit.location.path.rpartition(".")[2]


def _called(unit: Unit) -> frozenset[str]:
    """The stems that a unit is called by; a script by its file. What the language calls so says nothing."""
    if unit.kind is UnitKind.SCRIPT:
        return every_stem(unit.location.path.rpartition("/")[2].partition(".")[0])
    own = unit.kind is UnitKind.METHOD and unit.name.startswith(_OF_ITS_CLASS)
    return frozenset() if own or unit.name.startswith(("__", "test")) else every_stem(unit.name)


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
    return not _hit(job.never, there) and all(_hit(wanted, there) for wanted in job.does)


def _hit(things: Iterable[frozenset[str]], there: Collection[str]) -> bool:
    return any(thing.issubset(there) for thing in things)


def _there(unit: Unit) -> frozenset[str]:
    """Everything of a unit that an entry may name."""
    words, ending = unit.fingerprint.words, _ending(unit)
    kinds = purposes(unit)
    found = {*words, *unit.calls, *(f"@{kind}" for kind in kinds)}
    found.update(f".{call.rpartition('.')[2]}" for call in unit.calls)
    found.update(f"~{part}" for word in words if not word.startswith('"') for part in split_identifier(word))
    if "environ" in words:
        found.add("os.environ")
    if ending not in _CODE:
        found.update(f"${word}" for call in unit.calls for word in (call, call.partition(" ")[0]))
    if _SPAWNS in kinds:
        found.update(f"${word[1:]}" for word in words if word.startswith('"'))
    return frozenset(found | _steps(unit, ending))


def _steps(unit: Unit, ending: str) -> set[str]:
    """The entries of its flow of control."""
    counted, stream = control(unit), unit.fingerprint.stream
    found = {sign for sign, place in _CONTROL.items() if counted[place]}
    if _LOOP in stream:
        found.add("+loop")
    if ending not in _THROWS and not found.isdisjoint(("+loop", "+choice")):
        found.add("+handled")
    if stream.count(_ITSELF) > 1:
        found.add("+itself")
    return found

"""The parts of a version 2 registry beside the domains: facts, environment, layout, documentation, enforcement."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.entry import PathEntry
from ssot_check.model.gate import Gate
from ssot_check.model.location import Location
from ssot_check.model.phase import Phase, PhaseEntry


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact stands: a file or pattern and the selector of the value in it.

    `relation` says how a copy relates to the canonical value ("equal", "same_minor", "rounded(2)", ...).
    """

    file: PathEntry
    select: str = ""
    relation: str = "equal"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that several files repeat. `discover` asks for copies that nobody listed."""

    name: str
    location: Location
    type: str = "string"
    domain: str = ""
    canonical: FactPlace | None = None
    copies: tuple[FactPlace, ...] = ()
    discover: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable and what is known of it."""

    name: str
    location: Location
    type: str = "string"
    required: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Environment:
    """`env`: the template, the files of each environment, and the variables.

    `may_differ` and `ambient` are names or globs: keys that need not agree between environments, and variables that
    come from outside the repository.
    """

    template: PathEntry | None = None
    files: tuple[tuple[str, tuple[PathEntry, ...]], ...] = ()
    may_differ: tuple[str, ...] = ()
    ambient: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class Enforcement:
    """`enforcement` beside its level. `min_score` is the least compliance in percent, None when none is asked for.

    `phase` holds where no entry of `phases` does (None = nobody said).
    """

    phase: Phase | None = None
    phases: tuple[PhaseEntry, ...] = ()
    gate: Gate = field(default_factory=Gate)
    baseline: PathEntry | None = None
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class Consumers:
    """Who may use an owner: files that match `allow`; `protect` makes every other use a finding."""

    allow: tuple[PathEntry, ...] = ()
    protect: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A text or number that code or configuration spells out, without its quotes.

    `near` is what names it there, nearest first: key, variable, parameter, option; `around` what stands further out: outer keys, the
    enclosing class and function.
    """

    text: str
    location: Location
    near: tuple[str, ...] = ()
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact whose canonical value was read. `name` is the key or constant that holds it, "" for a whole file.

    The value of a `secret` fact must not be printed, and no line that may hold it.
    """

    fact: Fact
    value: str
    location: Location
    name: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class UnreadFact:
    """A fact without a value: what its selector asks for is not there, or cannot be read."""

    fact: Fact
    place: FactPlace
    cause: str


@dataclass(frozen=True, slots=True)
class SpelledFact:
    """One place outside the owner that spells the value of a fact out."""

    known: KnownFact
    written: Written


@dataclass(frozen=True, slots=True)
class FactValues:
    """The values of the registry's facts, and where they are spelled out again (by path of the file, in order of place)."""

    known: tuple[KnownFact, ...] = ()
    unread: tuple[UnreadFact, ...] = ()
    spelled: Mapping[str, tuple[SpelledFact, ...]] = field(default_factory=dict)

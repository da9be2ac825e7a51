"""A Match says that one unit is a copy of another, how sure that is, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.unit import Unit

AWAITS: Final = "is `async`, the other is not"
"""How `Match.typed` ends where one of both waits for what the other awaits."""
JOB: Final = "job: "
"""What stands before the name of a well-known job, where it is the first of what two units share."""
NEW_FILE: Final = " of a new "
"""What stands in `Match.use` before the path of a file that has to be made, which a comma follows."""
WRITE_FOR: Final = "write in place of "
"""What `Match.use` begins with where it replaces a part of the copy only: then it says all that there is to do."""
SUCH_AS: Final = ", such as "
"""What stands in `Match.apart` before a place that both sides can use by now."""
GIVEN: Final = "given"
"""The first of three words in `Confirmation.differs` where the owner does what the copy does, when a parameter of it has a value."""
OF_A_PAGE: Final = ("let pages load ", "set `window.")
"""What `Match.apart` begins with where the copy stands in a script that a page loads as it stands, which can import nothing."""
INTO_MODULE: Final = "put it into a module that both require"
"""What `Match.apart` begins with where the owner stands in a module of Go that the copy's does not require."""
OR_STAND: Final = "or let this copy stand, with an allow that says why"
BORROWS: Final = "borrows"
"""What is said in `Confirmation.differs` of a copy that takes what it may change (`&mut Row`) where its owner looks at it (`&Row`)."""
FINDS: Final = "finds: "
"""What `Match.apart` begins with where the copy finds the folder of a library, which is named behind it, so that this can be sourced."""
TURNED: Final = "own this one instead"
"""What `Match.apart` begins with where the owner's side needs that of the copy: only the reverse way is open."""


class CloneType(StrEnum):
    """The field's clone types; the value is the word used in messages."""

    EXACT = "exact"  # type 1
    RENAMED = "renamed"  # type 2
    NEAR = "near"  # type 3
    SEMANTIC = "semantic"  # type 4


class Tier(StrEnum):
    """GATE is calibrated for precision and may fail a build; ADVISORY is reported and ranked; a HINT is counted, and shown on demand."""

    GATE = "gate"
    ADVISORY = "advisory"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Statement alignment of owner and copy.

    `pairs` are (owner line, copy line) of the statements that align, in order; `owner_statements` and
    `copy_statements` count all statements; `shared` are the rarest outside names and words of both, rarest first.
    """

    pairs: tuple[tuple[int, int], ...]
    owner_statements: int
    copy_statements: int
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the language's exact reader (libcst for Python) found when it opened both fragments.

    `clone_type` is the proved type, None when the exact reader does not agree that they are copies;
    `location` and `signature` place the copy exactly; `reason` says why a match was refused. `instead` are pairs of a name
    of the owner and the one that the copy has in its place, `values` how many texts and numbers are others, where nothing else differs;
    `shown` are those of them, the owner's first, that may be shown: no text, for one may be a secret. `differs` says of an edited copy
    what both do otherwise: which ("is", "answers", "takes", "types", "calls", "says", "texts"), what stands in the owner, what in the copy.
    `here` and `there` are the lines of a Python copy and of its owner in which the two do or say something else, `logged`
    those of the copy where that is only a message.
    """

    clone_type: CloneType | None
    location: Location
    signature: Location
    renames: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    instead: tuple[tuple[str, str], ...] = ()
    values: int = 0
    shown: tuple[tuple[str, str], ...] = ()
    differs: tuple[tuple[str, str, str], ...] = ()
    here: tuple[int, ...] = ()
    there: tuple[int, ...] = ()
    logged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`copy` (in file `copy_path`) repeats `owner`, which belongs to `domain`.

    `score` is a similarity in 0..1 (1 for exact and renamed). `use` is the line that replaces the copy, spelled as
    it would be written in the copy's file ("" when the language has no such form). `part` is the first and last line
    of the stretch of `copy` that repeats the owner, None when the whole unit does. `base` is the class above the copy's
    that the owner's is too or has above it, as its name in backticks and its file ("" when none is known, or they are
    no classes or methods). `across` tells that the two are of different languages. `signals` are the name, value and weight of what a
    comparison of jobs has summed up (none for other comparisons). `apart` is what comes first where the copy's file cannot take the owner
    as things are ("" where it can). `alone` tells that the copy's file takes nothing of the repository, and may be shipped without it.
    `there` is the line of the copy's file that is `use` already (0 where none is). `own` are names by which both call a function or read a
    constant of their own file, each another one, and what means the file itself. `along` are classes that both name and that stand in both
    files, equal in their text: what one raises the other does not catch. `twins` tells that each does for another thing what the other
    does, so that neither can stand in for the other. `fresh` tells that the change at hand brings the copy. `meant` is the place and
    the words of a comment that says that the copy is one on purpose ("" where none does). `by_name` tells that it is a function which
    others call by its name, as those of the modules beside it: it has to stay there. `root` is the folder from which the copy's file
    imports, where nothing in it imports from outside and the owner lies there ("" else). `overrides` is the line above a function of a
    script that sources the owner, in the place of which it puts itself (0 where none does). `back` is what the owner's file
    writes to take the copy, where only that way round is possible, and `housed` the domain that owns the copy's file then ("" for none).
    `rows` are, of the owner and of an edited function, the first and last line of the statements that align, (0, 0) where they are not
    whole ones in one row (nothing where nobody has looked). `typed` says why one function cannot be both, whatever is equal in them
    ("" where nothing is known of it).
    `between` is why `base` is no place for what both have in common, which a class
    between it and both is ("" where it is one), `held` the owner's class where the copy's file takes it and may have an object of it.
    `inside` are methods of two edited classes in which these differ, and `stored` is what a base of two stored models is written as ("" for
    others). `called` is the call of the owner that does all that `part` does ("" where none is known to).
    """

    domain: str
    owner: Unit
    copy: Unit
    clone_type: CloneType
    tier: Tier
    score: float
    alignment: Alignment
    use: str = ""
    confirmation: Confirmation | None = None
    fallback: bool = False
    part: tuple[int, int] | None = None
    base: str = ""
    across: bool = False
    signals: tuple[tuple[str, float, float], ...] = ()
    apart: str = ""
    alone: bool = False
    there: int = 0
    own: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    twins: bool = False
    fresh: bool = False
    meant: str = ""
    by_name: bool = False
    root: str = ""
    overrides: int = 0
    back: str = ""
    housed: str = ""
    rows: tuple[tuple[int, int], ...] = ()
    typed: str = ""
    between: str = ""
    held: str = ""
    inside: tuple[str, ...] = ()
    stored: str = ""
    called: str = ""

    @property
    def job(self) -> str:
        """The well-known job that both do, "" where it is not for one that they match."""
        first = next(iter(self.alignment.shared), "")
        return first.removeprefix(JOB) if first.startswith(JOB) else ""

    @property
    def owner_path(self) -> str:
        """File of the canonical unit."""
        return self.owner.location.path

    @property
    def copy_path(self) -> str:
        """File of the copy."""
        return self.copy.location.path


@dataclass(frozen=True, slots=True)
class CloneClass:
    """Units that repeat each other and that nobody owns, attributed to a domain by its profile."""

    domain: str
    units: tuple[Unit, ...]
    clone_type: CloneType
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """`unit` belongs to the kind of `domain` by its profile, stands outside every owner, and nothing owned is like it.

    `score` is the sum of the evidence, `evidence` what speaks for it, strongest first; `more` counts further strays of the domain that
    are not told one by one.
    """

    domain: str
    unit: Unit
    score: float
    evidence: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Shadow:
    """`copy` defines a name that `owner` exports for `domain`, with a body of its own.

    `score` in 0..1 is the evidence that both have one purpose, `shared` the words that say so; `use`, `apart`, `alone` and `there` are as
    of a Match.
    `usual` tells that many files define the name, which is a hint and no more.
    """

    domain: str
    owner: Unit
    copy: Unit
    score: float
    shared: tuple[str, ...] = ()
    fallback: bool = False
    use: str = ""
    apart: str = ""
    alone: bool = False
    there: int = 0
    usual: bool = False

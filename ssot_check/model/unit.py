"""Code fragments as the languages see them: units made of statements made of tokens.

The terms are those of the clone-detection field (Roy, Cordy, Koschke: "Comparison and evaluation of code
clone detection techniques and tools", 2009): a unit is a fragment, a type-1 clone is equal but for layout and
comments, type 2 but for names and literals, type 3 has statements added, deleted or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias, overload

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location

# Token kinds are plain integers: a million of them are compared in one run.
SYNTAX: Final = 0  # keyword, operator, bracket: kept in every form
NAME: Final = 1  # a name from outside the unit: called function, attribute, keyword argument, key, command, flag
LOCAL: Final = 2  # parameter or variable of the unit: renamed consistently
SELF: Final = 3  # the unit's own name, where it defines or calls itself
TEXT: Final = 4  # string literal, with the quotes and prefix taken off
NUMBER: Final = 5  # numeric literal, or any other literal whose value may differ between copies
TYPE: Final = 6  # part of an annotation: in the exact form only
DOC: Final = 7  # documentation string: in the exact form only
DECORATOR: Final = 8  # part of a decorator: in the exact form only

UNNAMED: Final = "default"
"""The name of what a module of JavaScript gives without a name; `export *` leaves it out."""

ALONE: Final = "alone"
"""The `reuse` of a block in a file that can take nothing from another one."""

Token: TypeAlias = tuple[int, str]
"""(kind, text). Comments and layout never become tokens."""


class Statement(NamedTuple):
    """One simple statement, or the header of a compound one, or one entry of a config block.

    `depth` is the nesting below the unit's own body (0 = directly in it).
    """

    line: int
    end_line: int
    depth: int
    tokens: tuple[Token, ...]


class Row:
    """Statements in a row, of which units are stretches. `kept` is for whoever computes something of all of them once."""

    __slots__ = ("kept", "statements")

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        self.kept: object = None


class Stretch(Sequence[Statement]):
    """The statements `first` to `last` of a row, as those of a unit whose body is nested `base` deep."""

    __slots__ = ("base", "first", "last", "row")

    def __init__(self, row: Row, first: int, last: int, base: int) -> None:
        self.row = row
        self.first = first
        self.last = last
        self.base = base

    def __len__(self) -> int:
        return self.last - self.first

    @overload
    def __getitem__(self, index: int) -> Statement: ...
    @overload
    def __getitem__(self, index: slice) -> list[Statement]: ...
    def __getitem__(self, index: int | slice) -> Statement | list[Statement]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        found = self.row.statements[range(self.first, self.last)[index]]
        return found._replace(depth=max(0, found.depth - self.base))


class UnitKind(StrEnum):
    """What a fragment is in its own language."""

    FUNCTION = "function"
    METHOD = "method"
    CLASS = "class"
    SCRIPT = "script block"  # a run of top-level statements
    TABLE = "table"  # a constant: dictionary, list, set, regular expression, long string
    CONFIG = "config block"  # compose service, Dockerfile stage, CI job or step, config section


FUNCTIONS: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD))


class Trait(StrEnum):
    """Facts about a unit by which a match can be refused."""

    STUB = "stub"  # only a docstring, pass, ..., or raise NotImplementedError
    OVERLOAD = "overload"
    ABSTRACT = "abstract"
    PROTOCOL = "protocol"
    DATA = "data class"  # fields only
    ARGUMENTS = "argument parser"  # mostly add_argument / option declarations, or a usage text
    FALLBACK = "fallback"  # defined only where the library could not be imported or sourced
    PROPERTY = "property"
    DELEGATE = "delegate"  # body is one call that passes its own parameters on; a step or job that only uses an action or workflow
    ASYNC = "async"
    MIGRATION = "migration"  # registered as a step from one version of stored data to the next: frozen, and alike by nature
    NESTED = "nested"  # a function inside a function
    GENERATED = "generated"  # in a stretch that a program keeps within the file


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the matching room knows of a unit. Computed from statements, so it knows no language.

    exact    digest of the layout-free tokens: equal for type-1 clones
    renamed  digest with names of the unit's own and literals abstracted consistently, annotations, documentation
             and decorators dropped: equal for type-2 clones
    stream   one character per token of the abstracted form, names from outside kept: for alignment
    lines    for each statement its first line, absolute in the file
    hashes   for each statement a 32-bit hash of its abstracted tokens (same length as `lines`)
    features sorted 32-bit hashes of what survives an edit: statement hashes and token shingles
    words    sorted outside names as text, and the words of literals, each literal word with a leading quote (")

    The number sequences may be arrays: a large repository holds tens of millions of them.
    """

    exact: str
    renamed: str
    stream: str
    lines: Sequence[int]
    hashes: Sequence[int]
    features: Sequence[int]
    words: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of tokens of the abstracted form."""
        return len(self.stream)


Fingerprinter: TypeAlias = Callable[[Sequence[Statement]], Fingerprint]
"""Handed to a language by the corridor, so that statements never leave the language file."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A fragment that can be owned or be a copy.

    `location` spans everything that belongs to it (decorators, comments directly above excluded);
    `signature` is the place a reader looks at: the `def` line, the key of a block, the first line of a script block.
    `scope` is the qualified name of the enclosing unit ("" at top level); `calls` are the qualified names or
    commands it uses, resolved through the imports of its file where they can be; `entries` counts statements.
    `bases` are the base classes of a class, resolved through the imports of its file where they can be; of a Rust method the trait that
    asks for it, as written; of a task of Ansible what its module is to work on, each being enough to tell it from a task for another thing.
    `parameters` counts those of a function, and the positional ones that a block of a script reads.
    `fields` are the names of the fields that a class, interface or struct declares with their types, in the order written; of an
    enumeration they are its members with their values (`model.members`).
    `reuse` is how a config format lets another file take the unit ("extends", "workflow_call"), "" where it does not.
    """

    name: str
    kind: UnitKind
    location: Location
    signature: Location
    fingerprint: Fingerprint
    scope: str = ""
    traits: frozenset[Trait] = frozenset()
    calls: tuple[str, ...] = ()
    parameters: int = 0
    reuse: str = ""
    bases: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def qualified_name(self) -> str:
        """Scope and name, joined by dots."""
        return f"{self.scope}.{self.name}" if self.scope else self.name

    @property
    def is_private(self) -> bool:
        """True for a name that nobody outside can ask for: an underscore before it, one of Go in lower case."""
        return self.name.startswith("_") or (self.location.path.endswith(".go") and self.name[:1].islower())

    @property
    def said(self) -> tuple[tuple[tuple[str, ...], ...], tuple[Sequence[int], ...]]:
        """All that a comparison can ask of it, texts and numbers; not where it stands."""
        told = self.fingerprint
        texts = (
            (self.name, self.kind, self.scope, self.reuse, str(self.parameters)),
            tuple(sorted(self.traits)),
            self.calls,
            self.bases,
            self.fields,
            (told.exact, told.renamed, told.stream),
            told.words,
        )
        return texts, (told.hashes, told.features)

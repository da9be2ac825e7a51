"""What a language says about one file."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.suppression import Suppression
from ssot_check.model.touch import Touch
from ssot_check.model.unit import Trait, Unit


class ReferenceKind(StrEnum):
    """How a file refers to something outside itself."""

    IMPORT = "import"  # name: dotted, relative imports made absolute from the repository root
    SOURCE = "source"  # name: repository path of the sourced file, or the text as written when unresolved
    COMMAND = "command"  # name: program and subcommand
    FILE = "file"  # name: repository path (env_file, COPY, include ...)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference. `alias` is the name it is bound to in this file ("" where it binds none).

    `typing` tells that only a type checker follows it. `spelled` is the module as an import writes it (`..log`, `@/services/log`), ""
    where the language does not say. `passing` tells that the file takes nothing for itself: it declares the module (`mod a;`) or passes
    the name on (`pub use a::B;`). `late` tells that loading the file does not need it: the
    import stands in a function, or names only types. `annotates` tells that the file says the name in annotations and nowhere else,
    though loading it follows the import.
    """

    kind: ReferenceKind
    name: str
    location: Location
    alias: str = ""
    typing: bool = False
    spelled: str = ""
    passing: bool = False
    late: bool = False
    annotates: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that other files can use: top-level function, class, constant, variable, key.

    `reexport` holds the dotted origin of a name that is only passed on ("" for one defined here).
    """

    name: str
    location: Location
    reexport: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a config file: key path from the root, and the text as written."""

    key: tuple[str, ...]
    raw: str
    location: Location


class LiteralForm(StrEnum):
    """What sort of text a literal is; the value is the word used in messages."""

    URL = "URL"
    REGEX = "regular expression"
    FORMAT = "format string"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in the code that nobody writes twice by chance.

    `text` is its content as written between the quotes; `name` is the qualified name of the constant, of a file or a class, that it
    is the whole value of ("" for a text that stands anywhere else). `compiled` tells that its statement makes a pattern of
    it, or hands it to what takes one.
    """

    form: LiteralForm
    text: str
    location: Location
    name: str = ""
    compiled: bool = False


PYTHON_2: Final = "python2"


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """One analysed file. Holds no syntax node; everything in it can be pickled and cached.

    `kind` is the sort of file within its language: "" or for example "compose", "github-workflow",
    "gitlab-ci", "requirements", PYTHON_2. `open_names` is True when the file may define more names than can be seen
    (eval of a library, `__getattr__`), so that a missing export cannot be proved; `stars` are the modules, dotted as imports are, whose
    every name it passes on (`from m import *`, `export * from`, `pub use m::*`). `generated` is True when
    the file says of itself that a program wrote it. `touches` depend on what the run watches, everything else on
    the text alone.
    `literals` are its telling texts, by place.
    `suppressions` are its suppressing comments, right and wrong ones, by place.
    """

    path: str
    language: str
    digest: str
    kind: str = ""
    units: tuple[Unit, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    settings: tuple[Setting, ...] = ()
    problems: tuple[Problem, ...] = ()
    open_names: bool = False
    stars: tuple[str, ...] = ()
    generated: bool = False
    test: bool = False
    lines: int = 0
    touches: tuple[Touch, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    literals: tuple[Literal, ...] = ()

    @property
    def dialect(self) -> str:
        """What the file is counted as among the analysed ones: its language, or a version of it that is read otherwise."""
        return self.kind if self.kind == PYTHON_2 else self.language

    @property
    def generated_units(self) -> int:
        """How many units stand where a program keeps a part of the file."""
        return sum(Trait.GENERATED in unit.traits for unit in self.units)
